import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildProbeCli, type ProbeCli, places, Workspace } from './support.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: webapp
spec:
  containers:
    - name: web
      image: shop/web:1.4.2
      securityContext:
        privileged: true
`;
const COMPOSE = `services:
  web:
    image: shop/web:1.4.2
    privileged: true
`;

function laughs(): string {
  let text = 'a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n';
  for (let i = 1; i < 30; i++)
    text += `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(', ')}]\n`;
  return text;
}

describe('bad manifests, Compose files and Dockerfiles', () => {
  let cli: ProbeCli;
  const open: Workspace[] = [];
  before(async () => {
    cli = await buildProbeCli('product');
  });
  after(() => {
    cli.remove();
    for (const one of open) one.remove();
  });
  const check = async (files: Record<string, string | Uint8Array>) => {
    const workspace = new Workspace(files);
    open.push(workspace);
    const { report, code, stderr } = await cli.json(['.'], { cwd: workspace.folder });
    // A rule that throws says so there.
    assert.equal(stderr, '');
    return {
      report,
      code,
      workspace,
      skipped: report.skipped.map(({ path, reason }) => `${path}: ${reason}`),
    };
  };
  const rulesOf = (report: Parameters<typeof places>[0]) =>
    places(report).map((each) => each.replace(/:\d+:\d+ .*\//, ' '));

  it('names each file that is beyond a bound, or no text, and why; the rest is checked', async () => {
    const { report, code, skipped } = await check({
      'a/large.yaml': `${SERVICE}x: "${'x'.repeat(20 * 1024 * 1024)}"\n`,
      'b/binary.yaml': `${SERVICE}\0\0`,
      'c/latin1.yaml': Buffer.from(`${SERVICE}# caf\xe9\n`, 'latin1'),
      'd/deep.yaml': `${SERVICE}x: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
      'e/laughs.yaml': `${laughs()}${SERVICE}`,
      'f/beside.yaml': `${laughs()}kind: List\napiVersion: v1\n---\n${SERVICE.replace('spec:', 'spec: &a30\n  x: *a30')}---\n${POD}`,
      'g/marks.yaml': `${'---\n'.repeat(20_000)}${SERVICE}`,
      'h/Dockerfile': `FROM node:22\nRUN ${'echo a && '.repeat(100_000)}true\n`,
      'i/Dockerfile': `FROM node:22\nRUN sudo true && \\\n${'  echo a && \\\n'.repeat(5000)}  true\n`,
      'j/run.sh': `docker run --privileged x\n${'echo a\n'.repeat(6000)}`,
      'k/ok.yaml': POD,
    });
    assert.deepEqual(skipped, [
      'a/large.yaml: larger than 1 MB',
      'b/binary.yaml: binary, not text',
      'c/latin1.yaml: not valid UTF-8',
      'd/deep.yaml: nested more than 128 levels deep',
      'e/laughs.yaml: made of more than 100,000 values once its aliases are followed',
      'f/beside.yaml: the document from line 1 on is made of more than 100,000 values once its aliases are followed',
      'f/beside.yaml: line 39 names the anchor in which it stands: a30',
      'g/marks.yaml: made of more than 10,000 documents',
      'h/Dockerfile: larger than 128 KB',
      'i/Dockerfile: the command in line 2 is larger than 32 KB',
      'j/run.sh: larger than 32 KB',
    ]);
    assert.equal(code, 1);
    assert.ok(rulesOf(report).includes('k/ok.yaml privileged-container'));
    assert.ok(rulesOf(report).includes('f/beside.yaml privileged-container'));
  });

  it('says of YAML that no program takes what is wrong, and nothing else', async () => {
    const { report, code, skipped } = await check({
      'a/tab.yaml': POD.replace('  containers:', '\tcontainers:'),
      'b/twice.yaml': POD.replace('    app: webapp', '    app: webapp\n    app: web'),
      'c/compose.yaml': `${COMPOSE}    privileged: false\n`,
      'd/compose.yaml': COMPOSE.replace('    privileged', '\tprivileged'),
      'e/alias.yaml': POD.replace('privileged: true', 'privileged: true\n        x: *nobody'),
      'f/Dockerfile': 'FROM node:22\nRUN <<EOF\nsudo npm ci\n',
    });
    assert.deepEqual(skipped, [
      'a/tab.yaml: line 8 is no valid YAML (tabs are not allowed as indentation)',
      'b/twice.yaml: line 7 gives the key "app" a second time',
      'c/compose.yaml: line 5 gives the key "privileged" a second time',
      'd/compose.yaml: line 4 is no valid YAML (tabs are not allowed as indentation)',
      'e/alias.yaml: line 13 names an anchor that does not stand before it: nobody',
      'f/Dockerfile: the heredoc in line 2 never ends',
    ]);
    assert.deepEqual(places(report), []);
    assert.equal(code, 0);
    const pretty = await cli.run(['check', '--no-cache', '.'], { cwd: open.at(-1)?.folder ?? '' });
    assert.match(pretty.stdout, /^Not checked:\n {2}a\/tab\.yaml: line 8 is no valid YAML/);
    assert.match(pretty.stdout, /No hints in 6 files/);
  });

  it('reads a file of each kind where no other kind stands beside it', async () => {
    const words = 'privileged insecure docker run hostPort kind: Service image: useEffect';
    for (const [name, text] of [
      ['Dockerfile', `FROM node:22\n# ${words}\nRUN echo insecure privileged\n`],
      ['run.sh', `# ${words}\necho hello\n`],
      ['a.tsx', `// ${words}\nexport const a = 1;\n`],
      ['a.yaml', `# ${words}\na: 1\n`],
    ] as const) {
      const { report, skipped } = await check({ [name]: text });
      assert.equal(report.summary.parsed, 1, name);
      assert.deepEqual(skipped, [], name);
    }
  });

  it('says it again from its cache', async () => {
    const { workspace } = await check({ 'a/twice.yaml': `${POD}kind: Pod\n` });
    for (let run = 0; run < 2; run++) {
      const { report } = await cli.json(['.'], { cwd: workspace.folder, cache: true });
      assert.deepEqual(report.skipped, [
        { path: 'a/twice.yaml', reason: 'line 13 gives the key "kind" a second time' },
      ]);
    }
  });

  it('accuses nobody of missing what stands in a text that cannot be read', async () => {
    const pod = POD.replace('webapp', 'web').replace('privileged: true', 'privileged: false');
    const one = await check({ 'a/service.yaml': SERVICE, 'a/other.yaml': POD });
    assert.ok(rulesOf(one.report).includes('a/service.yaml service-selector-no-match'));
    for (const broken of [
      pod.replace('  labels:', '\tlabels:'),
      pod.replace('kind: Pod', 'kind: Pod\nkind: Pod'),
      `${pod}x: ${'['.repeat(200)}`,
    ]) {
      const { report } = await check({
        'a/service.yaml': SERVICE,
        'a/other.yaml': POD,
        'a/web.yaml': broken,
      });
      const found = rulesOf(report).filter((each) => each.includes('/service-'));
      assert.deepEqual(found, [], broken);
    }
  });

  it('writes line breaks and the byte order mark as they were', async () => {
    const { workspace } = await check({
      'a/web.yaml': `\uFEFF${SERVICE.replace('web', 'shop')}---\n${POD}`.replaceAll('\n', '\r\n'),
      'b/compose.yaml': `\uFEFF${COMPOSE}`.replaceAll('\n', '\r\n'),
      'c/Dockerfile': '\uFEFFFROM node:22\nCMD ["node", "server.js"]\n'.replaceAll('\n', '\r\n'),
    });
    const { report } = await cli.json(['.'], { cwd: workspace.folder });
    // Columns count from the text behind the mark, as editors show them.
    assert.ok(places(report).includes('c/Dockerfile:1:6 docker-isolation/image-runs-as-root'));
    const before = ['a/web.yaml', 'b/compose.yaml', 'c/Dockerfile'].map((path) => workspace.read(path));
    await cli.run(['fix', '--suggested', '.'], { cwd: workspace.folder });
    ['a/web.yaml', 'b/compose.yaml', 'c/Dockerfile'].forEach((path, index) => {
      const text = workspace.read(path);
      assert.notEqual(text, before[index], path);
      assert.ok(text.startsWith('\uFEFF') && text.lastIndexOf('\uFEFF') === 0, path);
      assert.doesNotMatch(text, /(?<!\r)\n/, path);
    });
  });

  it('comes to an end where files lead to each other in a circle', async () => {
    const { report, skipped } = await check({
      'a/compose.yaml':
        'include: [other.yaml]\nservices:\n  a: { extends: { service: b } }\n  b: { extends: { service: c, file: other.yaml } }\n',
      'a/other.yaml':
        'include: [compose.yaml, other.yaml]\nservices:\n  c: { extends: { service: a, file: compose.yaml }, privileged: true }\n',
      'b/kustomization.yaml': 'resources: [., ../c, kustomization.yaml, web.yaml]\n',
      'c/kustomization.yaml': 'resources: [../b]\nbases: [.]\n',
      'b/web.yaml': POD,
    });
    assert.deepEqual(skipped, []);
    assert.ok(rulesOf(report).includes('b/web.yaml privileged-container'));
  });
});
