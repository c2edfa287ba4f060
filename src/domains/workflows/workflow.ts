import type { Document } from '../../engine/document.ts';
import { defineModel } from '../../engine/model.ts';
import { type YamlNode, yamlFile } from '../../engine/parsers/yaml/index.ts';
import { type Pipeline, pipelineOf } from '../environment/index.ts';

/** What a CI file has done, and when. */
export interface Workflow {
  /** `actions` stands for GitHub Actions and what reads the same files: Gitea's and Forgejo's. */
  readonly system: Pipeline;
  /** What starts it; none where the file does not say so, as in GitLab CI. */
  readonly triggers: readonly Trigger[];
  /** In source order. The steps of a composite action, and what GitLab runs around every job, are a job without a name. */
  readonly jobs: readonly Job[];
}

/** An event of `on`. */
interface Trigger {
  readonly name: string;
  /** Where it is named: a value, an item or a key. */
  readonly node: YamlNode;
  /** What stands below it: branches, inputs, times. */
  readonly options: YamlNode | undefined;
}

export interface Job {
  readonly name: string;
  readonly node: YamlNode;
  /** What it deploys to, as the file calls it: `production`. */
  readonly environment: { readonly name: string; readonly node: YamlNode } | undefined;
  readonly steps: readonly Step[];
  /** The container that its steps run in, and those of its services. */
  readonly containers: readonly JobContainer[];
}

/** One step of Actions, or one line of a GitLab job's scripts. */
interface Step {
  readonly name: string | undefined;
  readonly node: YamlNode;
  /** The action that it is, as it is written: `actions/checkout@v4`. */
  readonly uses: YamlNode | undefined;
  /** Its shell commands. */
  readonly run: YamlNode | undefined;
}

/** A container that Actions starts for a job. */
export interface JobContainer {
  readonly node: YamlNode;
  readonly image: string | undefined;
  /** Options of `docker create`, as one text. */
  readonly options: YamlNode | undefined;
}

/** What a CI file says; `undefined` for any other text. Fragments that aliases bring are followed. */
export const workflow = defineModel<Workflow | undefined>({
  name: 'workflow',
  build(doc) {
    const system = pipelineOf(doc.uri);
    const root = system && rootOf(doc);
    if (!system || !root) return undefined;
    return system === 'actions'
      ? { system, triggers: triggersOf(root), jobs: actionsJobs(root) }
      : { system, triggers: [], jobs: gitlabJobs(root) };
  },
});

function rootOf(doc: Document): YamlNode | undefined {
  const root = doc.model(yamlFile).documents[0]?.root;
  return root?.kind === 'map' ? root : undefined;
}

/** Source: GitHub documentation, Workflow syntax, `on`. */
function triggersOf(root: YamlNode): Trigger[] {
  const on = root.get('on');
  if (on?.kind === 'map')
    return on.effectivePairs().map(({ name, key, value }) => ({ name, node: key, options: value?.resolved }));
  const events = on?.kind === 'sequence' ? on.values() : on ? [on] : [];
  return events.flatMap((node) => (node.text ? [{ name: node.text, node, options: undefined }] : []));
}

function actionsJobs(root: YamlNode): Job[] {
  const composite = root.get('runs');
  const jobs = named(root.get('jobs')).map(([name, node]) => actionsJob(name, node));
  return composite ? [actionsJob('', composite), ...jobs] : jobs;
}

function actionsJob(name: string, node: YamlNode): Job {
  const services = named(node.get('services')).map(([, service]) => service);
  return {
    name,
    node,
    environment: environmentIn(node),
    steps: (node.get('steps')?.values() ?? []).map((step) => ({
      name: step.textAt('name'),
      node: step,
      uses: step.get('uses'),
      run: step.get('run'),
    })),
    containers: [node.get('container'), ...services].flatMap((container) =>
      container ? [containerOf(container)] : [],
    ),
  };
}

function containerOf(node: YamlNode): JobContainer {
  return {
    node,
    image: node.kind === 'scalar' ? node.text : node.textAt('image'),
    options: node.get('options'),
  };
}

const SCRIPTS = ['script', 'before_script', 'after_script'];
/** Keys beside the jobs of GitLab CI that are none, though mappings may stand below them. */
const NO_JOBS = new Set(['cache', 'image', 'include', 'services', 'spec', 'stages', 'variables', 'workflow']);

/** Source: GitLab documentation, CI/CD YAML syntax reference. */
function gitlabJobs(root: YamlNode): Job[] {
  const jobs = named(root).filter(([name, node]) => node.kind === 'map' && !NO_JOBS.has(name));
  const around = gitlabJob('', root);
  return [
    ...(around.steps.length > 0 ? [around] : []),
    ...jobs.map(([name, node]) => gitlabJob(name === 'default' ? '' : name, node)),
  ];
}

function gitlabJob(name: string, node: YamlNode): Job {
  const lines = SCRIPTS.flatMap((key) => {
    const script = node.get(key);
    return script?.kind === 'sequence' ? script.values() : (script ?? []);
  });
  const steps = lines.map((line) => ({ name: undefined, node: line, uses: undefined, run: line }));
  return { name, node, environment: environmentIn(node), steps, containers: [] };
}

/** `environment: production`, or with more than its name. Both systems write it alike. */
function environmentIn(job: YamlNode): Job['environment'] {
  const written = job.get('environment');
  const node = written?.kind === 'map' ? written.get('name') : written;
  return node?.text ? { name: node.text, node } : undefined;
}

function named(map: YamlNode | undefined): [name: string, node: YamlNode][] {
  return (map?.kind === 'map' ? map.effectivePairs() : []).flatMap(({ name, value }) =>
    value?.resolved ? [[name, value.resolved] as [string, YamlNode]] : [],
  );
}
