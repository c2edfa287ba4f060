import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { catalogue } from '../../src/generated/catalogue.ts';
import { goodForms, rules, subjects } from '../../src/generated/rules.ts';
import { TestClient } from './support.ts';

const POD = 'file:///work/deploy/pod.yaml';
const TEXT = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: { runAsNonRoot: true }
  containers:
    # the shop's front
    - name: web
      image: 'shop/web:1.4.2'
      securityContext:
        allowPrivilegeEscalation: false
    - name: side
      image: 'shop/side:1.0.0'
      securityContext:
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
        allowPrivilegeEscalation: false
`;
const NAME = TEXT.indexOf('- name: web') + '- name: '.length;
const GROUP = 'docker-isolation/missing-walls';
const MEMBERS = [
  'docker-isolation/capabilities-not-dropped',
  'docker-isolation/writable-root-filesystem',
  'docker-isolation/missing-memory-limit',
];

describe('rules that meet at one place', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await new TestClient({ rules, subjects, goodForms, catalogue }).start();
    await client.open(POD, TEXT, 'yaml');
  });
  afterEach(() => client.dispose());

  it('are one hint that opens the lesson on all of them; one alone keeps its own', async () => {
    const { hints } = await client.settled(POD);
    const [group, alone, ...more] = hints;
    assert.equal(more.length, 0);
    assert.equal(group?.rule, GROUP);
    assert.equal(group.lesson, 'docker-isolation/three-house-rules');
    assert.equal(
      group.message,
      '3 of 5 walls missing around `web`: dropped capabilities, a read-only root file system, a memory limit.',
    );
    assert.deepEqual(group.members, MEMBERS);
    assert.ok(group.steps.length >= 3);
    assert.equal(alone?.rule, 'docker-isolation/missing-memory-limit');
    assert.deepEqual(
      (await client.diagnostics(POD)).map(({ code, severity }) => [code, severity]),
      [
        [GROUP, 3],
        ['docker-isolation/missing-memory-limit', 3],
      ],
    );
  });

  it('are repaired by one fix, which leaves the rest of the text as it is', async () => {
    await client.apply((await client.action(POD, NAME, 'Build the missing walls')).edit);
    assert.equal(
      client.text(POD),
      TEXT.replace(
        '        allowPrivilegeEscalation: false\n    - name: side',
        `        allowPrivilegeEscalation: false
        capabilities:
          drop: [ALL]
        readOnlyRootFilesystem: true
      resources:
        limits:
          memory: 512Mi
    - name: side`,
      ),
    );
    assert.deepEqual(await client.rules(POD), ['docker-isolation/missing-memory-limit']);
  });

  it('are silenced together, by a comment that names each, and come back', async () => {
    await client.apply((await client.action(POD, NAME, 'Ignore missing-walls on this line')).edit);
    const comment = `    # hindsight-ignore-next-line ${MEMBERS.join(', ')}\n`;
    assert.equal(client.text(POD), TEXT.replace('    - name: web', `${comment}    - name: web`));
    assert.deepEqual(await client.rules(POD), ['docker-isolation/missing-memory-limit']);
    const back = await client.action(POD, client.text(POD).indexOf('hindsight-ignore'), 'Show hints');
    await client.apply(back.edit);
    assert.equal(client.text(POD), TEXT);
    assert.deepEqual(await client.rules(POD), [GROUP, 'docker-isolation/missing-memory-limit']);
  });

  it('are switched off together', async () => {
    const off = await client.action(POD, NAME, 'Turn the 3 rules of missing-walls off');
    assert.deepEqual(off.command?.arguments, [{ rules: MEMBERS }]);
  });

  it('are fewer where one is off, and gone where the reader knows their lesson', async () => {
    const fewer = await client.configure(POD, {
      rules: { 'docker-isolation/writable-root-filesystem': 'off' },
      known: [],
    });
    const [group] = fewer.hints;
    assert.equal(group?.rule, GROUP);
    assert.match(group.message, /^2 of 5/);
    const none = await client.configure(POD, { rules: {}, known: ['docker-isolation/three-house-rules'] });
    assert.deepEqual(none.hints, []);
    assert.deepEqual(await client.diagnostics(POD), []);
  });
});
