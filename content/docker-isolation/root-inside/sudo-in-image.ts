import { baseOf, chainOf, isDockerfileTemplate, MAX_STAGES } from '../../../src/domains/containers/index.ts';
import { defineRule } from '../../../src/engine/index.ts';
import { type DockerStage, dockerfile } from '../../../src/engine/parsers/dockerfile/index.ts';
import { SHELL, shellOf } from '../../../src/engine/parsers/shell/index.ts';
import { habitsOf, rootUser } from '../model/images.ts';

const CODES = [
  'hadolint:DL3004',
  'trivy:DS-0010',
  'checkov:CKV2_DOCKER_1',
  'semgrep:dockerfile.security.no-sudo-in-dockerfile.no-sudo-in-dockerfile',
];

export default defineRule({
  title: 'Sudo where root is already',
  languages: ['dockerfile'],
  severity: 'hint',
  fix: 'suggested',
  looksFor: ['sudo'],
  embeds: [SHELL],
  sameAs: CODES,
  messages: {
    idle: 'This `RUN` is root already: `sudo` changes nothing, and stays in the image.',
  },
  steps: {
    idle: [
      { text: 'The build comes to this `RUN` as root, since no other `USER` stands before it.', at: 'hint' },
      '`sudo` starts `{command}` as root, and so as the one who called it.',
      'To do that it was installed, with the setuid bit, which lets everybody start it as root. It stays in the image for whoever gets in.',
    ],
  },
  *check(doc) {
    const file = doc.model(dockerfile);
    if (isDockerfileTemplate(doc) || file.stages.length > MAX_STAGES) return;
    for (const stage of file.stages) {
      const chain = chainOf(file, stage);
      const base = baseOf(file, chain);
      let isRoot =
        chain.length > 0 && startsAsRoot(chain.slice(1), base !== undefined && habitsOf(base).startsAsRoot);
      for (const instruction of stage.instructions) {
        if (instruction.keyword === 'USER') isRoot = rootUser(instruction) !== undefined;
        if (instruction.keyword !== 'RUN' || !isRoot) continue;
        const script = shellOf(doc, instruction);
        if (script.isBroken) continue;
        for (const { name, words } of script.commands) {
          const [next] = words;
          // With options it does more than be root: another user, another environment.
          if (name?.text !== 'sudo' || !next?.text || next.text.startsWith('-')) continue;
          yield {
            at: name,
            message: 'idle',
            names: { command: next.text },
            fixes: [
              {
                title: 'Take sudo away',
                kind: 'suggested',
                edits: [{ start: name.start, end: next.start, newText: '' }],
              },
            ],
          };
        }
      }
    }
  },
});

/** Whether a stage that builds on others begins as root. */
function startsAsRoot(below: readonly DockerStage[], base: boolean): boolean {
  for (const stage of below) {
    const user = stage.instructions.findLast(({ keyword }) => keyword === 'USER');
    if (user) return rootUser(user) !== undefined;
  }
  return base;
}
