import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { Analyst } from '../../src/cli/analyst.ts';
import { sarifLog } from '../../src/cli/report/sarif.ts';
import type { Report, ReportedFile } from '../../src/cli/types.ts';
import { prepareLanguage } from '../../src/engine/index.ts';
import { catalogue } from '../../src/generated/catalogue.ts';
import { rules } from '../../src/generated/rules.ts';
import { readWasm } from '../engine/lib/engine.ts';
import { Workspace } from './support.ts';

/** The logs of the topics that see across files: every example of their lessons, and Services beside their pods. */

const require = createRequire(import.meta.url);
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const TOPICS = ['kubernetes-services', 'docker-isolation'];

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: http }]
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: webapp } }
  template:
    metadata: { labels: { app: webapp } }
    spec:
      containers:
        - name: web
          image: shop/web:1.4.2
          ports: [{ name: web, containerPort: 8080 }]
`;

interface Place {
  physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> };
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  locations: Place[];
  relatedLocations?: (Place & { id: number; message: { text: string } })[];
  fixes?: { artifactChanges: { artifactLocation: { uri: string } }[] }[];
}
interface Log {
  runs: [
    {
      tool: {
        driver: { rules: { id: string; helpUri: string; help: { text: string; markdown: string } }[] };
      };
      results: Result[];
    },
  ];
}

/** The examples of a text, each in a folder of its own. */
function examplesIn(path: string): Record<string, string> {
  const files: Record<string, string> = {};
  const fences = readFileSync(path, 'utf8').matchAll(/^```(yaml|dockerfile)\b([^\n]*)\n(.*?)^```$/gms);
  for (const [, language = '', tags = '', text = ''] of fences) {
    const name = /\bfile=(\S+)/.exec(tags)?.[1] ?? (language === 'yaml' ? 'web.yaml' : 'Dockerfile');
    files[`${path}/${Object.keys(files).length}/${name}`] = text;
  }
  return files;
}

function lessonsOf(topic: string): string[] {
  const folder = join('content', topic);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('lesson.md'))
    .sort()
    .map((path) => join(folder, path));
}

/** Checks files that see one another, as the command line does. */
function check(files: Readonly<Record<string, string>>): ReportedFile[] {
  const ws = new Workspace(files);
  try {
    const analyst = new Analyst(rules, [{ given: '.', path: ws.folder }]);
    const paths = Object.keys(files);
    const found = paths.flatMap((path, index) => {
      const language = path.endsWith('Dockerfile')
        ? 'dockerfile'
        : /compose[^/]*$/.test(path)
          ? 'dockercompose'
          : 'yaml';
      const target = { path: ws.path(path), shown: path, language, root: 0 };
      // One by one, so that each file has to be looked at again when the next ones have added their facts.
      return analyst.check([{ index, target, text: files[path] ?? '' }]);
    });
    return [...found, ...analyst.settle(analyst.facts())].map(([index, { hints, faults }]) => {
      assert.deepEqual(faults, []);
      return { path: paths[index] ?? '', hints };
    });
  } finally {
    ws.remove();
  }
}

describe('the SARIF logs of manifests and Dockerfiles', () => {
  let log: Log;
  before(async () => {
    for (const language of ['yaml', 'dockerfile', 'shellscript']) await prepareLanguage(language, readWasm);
    const files = [
      ...TOPICS.flatMap(lessonsOf).flatMap((path) => check(examplesIn(path))),
      ...check({ 'shop/service.yaml': SERVICE, 'shop/web.yaml': DEPLOYMENT }),
    ];
    const summary = { files: files.length, parsed: files.length, hints: 0, milliseconds: 0 };
    const report: Report = { version: 1, files, skipped: [], summary };
    log = JSON.parse(JSON.stringify(sarifLog(report, catalogue, '1.0.0')));
  });

  it('hold to the schema, with every rule of the topics', () => {
    const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    validate(log);
    assert.deepEqual(validate.errors ?? [], []);
    const { results, tool } = log.runs[0];
    assert.ok(results.length > 30, `${results.length} results`);
    const found = new Set(results.map(({ ruleId }) => ruleId));
    const alone = catalogue.rules.filter(({ topic }) => TOPICS.includes(topic)).map(({ id }) => id);
    // Those that need several files find nothing in examples that stand alone.
    assert.ok(alone.filter((id) => found.has(id)).length >= 20, [...found].join());
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
  });

  it('lead from each rule to its lesson, and to the documents behind it', () => {
    const { publisher, name } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const { id, helpUri, help } of log.runs[0].tool.driver.rules) {
      const rule = catalogue.rules.find((each) => each.id === id);
      assert.equal(helpUri, `vscode://${publisher}.${name}/lesson/${rule?.lesson}`);
      assert.match(help.markdown, /\n- \[.+\]\(https:\/\/.+\)$/);
      assert.ok(help.markdown.startsWith(help.text));
    }
  });

  it('name places of other files, and fixes there', () => {
    const result = log.runs[0].results.find(
      ({ ruleId, locations: [at] }) =>
        ruleId === 'kubernetes-services/service-selector-no-match' &&
        at?.physicalLocation.artifactLocation.uri === 'shop/service.yaml',
    );
    assert.ok(result, 'the Service beside a Deployment with another label');
    const [related] = result.relatedLocations ?? [];
    assert.equal(related?.physicalLocation.artifactLocation.uri, 'shop/web.yaml');
    const { region } = related?.physicalLocation ?? assert.fail();
    const line = DEPLOYMENT.split('\n')[(region.startLine ?? 0) - 1] ?? '';
    assert.match(line.slice((region.startColumn ?? 0) - 1, (region.endColumn ?? 0) - 1), /web|app/);
    const files = (result.fixes ?? []).flatMap(({ artifactChanges }) =>
      artifactChanges.map(({ artifactLocation }) => artifactLocation.uri),
    );
    assert.deepEqual([...new Set(files)].sort(), ['shop/service.yaml', 'shop/web.yaml']);
  });
});
