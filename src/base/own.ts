/** Look-ups by words of readers: a plain object answers `constructor` and `__proto__` although it has no such key. */

/** The value of an object's own key; `undefined` for what it inherits. */
export function ownValue<V>(of: Readonly<Record<string, V>> | undefined, key: string): V | undefined {
  return of !== undefined && Object.hasOwn(of, key) ? of[key] : undefined;
}

/** Gives an object a key of its own, whatever the key is called. */
export function setOwn<V>(of: Record<string, V>, key: string, value: V): void {
  Object.defineProperty(of, key, { value, enumerable: true, writable: true, configurable: true });
}
