import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Document } from '../../src/engine/document.ts';
import { type ContainerProfile, type ProfilePart, profilesOf } from '../../src/engine/manifests/index.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';

await loadYaml();

const profile = (text: string, path = 'compose.yaml') =>
  profilesOf(new Document(`file:///w/${path}`, 'yaml', text))[0] as ContainerProfile;

/** `label state` of the items of a part. */
const of = ({ items }: ContainerProfile, part: ProfilePart) =>
  items.filter((item) => item.part === part).map(({ label, state }) => `${label}: ${state}`);

test('a service of Compose that says nothing has its walls, and no meters', () => {
  const plain = profile('services:\n  web:\n    image: web\n');
  assert.deepEqual(of(plain, 'wall'), [
    'PID namespace: closed',
    'IPC namespace: closed',
    'network namespace: closed',
    'UTS namespace: closed',
    'cgroup namespace: closed',
    'mount namespace: closed',
    'user namespace: unset',
  ]);
  assert.deepEqual(of(plain, 'meter'), ['memory: unset', 'CPU: unset', 'processes: unset']);
  assert.deepEqual(of(plain, 'key'), ['14 usual keys: unset']);
  assert.deepEqual(of(plain, 'user'), ['user: unset']);
  assert.deepEqual(of(plain, 'door'), []);
});

test('a service of Compose: what its file opens and closes, with the place that does it', () => {
  const text = `services:
  web:
    image: web
    user: "10001"
    pid: host
    network_mode: service:vpn
    cap_drop: [ALL]
    cap_add: [CAP_NET_ADMIN, net_bind_service]
    security_opt: ["no-new-privileges:true", "seccomp=unconfined"]
    read_only: true
    mem_limit: 512m
    pids_limit: 100
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro", "data:/data", "./conf:/conf:ro"]
    devices: ["/dev/snd:/dev/snd"]
`;
  const web = profile(text);
  assert.equal(of(web, 'wall')[0], 'PID namespace: open');
  assert.equal(of(web, 'wall')[2], 'network namespace: unset');
  assert.deepEqual(of(web, 'key'), ['the usual keys: closed', 'NET_ADMIN: open', 'NET_BIND_SERVICE: closed']);
  assert.deepEqual(of(web, 'user'), ['user 10001: closed']);
  assert.deepEqual(of(web, 'meter'), ['memory 512m: closed', 'CPU: unset', 'processes 100: closed']);
  assert.deepEqual(of(web, 'rule'), ['seccomp: open', 'no new privileges: closed', 'read-only root: closed']);
  assert.deepEqual(of(web, 'door'), ['/var/run/docker.sock: open', './conf: unset', '/dev/snd: open']);
  const host = web.items.find(({ label }) => label === 'PID namespace')?.at;
  assert.equal(host && text.slice(host.start, host.end), 'host');
});

test('privileged is every key', () => {
  assert.deepEqual(of(profile('services:\n  web: { image: web, privileged: true }\n'), 'key'), [
    'every key: open',
  ]);
});

test('a container of a pod: its own fields, then the pod’s', () => {
  const pod = profile(
    `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  hostNetwork: true
  hostUsers: false
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  volumes:
    - { name: root, hostPath: { path: / } }
    - { name: cache, emptyDir: {} }
  containers:
    - name: main
      image: main
      volumeMounts: [{ name: root, mountPath: /host, readOnly: true }, { name: cache, mountPath: /cache }]
      resources: { limits: { memory: 1Gi } }
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [all] } }
`,
    'pod.yaml',
  );
  assert.equal(pod.name, 'main');
  assert.deepEqual(of(pod, 'wall'), [
    'PID namespace: closed',
    'IPC namespace: closed',
    'network namespace: open',
    'mount namespace: closed',
    'user namespace: closed',
  ]);
  assert.deepEqual(of(pod, 'meter'), ['memory 1Gi: closed', 'cpu: unset']);
  assert.deepEqual(of(pod, 'key'), ['the usual keys: closed']);
  assert.deepEqual(of(pod, 'user'), ['not root: closed']);
  assert.deepEqual(of(pod, 'rule'), [
    'seccomp RuntimeDefault: closed',
    'privilege escalation: closed',
    'read-only root: unset',
  ]);
  assert.deepEqual(of(pod, 'door'), ['/: unset']);
});

test('templates and other texts have no picture', () => {
  const template =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: "{{ .x }}" }\nspec: { containers: [{ name: a }] }\n';
  assert.deepEqual(profilesOf(new Document('file:///w/a.yaml', 'yaml', template)), []);
  assert.deepEqual(profilesOf(new Document('file:///w/a.yaml', 'yaml', 'a: b\n')), []);
});
