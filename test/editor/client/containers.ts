/** What other extensions report of Dockerfiles and manifests, beside our hints, in the extension host. */
import * as vscode from 'vscode';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { after, afterEach, assert, describe, it, waitFor } from '../../harness/suite.ts';
import { actionsAt, ours, ruleOf, showText, tidyUp } from '../support.ts';

const collection = vscode.languages.createDiagnosticCollection('other-tools');
const target = vscode.Uri.parse('https://example.com');

const DOCKERFILE = `FROM shop/base:1.4.2
ENV NPM_TOKEN=abc
USER root
RUN apt-get update && \\
    # the tools of the shop
    sudo apt-get install -y jq
USER 10001
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  hostNetwork: true
  hostPID: true
  containers:
    - name: web
      image: shop/web:1.4.2
`;

const show = async (language: 'dockerfile' | 'yaml') =>
  (await showText(language, language === 'yaml' ? POD : DOCKERFILE)).document;

/** Our rules that are visible, by the line, 1-based, on which they stand. */
function visible(document: vscode.TextDocument): string[] {
  return ours(document.uri)
    .map((diagnostic) => {
      const id = ruleOf(diagnostic);
      return `${diagnostic.range.start.line + 1} ${id.slice(id.indexOf('/') + 1)}`;
    })
    .sort();
}

async function becomes(document: vscode.TextDocument, rules: readonly string[], what: string): Promise<void> {
  await waitFor(
    what,
    () => visible(document).join() === rules.join(),
    () => visible(document),
  );
}

interface Other {
  /** 1-based; the whole line where no last one is given. */
  line: number;
  last?: number;
  source?: string;
  code?: vscode.Diagnostic['code'];
  message?: string;
}

function report(document: vscode.TextDocument, ...others: readonly Other[]): vscode.Diagnostic[] {
  const diagnostics = others.map(({ line, last, source, code, message }) => {
    const range = last
      ? new vscode.Range(line - 1, 0, last, 0)
      : new vscode.Range(line - 1, 0, line - 1, document.lineAt(line - 1).text.length);
    const diagnostic = new vscode.Diagnostic(
      range,
      message ?? 'said by another',
      vscode.DiagnosticSeverity.Warning,
    );
    if (source !== undefined) diagnostic.source = source;
    if (code !== undefined) diagnostic.code = code;
    return diagnostic;
  });
  collection.set(document.uri, diagnostics);
  return diagnostics;
}

async function lessonsAt(document: vscode.TextDocument, range: vscode.Range): Promise<string[]> {
  const actions = await actionsAt(document.uri, range);
  return [...new Set(actions.map(({ title }) => title).filter((title) => title.startsWith('Open lesson')))];
}

const lessonOf = (rule: string) => {
  const lesson = catalogue.rules.find(({ id }) => id === `docker-isolation/${rule}`)?.lesson;
  return `Open lesson: ${catalogue.lessons.find(({ id }) => id === lesson)?.title}`;
};

describe('what others report beside our hints', () => {
  afterEach(async () => {
    collection.clear();
    await tidyUp();
  });
  after(() => collection.dispose());

  describe('of a Dockerfile', () => {
    const SECRET = '2 secret-in-image';
    const SUDO = '6 sudo-in-image';

    it('has one line for each fault, and the lesson at theirs', async () => {
      const document = await show('dockerfile');
      await becomes(document, [SECRET, SUDO], 'our own hints');
      for (const other of [
        { line: 2, source: 'docker-language-server', code: { value: 'SecretsUsedInArgOrEnv', target } },
        {
          line: 2,
          source: 'Docker DX (docker-language-server)',
          code: { value: 'SecretsUsedInArgOrEnv', target },
        },
        { line: 2, code: { value: 'DL3064', target } },
        { line: 2, last: 2, source: 'trivy', code: 'DS-0031' },
        { line: 2, source: 'SARIF', code: 'DL3064' },
      ] satisfies Other[]) {
        const [said] = report(document, other);
        await becomes(document, [SUDO], JSON.stringify(other));
        assert.deepEqual(await lessonsAt(document, said?.range as vscode.Range), [
          lessonOf('secret-in-image'),
        ]);
        collection.clear();
        await becomes(document, [SECRET, SUDO], 'our hint back');
      }
    });

    it('has it also where they mean an instruction by its first line', async () => {
      const document = await show('dockerfile');
      await becomes(document, [SECRET, SUDO], 'our own hints');
      report(
        document,
        { line: 4, code: { value: 'DL3004', target } },
        { line: 2, source: 'trivy', code: 'DS-0002' },
      );
      await becomes(document, [SECRET], 'sudo said by hadolint');
    });
  });

  describe('of a manifest', () => {
    const GROUP = '10 missing-walls';
    const NETWORK = '7 host-namespace-shared';
    const PROCESSES = '8 host-namespace-shared';
    const ALL = [GROUP, NETWORK, PROCESSES].sort();

    it('keeps what they do not say', async () => {
      const document = await show('yaml');
      await becomes(document, ALL, 'our own hints');
      report(document, { line: 1, last: 11, source: 'SARIF', code: 'CKV_K8S_19' });
      await becomes(document, [GROUP, PROCESSES].sort(), 'the network said');
      report(
        document,
        ...['KSV-0001', 'KSV-0003', 'KSV-0012', 'KSV-0014'].map((code) => ({
          line: 10,
          last: 11,
          source: 'trivy',
          code,
        })),
      );
      await becomes(document, ALL, 'four walls of five said');
      const all = report(
        document,
        ...['KSV001', 'AVD-KSV-0003', 'KSV-0012', 'KSV-0014', 'KSV-0018'].map((code) => ({
          line: 10,
          last: 11,
          source: 'trivy',
          code,
        })),
      );
      await becomes(document, [NETWORK, PROCESSES], 'all five said');
      const lessons = await lessonsAt(document, all[0]?.range as vscode.Range);
      assert.ok(lessons.includes(lessonOf('pod-may-run-as-root')), lessons.join());
    });

    it('has the lesson where Checkov marks an object, and where nobody names himself', async () => {
      const document = await show('yaml');
      await becomes(document, ALL, 'our own hints');
      const [checkov] = report(document, {
        line: 1,
        source: 'Checkov ',
        code: { value: 'CKV_K8S_19', target },
      });
      assert.deepEqual(await lessonsAt(document, checkov?.range as vscode.Range), [
        lessonOf('host-namespace-shared'),
      ]);
      const [kubernetes] = report(document, {
        line: 9,
        message: 'One or more containers do not have resource limits - this could starve other processes',
      });
      assert.deepEqual(await lessonsAt(document, kubernetes?.range as vscode.Range), [
        lessonOf('missing-memory-limit'),
      ]);
      report(document, { line: 9, source: 'YAML', code: 0 });
      assert.deepEqual(await lessonsAt(document, kubernetes?.range as vscode.Range), []);
    });
  });
});
