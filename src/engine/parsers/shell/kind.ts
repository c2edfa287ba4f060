import type { Kind, KindParser } from '../../kind.ts';
import treeParser from '../tree/kind.ts';
import { shellBound } from './lift.ts';

/** Shell scripts: a grammar, with bounds on its input. */
export default function shellParser(kind: Kind): KindParser {
  return {
    ...treeParser(kind),
    unreadParts({ text }) {
      const reason = shellBound(text);
      return reason === undefined ? [] : [{ reason, isWhole: true, isBound: true }];
    },
  };
}
