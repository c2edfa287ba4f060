import type { KindParser } from '../kind.ts';

/** Good forms for kinds in which they are written as places are: what spoils one is listed beside it. */
export function formsBy(placesOf: KindParser['placesOf']): KindParser['formsOf'] {
  return (doc, subject, not) => ({
    good: placesOf(doc, subject),
    spoilt: not.flatMap((each) => placesOf(doc, each)),
  });
}
