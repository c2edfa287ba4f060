/** Walkthroughs as the sidebar shows them: the same steps, without pictures. */
import { dirname } from 'node:path';

/**
 * @param {import('./content.mjs').Content} content
 * @returns {import('../../src/lessons/types.ts').WalkthroughMeta[]} those of no topic first
 */
export function walkthroughMetas({ walkthroughs, topics }) {
  return walkthroughs.map(({ file, head }) => {
    const topic = topics.find(({ folder }) => dirname(dirname(file)) === folder)?.id;
    return {
      id: head.id,
      title: head.title,
      description: head.description,
      ...(topic === undefined ? {} : { topic }),
      steps: head.steps.map(stepOf),
    };
  });
}

/**
 * @param {{ id: string, title: string, description: string, completionEvents?: string[] }} step
 * @returns {import('../../src/lessons/types.ts').WalkthroughStep}
 */
function stepOf({ id, title, description, completionEvents = [] }) {
  const event = completionEvents.find((each) => each.startsWith('onContext:')) ?? '';
  const link = /\[([^\]]+)\]\(command:([\w.]+)(?:\?([^)]*))?\)/.exec(description);
  const text = description
    .split('\n')
    // A line that is a link alone is a button there; here the step itself is the button.
    .filter((line) => !/^\[[^\]]+\]\([^)]*\)$/.test(line.trim()))
    .join('\n')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replaceAll('`', "'");
  return {
    id,
    title,
    text,
    done: event.slice('onContext:'.length),
    ...(link
      ? {
          action: {
            title: /** @type {string} */ (link[1]),
            command: /** @type {string} */ (link[2]),
            arguments: link[3] ? JSON.parse(decodeURIComponent(link[3])) : [],
          },
        }
      : {}),
  };
}
