import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { ProfileItem } from '../domains/containers/index.ts';
import {
  type CallLink,
  callPathsAt,
  type ManifestObject,
  manifestFacts,
  objectAround,
  podTemplateOf,
  profileAt,
} from '../domains/manifests/index.ts';
import { Document, type LineIndex, type Span } from '../engine/index.ts';
import { kindOf } from '../engine/languages.ts';
import { isDockerfile } from '../engine/parsers/dockerfile/index.ts';
import {
  type CallLinkData,
  COMMANDS,
  type LspPosition,
  type PictureParams,
  type PicturePlace,
  type PictureResult,
  type ProfileItemData,
} from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import type { OpenFiles } from './openFiles.ts';
import { type LinesOf, toOffset, toRange } from './present.ts';
import type { Workspace } from './workspace.ts';

/** Whether pictures are drawn from texts of a language. */
const isDrawn = (languageId: string) => (kindOf(languageId)?.pictures?.length ?? 0) > 0;

/** The lesson behind each part of a way. */
const LINK_LESSONS: Readonly<Record<CallLink['part'], string>> = {
  route: 'kubernetes-services/traffic-in',
  name: 'kubernetes-services/headless-and-names',
  address: 'kubernetes-services/why-services',
  selector: 'kubernetes-services/labels-are-the-wiring',
  workload: 'kubernetes-services/ready-or-not',
  port: 'kubernetes-services/ports',
  container: 'kubernetes-services/ports',
};

/** The lesson behind each part of a container's enclosure. */
const PART_LESSONS: Readonly<Record<ProfileItem['part'], string>> = {
  wall: 'docker-isolation/fifty-tenants',
  meter: 'docker-isolation/who-eats-how-much',
  key: 'docker-isolation/keys-and-house-rules',
  door: 'docker-isolation/caretakers-key',
  user: 'docker-isolation/root-inside',
  rule: 'docker-isolation/keys-and-house-rules',
};

interface PicturesOptions {
  readonly analysis: Analysis;
  readonly openFiles: OpenFiles;
  readonly workspace: Workspace;
  /** Whether there is a lesson of this id. */
  hasLesson(id: string): boolean;
}

/** Draws what manifests, Compose files and Dockerfiles say, from the texts as they are. */
export class Pictures {
  readonly #options: PicturesOptions;

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /** What stands around a position; nothing for a file that cannot be read, and for other languages. */
  async at({ uri, position }: PictureParams): Promise<PictureResult> {
    const { openFiles, analysis, workspace } = this.#options;
    // Places in other files are offsets of the text that they were read from, so all open files are read anew first.
    for (const other of [...openFiles.all()])
      if (other.stale && isDrawn(other.doc.languageId)) await openFiles.current(other.doc.uri);
    const file = openFiles.get(uri);
    if (file) {
      const isRead = isDrawn(file.doc.languageId) && !(await openFiles.current(uri))?.skipped;
      return isRead ? this.#of(file.doc, position) : { paths: [] };
    }
    // The editor closes documents that it no longer shows, even while a lesson shows a place in them.
    let result: PictureResult = { paths: [] };
    await workspace.files.readAll([uri], { isCancellationRequested: false }, async (_, { id }, content) => {
      if (!('text' in content) || !isDrawn(id)) return;
      await analysis.prepare(id);
      const doc = new Document(uri, id, content.text);
      try {
        result = this.#of(doc, position);
      } finally {
        doc.dispose();
      }
    });
    return result;
  }

  #of(doc: Document, position: LspPosition): PictureResult {
    const { openFiles, analysis } = this.#options;
    const { uri } = doc;
    analysis.working(uri, 'answer');
    const offset = toOffset(position, doc.lines);
    const linesOf: LinesOf = (other) =>
      other === uri ? doc.lines : (openFiles.get(other)?.doc.lines ?? analysis.linesOf(other));
    const place = (other: string, span: Span | undefined): { at?: PicturePlace } => {
      const lines = span && linesOf(other);
      return lines ? { at: { uri: other, range: toRange(span, lines) } } : {};
    };
    const link = ({ part, state, label, text, at }: CallLink): CallLinkData => ({
      part,
      state,
      label,
      text,
      ...(at ? place(at.uri, at) : {}),
      ...this.#lesson(label === 'no address of its own' ? LINK_LESSONS.name : LINK_LESSONS[part]),
    });
    const isImage = isDockerfile(doc);
    const paths = isImage ? [] : callPathsAt(doc, offset, analysis.factsOf(manifestFacts.id));
    const object = isImage ? undefined : objectAround(doc, offset);
    const profile = profileAt(doc, offset);
    return {
      paths: paths.map(({ service, namespace, links, targets, more = 0 }) => ({
        service,
        namespace,
        links: links.map(link),
        targets: targets.map((target) => target.links.map(link)),
        more,
      })),
      ...(object && paths.length > 0
        ? { object: { kind: object.kind, name: object.name, range: toRange(nameOf(object), doc.lines) } }
        : {}),
      ...(profile
        ? {
            container: {
              name: profile.name,
              source: profile.source,
              privileged: profile.privileged,
              items: profile.items.map((item) => this.#item(item, uri, doc.lines)),
              at: { uri, range: toRange(profile.at, doc.lines) },
            },
          }
        : {}),
    };
  }

  #item({ part, state, label, text, at }: ProfileItem, uri: string, lines: LineIndex): ProfileItemData {
    return {
      part,
      state,
      label,
      text,
      ...(at ? { at: { uri, range: toRange(at, lines) } } : {}),
      ...this.#lesson(PART_LESSONS[part]),
    };
  }

  #lesson(id: string): { lesson?: string } {
    return this.#options.hasLesson(id) ? { lesson: id } : {};
  }
}

function nameOf({ node }: ManifestObject): Span {
  return node.get('metadata', 'name') ?? node.get('kind') ?? node;
}

/**
 * The pictures that the light bulb offers: on the line that names a Service, an Ingress, a route or a container, and
 * nowhere else, so that it stays dark where nothing is to be done.
 */
export function pictureActions(
  doc: Document,
  { textDocument, range, context }: CodeActionParams,
): CodeAction[] {
  if (context.only || !isDrawn(doc.languageId)) return [];
  const offset = toOffset(range.start, doc.lines);
  const isHere = (span: Span) => toRange(span, doc.lines).start.line === range.start.line;
  const argument: PictureParams = { uri: textDocument.uri, position: range.start };
  const action = (title: string, command: string): CodeAction => ({
    title,
    kind: '',
    command: { title, command, arguments: [argument] },
  });
  if (!isDockerfile(doc)) {
    const object = objectAround(doc, offset);
    const names = object && [nameOf(object), object.node.get('kind') ?? object.node];
    if (object && !object.templated && names?.some(isHere)) {
      if (leads(object)) return [action('Show where this leads', COMMANDS.showCallPath)];
      if (!podTemplateOf(object)) return [];
      return [action('Show what this container may do', COMMANDS.showContainer)];
    }
  }
  const profile = profileAt(doc, offset);
  return profile && isHere(profile.at)
    ? [action('Show what this container may do', COMMANDS.showContainer)]
    : [];
}

function leads({ kind, group }: ManifestObject): boolean {
  return kind === 'Service' ? group === '' : kind === 'Ingress' || kind === 'HTTPRoute';
}
