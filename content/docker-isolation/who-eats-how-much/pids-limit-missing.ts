import {
  composeElsewhere,
  composeLimit,
  composeServices,
  runsForUsers,
} from '../../../src/domains/containers/index.ts';
import { isDevelopment } from '../../../src/domains/environment/index.ts';
import { manifestFacts } from '../../../src/domains/manifests/index.ts';
import { defineRule } from '../../../src/engine/index.ts';

export default defineRule({
  title: 'Container without a limit to its processes',
  languages: ['yaml', 'dockercompose'],
  severity: 'hint',
  fix: 'none',
  looksFor: ['mem_limit', 'limits', 'cpus'],
  shares: manifestFacts,
  sameAs: ['kics:*'],
  messages: {
    missing:
      '`{service}` is limited in memory, but not in processes: it may start as many as the host has numbers for.',
  },
  steps: {
    missing: [
      { text: 'A part of `{service}` starts copies of itself, and each copy does the same.', at: 'hint' },
      'Each one is small, so the memory limit is far away.',
      'Process numbers belong to the whole host. When they are used up, nobody can start anything, not even a shell to clean up.',
      'With `pids_limit` the next start fails in this container only.',
    ],
  },
  *check(doc, facts) {
    if (isDevelopment(doc)) return;
    for (const service of doc.model(composeServices)) {
      const { node, name } = service;
      const memory = composeLimit(node, 'memory');
      if (!memory || composeLimit(node, 'pids')) continue;
      if (!runsForUsers(doc, service)) continue;
      const elsewhere = composeElsewhere(doc, name, facts);
      if (!elsewhere?.whole || elsewhere.pids) continue;
      yield {
        at: memory.pair?.key ?? memory,
        message: 'missing',
        names: { service: name, field: 'pids_limit' },
      };
    }
  },
});
