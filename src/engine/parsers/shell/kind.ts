import type { Kind, KindParser } from '../../kind.ts';
import treeParser from '../tree/kind.ts';
import { shellBound } from './lift.ts';

/** Shell scripts: a grammar, with bounds on its input. */
export default function shellParser(kind: Kind): KindParser {
  const tree = treeParser(kind);
  return {
    ...tree,
    damage: (doc) =>
      shellBound(doc.text) === undefined
        ? (tree.damage?.(doc) ?? { faults: 0, unread: 0 })
        : { faults: 0, unread: 1 },
    unreadParts({ text }) {
      const reason = shellBound(text);
      return reason === undefined ? [] : [{ reason, isWhole: true, isBound: true }];
    },
  };
}
