import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver';
import { OtherTools, type Said } from '../../src/client/otherTools.ts';
import { catalogue } from '../../src/generated/catalogue.ts';
import { goodForms, rules, subjects } from '../../src/generated/rules.ts';
import { HARD, pod } from '../engine/lib/pods.ts';
import { TestClient } from '../server/support.ts';

/** What extensions say of Dockerfiles and manifests, in the shapes in which they say it, beside what the server says. */

const target = 'https://example.com' as unknown as import('vscode').Uri;
const link = (value: string) => ({ value, target });

const SHARED = pod([], '  hostNetwork: true\n  hostPID: true\n', HARD);
const BARE = pod([], '', '');
const SECRET = 'FROM shop/base:1\nENV NPM_TOKEN=abc\nUSER 10001\n';
const ROOT = 'FROM shop/base:1\nUSER root\n';

const tools = new OtherTools(catalogue);
let client: TestClient;
let files = 0;
before(async () => {
  client = await new TestClient({ rules, subjects, goodForms, catalogue }).start();
});
after(() => client.dispose());

/** The diagnostics that the server sends for a text. */
async function ours(text: string, languageId: string): Promise<readonly Diagnostic[]> {
  const folder = `file:///work/peers/${files++}`;
  const uri = languageId === 'dockerfile' ? `${folder}/Dockerfile` : `${folder}/web.yaml`;
  await client.open(uri, text, languageId);
  return client.diagnostics(uri);
}

const isSaid = (diagnostic: Diagnostic, ...others: Said[]) => tools.isSaid(diagnostic as never, others);
const codes = (all: readonly Diagnostic[]) => all.map(({ code }) => code);

/** Text, our rule there, and what says the same: none of them may say it of the hint of another text. */
const SAME: readonly [text: string, languageId: string, rule: string, said: readonly Said[]][] = [
  [
    SECRET,
    'dockerfile',
    'docker-isolation/secret-in-image',
    [
      { source: 'docker-language-server', code: link('SecretsUsedInArgOrEnv') },
      { source: 'Docker DX (docker-language-server)', code: link('SecretsUsedInArgOrEnv') },
      { source: undefined as never, code: link('DL3064') },
      { source: 'trivy', code: 'DS-0031' },
      { source: 'SARIF', code: 'AVD-DS-0031' },
    ],
  ],
  [
    ROOT,
    'dockerfile',
    'docker-isolation/image-runs-as-root',
    [
      { source: undefined as never, code: link('DL3002') },
      {
        source: undefined as never,
        code: undefined as never,
        message: '[hadolint] Last USER should not be root (DL3002)',
      },
      { source: 'trivy', code: 'DS002' },
      { source: 'Checkov ', code: link('CKV_DOCKER_8') },
      { source: 'SARIF', code: 'DL3002' },
      { source: 'SARIF', code: 'CKV_DOCKER_8' },
    ],
  ],
  [
    pod([], '  hostNetwork: true\n', HARD),
    'yaml',
    'docker-isolation/host-namespace-shared',
    [
      { source: 'Checkov ', code: 'CKV_K8S_19: use a network of its own' },
      { source: 'trivy', code: 'AVD-KSV-0009' },
      { source: 'trivy', code: 'KSV009' },
      { source: 'SARIF', code: 'host-network' },
      { source: 'SARIF', code: 'KSV-0009' },
    ],
  ],
  [
    pod([], '', HARD.replace('drop: [ALL]', 'drop: [ALL], add: [SYS_ADMIN]')),
    'yaml',
    'docker-isolation/dangerous-capability',
    [
      { source: 'trivy', code: 'KSV-0005' },
      { source: 'trivy', code: 'KSV-0022' },
      { source: 'SARIF', code: 'CKV_K8S_39' },
    ],
  ],
];

