/**
 * A small test runner for the extension host. Suites run in three hosts (Node, web worker, desktop), and the
 * worker has neither `node:test` nor `node:assert`, so this file uses nothing but the language.
 *
 * Each outcome is one line on the console, `hindsight-test {json}`, which the host's console carries to the
 * runner outside; counts are made there from these lines and never from an exit code alone.
 */

type Body = () => void | Promise<void>;
interface Test {
  readonly name: string;
  readonly body: Body;
  readonly timeout: number;
}
interface Group {
  readonly name: string;
  readonly tests: (Test | Group)[];
  readonly before: Body[];
  readonly after: Body[];
  readonly beforeEach: Body[];
  readonly afterEach: Body[];
}

/** What the runner outside reads. `name` is the full path of the test, its groups separated by ` › `. */
export type SuiteEvent =
  | { readonly type: 'pass'; readonly name: string; readonly milliseconds: number }
  | { readonly type: 'fail'; readonly name: string; readonly milliseconds: number; readonly error: string }
  | { readonly type: 'end'; readonly passed: number; readonly failed: number };

declare global {
  /** Set by the runner in the bundle of a suite. */
  var HINDSIGHT_WEB: boolean;
}

// Patience only, so that a hang ends: a test says what has to happen, not how soon, and machines may be slow.
const defaultTimeout = 600_000;
const patience = 180_000;

const newGroup = (name: string): Group => ({
  name,
  tests: [],
  before: [],
  after: [],
  beforeEach: [],
  afterEach: [],
});
const top = newGroup('');
let current = top;

/** Groups tests; `body` declares them and must not be asynchronous. */
export function describe(name: string, body: () => void): void {
  const group = newGroup(name);
  const outer = current;
  outer.tests.push(group);
  current = group;
  try {
    body();
  } finally {
    current = outer;
  }
}

/** One test. `timeout` in milliseconds. It runs in the hosts that have Node's own modules; see {@link itInBothHosts}. */
export function it(name: string, body: Body, timeout: number = defaultTimeout): void {
  if (!globalThis.HINDSIGHT_WEB) itInBothHosts(name, body, timeout);
}

/**
 * One test that runs in the web worker host, too. It is for what can fail there alone: the server is a worker, it reads
 * files and assets through the client, addresses have another scheme, and the bundles are others. All else is the same
 * code in both hosts.
 */
export function itInBothHosts(name: string, body: Body, timeout: number = defaultTimeout): void {
  current.tests.push({ name, body, timeout });
}

/** Runs once before the group's first test; where it fails, every test of the group fails. */
export function before(body: Body): void {
  current.before.push(body);
}

/** Runs once after the group's last test. */
export function after(body: Body): void {
  current.after.push(body);
}

/** Runs before each test of the group and of its inner groups. */
export function beforeEach(body: Body): void {
  current.beforeEach.push(body);
}

/** Runs after each test of the group and of its inner groups, also when the test failed. */
export function afterEach(body: Body): void {
  current.afterEach.push(body);
}

/**
 * Runs everything declared so far and reports it. The editor calls this, as the `run` of the tests' module.
 * @throws when a test failed or none ran, which makes the editor report a failed run
 */
export async function run(): Promise<void> {
  const counts = { passed: 0, failed: 0 };
  await runGroup(top, [], [], counts);
  report({ type: 'end', ...counts });
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
  if (counts.passed === 0) throw new Error('no test ran');
}

async function runGroup(
  group: Group,
  path: readonly string[],
  outer: readonly Group[],
  counts: { passed: number; failed: number },
): Promise<void> {
  // In the web worker host a group may have no test; nothing is prepared for it then.
  if (isEmpty(group)) return;
  const here = group.name === '' ? path : [...path, group.name];
  const groups = [...outer, group];
  let broken: unknown;
  try {
    for (const body of group.before) await limited(body, defaultTimeout);
  } catch (error) {
    broken = error ?? new Error('before failed');
  }
  for (const entry of group.tests) {
    if ('tests' in entry) {
      await runGroup(broken ? failing(entry, broken) : entry, here, groups, counts);
      continue;
    }
    const name = [...here, entry.name].join(' › ');
    const started = Date.now();
    const error = broken ?? (await runTest(entry, groups));
    const milliseconds = Date.now() - started;
    if (error === undefined) {
      counts.passed++;
      report({ type: 'pass', name, milliseconds });
    } else {
      counts.failed++;
      report({ type: 'fail', name, milliseconds, error: describeError(error) });
    }
  }
  try {
    for (const body of group.after) await limited(body, defaultTimeout);
  } catch (error) {
    counts.failed++;
    report({
      type: 'fail',
      name: [...here, 'after'].join(' › '),
      milliseconds: 0,
      error: describeError(error),
    });
  }
}

