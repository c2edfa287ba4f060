import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerProfile, ProfilePart } from '../../src/domains/containers/index.ts';
import { profileAt, profilesOf } from '../../src/domains/manifests/index.ts';
import { Document } from '../../src/engine/document.ts';
import { loadDockerfile } from '../../src/engine/parsers/dockerfile/read.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';

await loadYaml();
await loadDockerfile();

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

const image = (text: string) =>
  profilesOf(new Document('file:///w/Dockerfile', 'dockerfile', text))[0] as ContainerProfile;

test('an image: the last user of the final stage and of those it builds on, volumes and ports', () => {
  const text = `ARG NAME=app
FROM node:22 AS base
USER root
VOLUME /data
FROM base AS final
ARG WHO=node
EXPOSE 80 443/tcp
USER $WHO:$WHO
VOLUME ["/data", "/tmp/x"]
`;
  const final = image(text);
  assert.equal(final.name, 'final');
  assert.deepEqual(of(final, 'user'), ['user node: closed']);
  const user = final.items.find(({ part }) => part === 'user')?.at;
  assert.equal(user && text.slice(user.start, user.end), '$WHO:$WHO');
  assert.deepEqual(of(final, 'door'), [
    '/data: closed',
    '/tmp/x: closed',
    'port 80: closed',
    'port 443/tcp: closed',
  ]);
  assert.deepEqual(of(final, 'wall'), ['namespaces: unknown']);
});

test('an image: who runs where no stage says it', () => {
  assert.deepEqual(of(image('FROM node:22\n'), 'user'), ['user: unset']);
  assert.deepEqual(of(image('FROM scratch\n'), 'user'), ['root: open']);
  assert.deepEqual(of(image('FROM gcr.io/distroless/static:nonroot\n'), 'user'), [
    'not root, it says: unknown',
  ]);
  assert.deepEqual(of(image('ARG BASE\nFROM $BASE\n'), 'user'), ['user: unknown']);
  assert.deepEqual(of(image('FROM node:22 AS a\nUSER node\nFROM a\n'), 'user'), ['user node: closed']);
  assert.deepEqual(of(image('FROM node:22 AS a\nUSER node\nFROM node:22\n'), 'user'), ['user: unset']);
  assert.deepEqual(of(image('FROM node:22\nARG UID\nUSER $UID\n'), 'user'), ['$UID: unknown']);
  assert.deepEqual(of(image('FROM node:22\nUSER node\nONBUILD USER root\n'), 'user'), ['user node: closed']);
  assert.equal(image('# nothing\n'), undefined);
});

test('the container around a place, the cursor before its first word included', () => {
  const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: wait
      image: a
  containers:
    - name: web
      image: b
    - name: log
      image: c
`;
  const doc = new Document('file:///w/pod.yaml', 'yaml', text);
  const at = (needle: string) => profileAt(doc, text.indexOf(needle))?.name;
  assert.equal(at('image: a'), 'wait');
  assert.equal(at('    - name: log'), 'log');
  assert.equal(at('image: c'), 'log');
  assert.equal(at('kind: Pod'), 'web', 'one that serves, where it is about the pod');
});