describe('what other tools say of containers', () => {
  it('has the lesson, and our hint is not shown beside it', async () => {
    for (const [text, languageId, rule, said] of SAME) {
      const hints = await ours(text, languageId);
      assert.deepEqual(codes(hints), [rule], text);
      for (const each of said) {
        const name = `${each.source} ${JSON.stringify(each.code)}`;
        assert.equal(tools.explained(each, [rule])?.id, rule, name);
        assert.ok(tools.explained(each)?.lesson, name);
        assert.ok(isSaid(hints[0] as Diagnostic, each), name);
      }
    }
    for (const [text, languageId, rule] of SAME) {
      const [hint] = await ours(text, languageId);
      assert.ok(hint, rule);
      for (const [, , another, said] of SAME)
        if (another !== rule)
          for (const each of said) assert.ok(!isSaid(hint, each), `${rule} ${JSON.stringify(each)}`);
    }
  });

  it('hides only the hint that it is about, where a rule has several', async () => {
    const hints = await ours(SHARED, 'yaml');
    const said: Said = { source: 'trivy', code: 'KSV-0009' };
    assert.deepEqual(
      hints.map((hint) => [`${hint.message}`.includes('hostNetwork'), isSaid(hint, said)]),
      [
        [true, true],
        [false, false],
      ],
    );
  });

  it('hides a grouped hint when it says all of it', async () => {
    const [group, ...more] = await ours(BARE, 'yaml');
    assert.deepEqual([group?.code, more], ['docker-isolation/missing-walls', []]);
    const said = ['KSV-0012', 'KSV-0001', 'KSV-0003', 'KSV-0014', 'KSV-0018'].map(
      (code): Said => ({
        source: 'trivy',
        code,
      }),
    );
    assert.ok(isSaid(group as Diagnostic, ...said));
    for (const left of said)
      assert.ok(!isSaid(group as Diagnostic, ...said.filter((each) => each !== left)), String(left.code));
  });

  it('only explains where it is near', async () => {
    for (const [said, rule] of [
      [
        { message: 'No memory limit specified for this container - this could starve other processes' },
        'docker-isolation/missing-memory-limit',
      ],
      [{ source: 'SARIF', code: 'CKV_K8S_25' }, 'docker-isolation/dangerous-capability'],
      [{ source: 'trivy', code: 'KSV-0020' }, 'docker-isolation/pod-may-run-as-root'],
    ] as [Said, string][]) {
      assert.equal(tools.explained(said)?.id, rule);
      assert.ok(!tools.saysTheSame(said, rule));
    }
  });

  it('is nothing of ours for other codes, and for the words of people', () => {
    for (const said of [
      { source: 'YAML', code: 0 },
      { source: 'yaml-schema: Kubernetes', code: 'privileged-container' },
      { source: 'trivy', code: 'CVE-2024-3094' },
      { source: 'trivy', code: 'DS-0001' },
      { source: 'docker-language-server', code: link('StageNameCasing') },
      { source: 'Checkov ', code: 'CKV_K8S_43' },
      { source: 'SARIF', code: 'no-such-rule' },
      { source: 'another', code: 'DL3002' },
      { message: 'Last USER should not be root (DL3002)' },
    ] as Said[])
      assert.equal(tools.explained(said), undefined, JSON.stringify(said));
  });

  it('is named in the catalogue as the tool names it', () => {
    const FORMS: Record<string, RegExp> = {
      buildkit: /^[A-Z][A-Za-z]+$/,
      hadolint: /^DL\d{4}$/,
      trivy: /^(?:KSV|DS)-\d{4}$/,
      checkov: /^CKV2?_(?:K8S|DOCKER|SECRET)_\d+$/,
      'kube-linter': /^[a-z]+(?:-[a-z]+)+$/,
      'kube-score': /^[a-z]+(?:-[a-z]+)+$/,
      semgrep: /^(?:yaml|dockerfile)\.[\w.-]+$/,
      kics: /^(?:\*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
      polaris: /^[a-z][A-Za-z]+$/,
      kubescape: /^[a-z-]+$/,
      kyverno: /^[a-z-]+$/,
      'vscode-kubernetes': /^resource-limits$/,
    };
    const found = catalogue.rules
      .filter(({ topic }) => topic !== 'react-effects')
      .flatMap(({ id, explains, sameAs }) => [...explains, ...sameAs].map((code) => [id, code] as const));
    assert.ok(found.length > 100);
    for (const [id, code] of found) {
      const [tool = '', name = ''] = code.split(/:(.*)/s);
      assert.match(name, FORMS[tool] ?? /^no tool$/, `${id} ${code}`);
    }
  });
});