function isEmpty(group: Group): boolean {
  return group.tests.every((entry) => 'tests' in entry && isEmpty(entry));
}

/** The same group with every test failing for one reason, so that none is lost from the counts. */
function failing(group: Group, reason: unknown): Group {
  const tests = group.tests.map((entry): Test | Group =>
    'tests' in entry ? failing(entry, reason) : { ...entry, body: () => Promise.reject(reason) },
  );
  return { ...newGroup(group.name), tests };
}

async function runTest(test: Test, groups: readonly Group[]): Promise<unknown> {
  let failure: unknown;
  try {
    for (const group of groups) for (const body of group.beforeEach) await limited(body, defaultTimeout);
    await limited(test.body, test.timeout);
  } catch (error) {
    failure = error ?? new Error('failed with nothing thrown');
  }
  try {
    for (const group of [...groups].reverse()) {
      for (const body of group.afterEach) await limited(body, defaultTimeout);
    }
  } catch (error) {
    failure ??= error;
  }
  return failure;
}

async function limited(body: Body, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const open = [...waiting].map((wait) => `; still waiting for ${wait()}`).join('');
      reject(new Error(`not finished within ${milliseconds} ms${open}`));
    }, milliseconds);
  });
  try {
    await Promise.race([Promise.resolve().then(body), limit]);
  } finally {
    clearTimeout(timer);
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function report(event: SuiteEvent): void {
  console.log(`hindsight-test ${JSON.stringify(event)}`);
}

/** Assertions that work in every host. Messages show both sides. */
export interface Assert {
  ok(value: unknown, message?: string): asserts value;
  equal<T>(actual: T, expected: T, message?: string): void;
  /** Compares as JSON with sorted keys. */
  deepEqual<T>(actual: T, expected: T, message?: string): void;
  match(actual: string, pattern: RegExp, message?: string): void;
  rejects(promise: Promise<unknown>, message?: string): Promise<void>;
}

export const assert: Assert = {
  ok(value: unknown, message = 'expected a true value'): asserts value {
    if (!value) throw new Error(`${message} (got ${show(value)})`);
  },
  equal<T>(actual: T, expected: T, message = 'not equal'): void {
    if (!Object.is(actual, expected)) {
      throw new Error(`${message}: expected ${show(expected)}, got ${show(actual)}`);
    }
  },
  deepEqual<T>(actual: T, expected: T, message = 'not equal'): void {
    if (show(actual) !== show(expected)) {
      throw new Error(`${message}:\nexpected ${show(expected)}\n     got ${show(actual)}`);
    }
  },
  match(actual: string, pattern: RegExp, message = 'does not match'): void {
    if (!pattern.test(actual)) throw new Error(`${message}: ${show(actual)} against ${String(pattern)}`);
  },
  async rejects(promise: Promise<unknown>, message = 'expected a rejection'): Promise<void> {
    let settled = false;
    try {
      await promise;
      settled = true;
    } catch {
      // A rejection is what was asked for.
    }
    if (settled) throw new Error(message);
  },
};

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  try {
    return JSON.stringify(sorted(value), undefined, 1) ?? String(value);
  } catch {
    // Cyclic values: their own word for themselves is all there is.
    return String(value);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** What is being waited for at the moment, each with what was seen last. */
const waiting = new Set<() => string>();

/**
 * Asks again until the answer is there.
 * @param what names what is waited for, in the error
 * @param probe returns undefined, false or null until then
 * @param seen says for the error what is there instead
 * @param timeout in milliseconds
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  seen?: () => unknown,
  timeout = patience,
): Promise<T> {
  const deadline = Date.now() + timeout;
  let last: unknown;
  const describe = () =>
    `${what}${seen ? `; seen: ${show(seen())}` : ''}${last === undefined ? '' : `; last error: ${describeError(last)}`}`;
  waiting.add(describe);
  try {
    for (;;) {
      try {
        const value = await probe();
        if (value !== undefined && value !== null && value !== false) return value;
        last = undefined;
      } catch (error) {
        last = error ?? new Error('failed with nothing thrown');
      }
      if (Date.now() > deadline) throw new Error(`waited ${timeout} ms for ${describe()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    waiting.delete(describe);
  }
}
