/**
 * A workspace of Kubernetes manifests, the same for the same seed: many small services, each with a folder of its own
 * under a team's folder, beside a few large flat folders and kustomizations with overlays. About one object in fifty has
 * a fault, so that rules have something to say, and about one file in thirty is a chart's template, so that they have
 * reason to keep silent.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {{ path: string, text: string }} ManifestFile */

/**
 * @param {number} count how many files, at least
 * @param {number} [seed]
 * @returns {ManifestFile[]} exactly `count` files, paths relative with forward slashes
 */
export function manifests(count, seed = 1) {
  const random = generator(seed);
  /** @type {ManifestFile[]} */
  const files = [];
  for (let app = 0; files.length < count; app++) {
    const kind = random();
    if (kind < 0.08) files.push(...overlayed(app, random));
    else if (kind < 0.11) files.push(...chart(app));
    else if (kind < 0.45) files.push(...flat(app, random));
    else files.push(...plain(`teams/team-${app % 40}/app-${app}`, app, random));
  }
  return files.slice(0, count);
}

/**
 * Writes such a workspace into a folder.
 * @param {string} folder absolute
 * @param {number} count
 * @param {number} [seed]
 */
export function writeManifests(folder, count, seed) {
  for (const { path, text } of manifests(count, seed)) {
    const file = join(folder, ...path.split('/'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** mulberry32, a small generator of 32-bit numbers by Tommy Ettinger, in the public domain. @param {number} seed */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** @typedef {() => number} Random */

/** An application in a folder of its own, a file per object. @param {string} folder @param {number} app @param {Random} random */
function plain(folder, app, random) {
  const name = `app-${app}`;
  const space = `team-${app % 40}`;
  const files = [
    { path: `${folder}/deployment.yaml`, text: deployment(name, space, random) },
    { path: `${folder}/service.yaml`, text: service(name, space, random) },
    { path: `${folder}/config.yaml`, text: config(name, space, random) },
  ];
  if (random() < 0.4) files.push({ path: `${folder}/ingress.yaml`, text: ingress(name, space, random) });
  if (random() < 0.3) files.push({ path: `${folder}/autoscaler.yaml`, text: autoscaler(name, space) });
  if (random() < 0.2) files.push({ path: `${folder}/database.yaml`, text: statefulSet(name, space) });
  return files;
}

/** Several objects a file, many files in one folder. @param {number} app @param {Random} random */
function flat(app, random) {
  const name = `app-${app}`;
  const folder = `clusters/cluster-${app % 5}`;
  return [
    {
      path: `${folder}/${name}.yaml`,
      text: [deployment(name, 'shared', random), service(name, 'shared', random)].join('---\n'),
    },
  ];
}

/** A base and two overlays. @param {number} app @param {Random} random */
function overlayed(app, random) {
  const folder = `products/product-${app}`;
  const name = `app-${app}`;
  const kustomization = (/** @type {string[]} */ resources, more = '') =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${more}resources:\n${resources
      .map((each) => `  - ${each}\n`)
      .join('')}`;
  const patch = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: 4\n`;
  return [
    { path: `${folder}/base/deployment.yaml`, text: deployment(name, '', random) },
    { path: `${folder}/base/service.yaml`, text: service(name, '', random) },
    {
      path: `${folder}/base/kustomization.yaml`,
      text: kustomization(['deployment.yaml', 'service.yaml']),
    },
    ...['staging', 'production'].flatMap((stage) => [
      {
        path: `${folder}/overlays/${stage}/kustomization.yaml`,
        text: kustomization(['../../base'], `namespace: ${stage}\npatches:\n  - path: replicas.yaml\n`),
      },
      { path: `${folder}/overlays/${stage}/replicas.yaml`, text: patch },
    ]),
  ];
}

/** @param {number} app */
function chart(app) {
  const folder = `charts/chart-${app}`;
  return [
    { path: `${folder}/Chart.yaml`, text: `apiVersion: v2\nname: chart-${app}\nversion: 0.1.0\n` },
    {
      path: `${folder}/templates/service.yaml`,
      text: `apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include "chart.fullname" . }}\nspec:\n  selector:\n    {{- include "chart.labels" . | nindent 4 }}\n  ports:\n    - port: {{ .Values.service.port }}\n`,
    },
  ];
}

/** @param {string} space */
const namespace = (space) => (space === '' ? '' : `  namespace: ${space}\n`);

/** @param {string} name @param {string} space @param {Random} random */
function deployment(name, space, random) {
  const hardened = random() < 0.5;
  const label = random() < 0.02 ? `${name}-pods` : name;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${namespace(space)}  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: ${1 + Math.floor(random() * 5)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${label}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${label}
        app.kubernetes.io/part-of: shop
    spec:
      # One process per container.
      containers:
        - name: main
          image: registry.example/shop/${name}:1.${Math.floor(random() * 40)}.0
          ports:
            - name: http
              containerPort: 8080
            - name: metrics
              containerPort: 9090
          env:
            - name: LOG_LEVEL
              value: info
            - name: NEXT
              value: http://app-${Math.floor(random() * 1000)}:80
          readinessProbe:
            httpGet:
              path: /ready
              port: ${random() < 0.02 ? 'web' : 'http'}
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
${
  hardened
    ? `          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
`
    : ''
}`;
}

/** @param {string} name @param {string} space @param {Random} random */
function service(name, space, random) {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
${namespace(space)}spec:
  selector:
    app.kubernetes.io/name: ${random() < 0.02 ? `${name}-old` : name}
  ports:
    - name: http
      port: 80
      targetPort: ${random() < 0.02 ? 'web' : 'http'}
`;
}

/** @param {string} name @param {string} space @param {Random} random */
function config(name, space, random) {
  const lines = Array.from(
    { length: 5 + Math.floor(random() * 20) },
    (_, at) => `  key-${at}: "${random()}"\n`,
  );
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${namespace(space)}data:\n${lines.join('')}`;
}

/** @param {string} name @param {string} space @param {Random} random */
function ingress(name, space, random) {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
${namespace(space)}spec:
  rules:
    - host: ${name}.shop.example
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${random() < 0.02 ? `${name}-web` : name}
                port:
                  name: http
`;
}

/** @param {string} name @param {string} space */
function autoscaler(name, space) {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
${namespace(space)}spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  minReplicas: 1
  maxReplicas: 8
`;
}

/** @param {string} name @param {string} space */
function statefulSet(name, space) {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}-db
${namespace(space)}spec:
  clusterIP: None
  selector: { app: ${name}-db }
  ports: [{ name: postgres, port: 5432 }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}-db
${namespace(space)}spec:
  serviceName: ${name}-db
  selector:
    matchLabels: { app: ${name}-db }
  template:
    metadata:
      labels: { app: ${name}-db }
    spec:
      containers:
        - name: postgres
          image: postgres:17.5
          ports: [{ name: postgres, containerPort: 5432 }]
          readinessProbe: { exec: { command: [pg_isready] } }
          resources: { limits: { memory: 1Gi } }
`;
}
