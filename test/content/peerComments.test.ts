import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { contentChecker } from '../../src/domains/environment/index.ts';
import { Document, grouped, prepareLanguage } from '../../src/engine/index.ts';
import { rules } from '../../src/generated/rules.ts';
import { readWasm } from '../engine/lib/engine.ts';
import { HARD, pod } from '../engine/lib/pods.ts';

/** Comments and annotations for other tools, and what is left of our hints where they stand. */

before(async () => {
  for (const language of ['yaml', 'dockerfile', 'shellscript']) await prepareLanguage(language, readWasm);
});

/** The rules that speak, each with its line, 1-based, as a person is shown them. */
function shown(text: string, languageId: string): string[] {
  const name = languageId === 'dockerfile' ? 'Dockerfile' : 'web.yaml';
  const doc = new Document(`file:///work/${name}`, languageId, text);
  const checker = contentChecker({
    rules,
    onRuleError: (_rule, _doc, error) => {
      throw error;
    },
  });
  checker.collect(doc);
  return grouped(doc, checker.check(doc).hints).map(
    ({ rule, start }) => `${rule.split('/')[1]} ${doc.lines.positionAt(start).line + 1}`,
  );
}

/** Where the comment goes: every text has the fault, and none of them another. */
const PLACES = {
  secret: ['dockerfile', (comment: string) => `${comment}FROM shop/base:1\nENV NPM_TOKEN=abc\nUSER 10001\n`],
  aboveSecret: [
    'dockerfile',
    (comment: string) => `FROM shop/base:1\n${comment}ENV NPM_TOKEN=abc\nUSER 10001\n`,
  ],
  root: ['dockerfile', (comment: string) => `FROM shop/base:1\n${comment}USER root\n`],
  noUser: ['dockerfile', (comment: string) => `${comment}FROM node:22\nRUN npm ci\n`],
  sudo: [
    'dockerfile',
    (comment: string) =>
      `FROM shop/base:1\nUSER root\n${comment}RUN apt-get update && \\\n    sudo apt-get install -y jq\nUSER 10001\n`,
  ],
  network: ['yaml', (line: string) => pod(line ? [line] : [], '  hostNetwork: true\n', HARD)],
  memory: ['yaml', (line: string) => pod(line ? [line] : [], '', HARD.replace(/ {6}resources.*\n/, ''))],
  aboveContainer: [
    'yaml',
    (comment: string) =>
      pod([], '', HARD.replace(/ {6}resources.*\n/, '')).replace(
        '    - name: web',
        `${comment}    - name: web`,
      ),
  ],
  nobody: [
    'yaml',
    (line: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
${line && `  annotations:\n    ${line}\n`}spec:
  selector: { app: wbe }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      securityContext: { runAsNonRoot: true }
      containers:
        - name: web
          image: shop/web:1.4.2
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: 8080 } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
          resources: { limits: { memory: 512Mi } }
`,
  ],
} as const satisfies Record<string, readonly [string, (comment: string) => string]>;

const RULES: Readonly<Record<keyof typeof PLACES, string>> = {
  secret: 'secret-in-image',
  aboveSecret: 'secret-in-image',
  root: 'image-runs-as-root',
  noUser: 'image-runs-as-root',
  sudo: 'sudo-in-image',
  network: 'host-namespace-shared',
  memory: 'missing-memory-limit',
  aboveContainer: 'missing-memory-limit',
  nobody: 'service-selector-no-match',
};

/** A comment for the fault, and one like it for another. */
const COMMENTS: readonly [place: keyof typeof PLACES, silent: string, loud: string][] = [
  ['secret', '# check=skip=SecretsUsedInArgOrEnv\n', '# check=skip=StageNameCasing\n'],
  ['secret', '# syntax=docker/dockerfile:1\n# check=skip=all\n', '# check=error=true\n'],
  ['secret', '# hadolint global ignore=DL3064\n', '# hadolint global ignore=DL3002\n'],
  ['aboveSecret', '# hadolint ignore=DL3064\n', '# check=skip=SecretsUsedInArgOrEnv\n'],
  ['aboveSecret', '# trivy:ignore:AVD-DS-0031\n', '# trivy:ignore:AVD-DS-0002\n'],
  ['root', '# hadolint ignore=DL3008,DL3002\n', '# hadolint ignore=DL3008\n'],
  ['root', '# checkov:skip=CKV_DOCKER_8:an installer\n', '# checkov:skip=CKV_DOCKER_3:an installer\n'],
  ['root', '#trivy:ignore:DS-0002\n', '#trivy:ignore:DS-0010\n'],
  ['noUser', '# checkov:skip=CKV_DOCKER_3:an installer\n', '# hadolint global ignore=DL3002\n'],
  ['sudo', '# hadolint ignore=DL3004\n', '# hadolint ignore=DL3002\n'],
  ['sudo', '# checkov:skip=CKV2_DOCKER_1\n', '# checkov:skip=CKV_DOCKER_1\n'],
  [
    'network',
    'ignore-check.kube-linter.io/host-network: "a router"',
    'ignore-check.kube-linter.io/host-pid: "x"',
  ],
  ['network', 'kube-linter.io/ignore-all: "generated"', 'kube-linter.io/owner: "shop"'],
  ['network', 'checkov.io/skip1: CKV_K8S_19=a router', 'checkov.io/skip1: CKV_K8S_17=a router'],
  ['memory', 'checkov.io/skip1: CKV_K8S_13', 'checkov.io/skip1: CKV_K8S_11=no limit of processors'],
  [
    'memory',
    'ignore-check.kube-linter.io/unset-memory-requirements: "x"',
    'ignore-check.kube-linter.io/run-as-non-root: "x"',
  ],
  ['aboveContainer', '    # trivy:ignore:KSV018\n', '    # trivy:ignore:KSV017\n'],
  ['aboveContainer', '    # checkov:skip=CKV_K8S_13:small\n', '    # checkov:skip=CKV_K8S_12:small\n'],
  [
    'nobody',
    'ignore-check.kube-linter.io/dangling-service: "an operator"',
    'ignore-check.kube-linter.io/dangling-ingress: "x"',
  ],
  ['nobody', 'kube-score/ignore: service-targets-pod', 'kube-score/ignore: service-type'],
];

describe('comments for other tools', () => {
  it('silence the rule that says the same, and no other', () => {
    for (const [place, silent, loud] of COMMENTS) {
      const [languageId, write] = PLACES[place];
      const rulesOf = (comment: string) =>
        shown(write(comment), languageId).map((each) => each.replace(/ \d+$/, ''));
      assert.deepEqual(rulesOf(''), [RULES[place]], place);
      assert.deepEqual(rulesOf(silent), [], `${place} with ${silent}`);
      assert.deepEqual(rulesOf(loud), [RULES[place]], `${place} with ${loud}`);
    }
  });

  it('take their part out of a grouped hint, and leave the rest of it', () => {
    const message = (...annotations: string[]) => {
      const doc = new Document('file:///work/web.yaml', 'yaml', pod(annotations, '', ''));
      const hints = grouped(doc, contentChecker({ rules }).check(doc).hints);
      assert.equal(hints.length, 1);
      return hints[0]?.message;
    };
    assert.match(message() ?? '', /^5 of 5 walls missing/);
    const left = message('checkov.io/skip1: CKV_K8S_22=writes its cache');
    assert.match(left ?? '', /^4 of 5 walls missing/);
    assert.doesNotMatch(left ?? '', /read-only/);
    assert.match(
      message('checkov.io/skip1: CKV_K8S_22', 'ignore-check.kube-linter.io/run-as-non-root: x') ?? '',
      /^3 of 5 walls missing/,
    );
    assert.match(message('checkov.io/skip1: CKV_K8S_43') ?? '', /^5 of 5 walls missing/);
  });

  it('reach no further than the tool’s do', () => {
    const twice =
      'FROM shop/base:1\n# hadolint ignore=DL3064\nENV NPM_TOKEN=abc\nENV NODE_AUTH_TOKEN=abc\nUSER 10001\n';
    assert.deepEqual(shown(twice, 'dockerfile'), ['secret-in-image 4']);
    const two = `${pod(['checkov.io/skip1: CKV_K8S_19'], '  hostNetwork: true\n', HARD)}---
${pod([], '  hostNetwork: true\n', HARD).replace('name: web', 'name: other')}`;
    assert.equal(shown(two, 'yaml').length, 1);
    assert.ok(Number(shown(two, 'yaml')[0]?.split(' ')[1]) > 20);
  });
});
