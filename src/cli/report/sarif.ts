import { encodePart } from '../../base/uris.ts';
import type { Severity } from '../../engine/types.ts';
import type { Catalogue, LessonMeta } from '../../lessons/types.ts';
import type { Range, Report, ReportedHint } from '../types.ts';

/** Where the SARIF 2.1.0 schema is published. */
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Publisher and name of the extension, whose links open a lesson in the editor. */
const EXTENSION = 'hindsight.hindsight';

/** The report as a SARIF 2.1.0 log: one run, its rules, results with fixes and related places, and what was skipped. */
export function sarifLog(report: Report, catalogue: Catalogue, version: string): object {
  const used = [...new Set(report.files.flatMap((file) => file.hints.map((hint) => hint.rule)))].sort();
  const index = new Map(used.map((id, i) => [id, i]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Hindsight',
            version,
            semanticVersion: version,
            rules: used.map((id) => descriptor(id, catalogue)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.skipped.map(({ path, reason }) => ({
              level: 'note',
              message: { text: `Not checked: ${reason}.` },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
            })),
          },
        ],
        results: report.files.flatMap((file) =>
          file.hints.map((hint) => result(file.path, hint, index.get(hint.rule) ?? -1)),
        ),
      },
    ],
  };
}

function descriptor(id: string, catalogue: Catalogue): object {
  const rule = catalogue.rules.find((candidate) => candidate.id === id);
  const lesson = catalogue.lessons.find((candidate) => candidate.id === rule?.lesson);
  return {
    id,
    name: pascalCase(id.slice(id.indexOf('/') + 1)),
    shortDescription: { text: rule?.title ?? id },
    ...(lesson
      ? {
          fullDescription: { text: lesson.summary },
          helpUri: `vscode://${EXTENSION}/lesson/${lesson.id}`,
          help: helpOf(lesson),
        }
      : {}),
    defaultConfiguration: { level: levelOf((rule?.severity ?? 'warning') as Severity) },
    properties: { tags: [rule?.topic ?? id.slice(0, id.indexOf('/'))], lesson: rule?.lesson ?? '' },
  };
}

/** The lesson in a sentence; with the documents behind it where the viewer shows Markdown. */
function helpOf({ title, summary, sources }: LessonMeta): object {
  const text = `${title}: ${summary}`;
  const links = sources.map((source) => `- [${source.title}](${source.url})`);
  return { text, ...(links.length > 0 && { markdown: `${text}\n\n${links.join('\n')}` }) };
}

function result(path: string, hint: ReportedHint, ruleIndex: number): object {
  // A fix that changes nothing has no form in SARIF.
  const fixes = hint.fixes.filter((fix) => fix.edits.length > 0);
  return {
    ruleId: hint.rule,
    ruleIndex,
    level: levelOf(hint.severity),
    message: { text: hint.message },
    locations: [location(path, hint)],
    ...(hint.related.length > 0
      ? {
          relatedLocations: hint.related.map((related, id) => ({
            id,
            ...location(related.path, related),
            message: { text: related.message },
          })),
        }
      : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map(fixOf) } : {}),
    properties: { severity: hint.severity, lesson: hint.lesson, names: hint.names },
  };
}

function fixOf(fix: ReportedHint['fixes'][number]): object {
  const paths = [...new Set(fix.edits.map((edit) => edit.path))];
  return {
    description: { text: fix.title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: uriOf(path) },
      replacements: fix.edits
        .filter((edit) => edit.path === path)
        .map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.newText } })),
    })),
    properties: { kind: fix.kind },
  };
}

function location(path: string, range: Range): object {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: region(range) } };
}

/** SARIF counts lines and columns from 1, too, and its end column is exclusive as well. */
function region({ start, end }: Range): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

/** A path as a URI reference: relative ones stay relative, absolute ones become `file:` URIs. */
function uriOf(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const encoded = slashed.split('/').map(encodePart).join('/');
  if (/^[A-Za-z]:\//.test(slashed)) return `file:///${encoded.replace('%3A', ':')}`;
  return slashed.startsWith('/') ? `file://${encoded}` : encoded;
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
