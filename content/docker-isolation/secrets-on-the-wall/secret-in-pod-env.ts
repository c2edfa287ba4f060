import { onceAt } from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import { defineRule } from '../../../src/engine/index.ts';
import { nameOf, pods } from '../model/index.ts';
import { isKeyMaterial, maySecret, secretName } from '../model/secrets.ts';

export default defineRule({
  title: 'Secret in a manifest',
  languages: ['yaml'],
  severity: 'information',
  fix: 'none',
  looksFor: ['env:', '"env"'],
  explains: ['checkov:CKV_SECRET_6'],
  sameAs: ['kube-linter:env-var-secret', 'kics:*'],
  messages: {
    literal:
      'The value of `{secret}` stands in the manifest: whoever may read the repository or the pod can read it.',
    key: 'A key stands in the manifest as the value of `{secret}`: whoever may read the repository or the pod can read it.',
  },
  steps: {
    literal: [
      {
        text: 'The value of `{secret}` is committed with the manifest, and stays in every version of it.',
        at: 'hint',
      },
      'The API server keeps it as a part of the pod. Whoever may look at pods may read it, and that is more people than may look at Secrets.',
      'To change it, everything that carries it has to be found and applied again.',
    ],
    key: [
      { text: 'The key is committed with the manifest, and stays in every version of it.', at: 'hint' },
      'Programs search public repositories for the form that such keys have. They find new ones within minutes.',
      'To take it back it has to be withdrawn where it was given out. A commit that deletes it changes nothing.',
    ],
  },
  *check(doc) {
    const values = doc.model(pods).flatMap(({ containers }) =>
      containers.flatMap((container) =>
        (container.node.get('env')?.values() ?? []).flatMap((entry) => {
          const value = entry.get('value');
          const name = entry.textAt('name') ?? '';
          return value?.kind === 'scalar' && name !== '' ? [{ container, name, value }] : [];
        }),
      ),
    );
    for (const { container, name, value } of onceAt(values, (each) => each.value.start)) {
      const text = value.text ?? '';
      // Another variable, or a template, brings the value.
      if (/^\$[({]|\{\{|\{%|<%/.test(text) || /\{\{|\{%|<%/.test(doc.slice(value))) continue;
      const secret = secretName(name);
      const isKey = isKeyMaterial(text);
      if (!isKey && (!secret || !namesSecret(name, secret.isWeak) || !maySecret(text, secret))) continue;
      yield {
        at: value,
        message: isKey ? 'key' : 'literal',
        names: { secret: name, service: nameOf(container) },
        severity: isKey ? 'warning' : severityIn(doc, 'information'),
      };
    }
  },
});

/** Names of settings hold `KEY` and `AUTH` for many things; of keys only those to something count here. */
function namesSecret(name: string, isWeak: boolean): boolean {
  return (
    !isWeak ||
    /(?:api|secret|private|access|encryption|signing|master|account|license|jwt|session)_?key/i.test(name)
  );
}
