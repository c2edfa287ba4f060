import { isRecord } from '../../../src/base/guards.ts';
import { ownValue } from '../../../src/base/own.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import { containersOf, manifestFacts, podTemplateOf, Scope } from '../../../src/domains/manifests/index.ts';
import { defineRule } from '../../../src/engine/index.ts';
import type { YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { completeObjects } from '../model/objects.ts';

/** What a probe does where it does not say otherwise. Source: Kubernetes API, Probe. */
const DEFAULTS: Readonly<Record<string, number>> = {
  periodSeconds: 10,
  timeoutSeconds: 1,
  failureThreshold: 3,
};
/** Ways of asking that a busy program may fail. An open port is answered for by the kernel, however busy the program is. */
const WAYS = ['httpGet', 'grpc', 'exec'] as const;
const CODES = ['kube-score:pod-probes-identical', 'kyverno:ensure-probes-different'];

export default defineRule({
  title: 'Liveness asks the same as readiness',
  languages: ['yaml'],
  severity: 'information',
  fix: 'none',
  looksFor: ['livenessProbe'],
  shares: manifestFacts,
  sameAs: CODES,
  messages: {
    same: 'Liveness and readiness of `{container}` ask the same and give up after the same {seconds} seconds: when it is only busy, it is restarted.',
  },
  steps: {
    same: [
      'The program in `{container}` has more to do than it can. Its answers come too late.',
      {
        text: 'Readiness fails {times} times in a row. No more calls are sent to the pod, so that it can catch up.',
        at: 'ready',
      },
      {
        text: 'At the same moment liveness has failed {times} times, too. The container is restarted.',
        at: 'hint',
      },
      'Its calls go to the other pods, which now have more to do than this one had.',
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      const pod = podTemplateOf(object);
      if (!pod) continue;
      for (const { node, name } of containersOf(pod)) {
        const ready = node.find('readinessProbe');
        const live = node.find('livenessProbe');
        if (!ready || !live || !asksTheSame(ready.node, live.node)) continue;
        scope ??= new Scope(doc, facts);
        if (scope.inChart || scope.isPatch(object)) return;
        if (scope.isPatchedWith('livenessProbe', 'readinessProbe')) return;
        const key = live.written.pair?.key ?? live.written;
        const period = numberOf(live.node, 'periodSeconds');
        const times = numberOf(live.node, 'failureThreshold');
        const other = ready.written.pair?.key ?? ready.written;
        yield {
          at: key,
          message: 'same' as const,
          severity: severityIn(doc, 'information'),
          names: {
            container: name,
            workload: object.name,
            kind: object.kind,
            probe: 'livenessProbe',
            seconds: String(period * times),
          },
          words: { times: String(times) },
          places: { ready: other },
          related: [{ start: other.start, end: other.end, message: 'Readiness asks this.' }],
          notes: [{ start: other.start, end: other.end, text: 'While it says no, the pod gets no calls.' }],
        };
      }
    }
  },
});

function asksTheSame(ready: YamlNode, live: YamlNode): boolean {
  const way = WAYS.find((each) => live.get(each) !== undefined);
  if (!way) return false;
  const [a, b] = [ready.get(way)?.toValue(), live.get(way)?.toValue()];
  if (a === undefined || a === null || canonical(a) !== canonical(b)) return false;
  return Object.keys(DEFAULTS).every((key) => numberOf(ready, key) === numberOf(live, key));
}

function numberOf(probe: YamlNode, key: string): number {
  const value = probe.get(key)?.value;
  return typeof value === 'number' ? value : (ownValue(DEFAULTS, key) ?? 0);
}

/** A value as text, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    isRecord(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}
