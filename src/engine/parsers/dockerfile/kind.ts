import type { Span } from '../../../base/span.ts';
import type { Document } from '../../document.ts';
import type { Damage, Kind, KindParser, Unread } from '../../kind.ts';
import { formsBy } from '../forms.ts';
import { unreadShellParts } from '../shell/unread.ts';
import { dockerfile } from './index.ts';
import { dockerfileFinder } from './mentions.ts';
import { type DockerfileAbout, dockerfilePlaces } from './places.ts';
import { instructionAt } from './reach.ts';
import { hasDockerfile, loadDockerfile } from './read.ts';

const placesOf: KindParser['placesOf'] = (doc, subject) => dockerfilePlaces(doc, subject as DockerfileAbout);

/** The parser of Dockerfiles. An entry of `about` is an instruction. */
export default function dockerfileParser(_kind: Kind): KindParser {
  return {
    isLoaded: hasDockerfile,
    load: loadDockerfile,
    firstSyntaxError,
    damage,
    isInDoubt: (doc) => doc.text.includes('<<') && doc.model(dockerfile).unclosed !== undefined,
    unreadParts,
    mayHold: () => true,
    placesOf,
    formsOf: formsBy(placesOf),
    around,
    commentPlace: () => 'code',
    mentions: dockerfileFinder,
    blockAt: instructionAt,
  };
}

/** The instructions of the Dockerfile reference; a build ends at any other word. */
const INSTRUCTIONS = new Set(
  `ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME
  WORKDIR`.split(/\s+/),
);

/** The first word that is not an instruction. */
function firstSyntaxError(doc: Document): Span | undefined {
  const { instructions, unreadable } = doc.model(dockerfile);
  if (unreadable !== undefined) return { start: 0, end: 0 };
  return instructions.find(({ keyword }) => !INSTRUCTIONS.has(keyword))?.keywordSpan;
}

function damage(doc: Document): Damage {
  const { instructions, unreadable, unclosed } = doc.model(dockerfile);
  if (unreadable !== undefined) return { faults: 0, unread: 1 };
  const unknown = instructions.filter(({ keyword }) => !INSTRUCTIONS.has(keyword)).length;
  return { faults: unknown + (unclosed ? 1 : 0), unread: 0 };
}

function unreadParts(doc: Document): readonly Unread[] {
  const { unreadable, unclosed } = doc.model(dockerfile);
  if (unreadable !== undefined) return [{ reason: unreadable, isWhole: true, isBound: true }];
  if (!unclosed) return unreadShellParts(doc);
  const line = doc.lines.positionAt(unclosed.start).line + 1;
  return [{ reason: `the heredoc in line ${line} never ends`, isWhole: false, isBound: false }];
}

/** The instruction, the stage and the file around a place. */
function* around(doc: Document, place: Span): Iterable<Span> {
  const { instructions, stages } = doc.model(dockerfile);
  for (const spans of [instructions, stages])
    for (const { start, end } of spans) if (start <= place.start && place.end <= end) yield { start, end };
  yield { start: 0, end: doc.text.length };
}
