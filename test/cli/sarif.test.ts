import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { buildProbeCli, type ProbeCli, Workspace } from './support.ts';

/** The schema that OASIS published for SARIF 2.1.0, as a package carries it. */
const require = createRequire(import.meta.url);
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

describe('hindsight check --format sarif', () => {
  let cli: ProbeCli;
  let ws: Workspace;
  before(async () => {
    cli = await buildProbeCli();
    ws = new Workspace({
      'src/a b.ts': '"😀"; var a; // TODO\n// call:f\n',
      'src/c.ts': '// slow:f\n',
      'src/d.ts': Buffer.from([0]),
    });
  });
  after(() => {
    cli.remove();
    ws.remove();
  });
  const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);

  it('is a SARIF 2.1.0 log, with hints and without', async () => {
    for (const paths of [['src'], ['src/c.ts'], [ws.path('src')]]) {
      const { stdout } = await cli.run(['check', '--no-cache', '--format', 'sarif', ...paths], {
        cwd: ws.folder,
      });
      const log = JSON.parse(stdout);
      validate(log);
      assert.deepEqual(validate.errors ?? [], []);
    }
  });

  it('says what the JSON says', async () => {
    const { stdout, code } = await cli.spawn(['check', '--no-cache', '--format', 'sarif', 'src'], {
      cwd: ws.folder,
    });
    assert.equal(code, 1);
    const log = JSON.parse(stdout);
    const [run] = log.runs;
    assert.equal(run.tool.driver.name, 'Hindsight');
    assert.deepEqual(
      run.tool.driver.rules.map((rule: { id: string }) => rule.id),
      ['other/slow-call', 'probe/old-var', 'probe/todo'],
    );
    assert.equal(run.columnKind, 'utf16CodeUnits');
    const { report } = await cli.json(['src'], { cwd: ws.folder });
    const hints = report.files.flatMap((file) => file.hints.map((hint) => ({ file, hint })));
    assert.equal(run.results.length, 3);
    run.results.forEach((result: Record<string, never>, i: number) => {
      const { file, hint } = hints[i] ?? assert.fail();
      const { ruleId, ruleIndex, level, message, locations } = result as unknown as {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: {
          physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> };
        }[];
      };
      assert.equal(ruleId, hint.rule);
      assert.equal(run.tool.driver.rules[ruleIndex].id, hint.rule);
      assert.equal(level, hint.severity === 'information' ? 'note' : hint.severity);
      assert.equal(message.text, hint.message);
      const place = locations[0]?.physicalLocation;
      assert.equal(decodeURIComponent(place?.artifactLocation.uri ?? ''), file.path);
      assert.deepEqual(place?.region, {
        startLine: hint.start.line,
        startColumn: hint.start.column,
        endLine: hint.end.line,
        endColumn: hint.end.column,
      });
    });
    const [todoFix] = run.results[1].fixes;
    assert.deepEqual(todoFix.artifactChanges[0].replacements[0].deletedRegion, {
      startLine: 1,
      startColumn: 14,
      endLine: 1,
      endColumn: 21,
    });
    assert.equal(run.results[2].relatedLocations[0].physicalLocation.artifactLocation.uri, 'src/c.ts');
    assert.equal(
      run.invocations[0].toolExecutionNotifications[0].message.text,
      'Not checked: binary, not text.',
    );
  });

  it('is refused by the schema where it is wrong', () => {
    assert.equal(
      validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] }),
      false,
      'a driver has a name',
    );
    assert.equal(validate({ version: '2.0.0', runs: [] }), false);
    assert.equal(
      validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ message: {} }] }] }),
      false,
    );
  });
});
