/**
 * Why a name cannot be that of a container's port, or a `targetPort`, as the end of a sentence; `undefined` where it can.
 * Source: Kubernetes API, Container, ports (IANA_SVC_NAME).
 */
export function portNameFault(name: string): string | undefined {
  if (!/^[a-z0-9-]+$/.test(name)) return 'only lower-case letters, digits and `-` may stand in it';
  if (!/[a-z]/.test(name)) return 'it needs a letter';
  if (name.length > 15) return 'it is longer than 15 characters';
  if (/^-|-$|--/.test(name)) return 'no `-` may stand at its ends or beside another';
  return undefined;
}

export function isPortName(name: string): boolean {
  return portNameFault(name) === undefined;
}

/** The same for the name of a Service's port. Source: Kubernetes API, ServicePort, name (DNS_LABEL). */
export function servicePortNameFault(name: string): string | undefined {
  if (!/^[a-z0-9-]+$/.test(name)) return 'only lower-case letters, digits and `-` may stand in it';
  if (name.length > 63) return 'it is longer than 63 characters';
  if (/^-|-$/.test(name)) return 'no `-` may stand at its ends';
  return undefined;
}

/** What is known of a port that needs a name. */
interface NamelessPort {
  readonly port: number | undefined;
  readonly target: number | string | undefined;
  readonly protocol: string;
}

const USUAL: ReadonlyMap<number | string | undefined, string> = new Map([
  [80, 'http'],
  [443, 'https'],
  [53, 'dns'],
]);
const USUAL_TARGETS: ReadonlyMap<number | string | undefined, string> = new Map([
  [80, 'http'],
  [8080, 'http'],
  [443, 'https'],
  [8443, 'https'],
]);

/** A name for a port that no other has: what the pod calls it, what its number is known for, or the number. */
export function nameFor({ port, target, protocol }: NamelessPort, taken: ReadonlySet<string>): string {
  const suffix = `-${protocol.toLowerCase()}`;
  const known = USUAL.get(port) ?? USUAL_TARGETS.get(target ?? port);
  const wishes = [
    ...(typeof target === 'string' && isPortName(target) ? [target] : []),
    ...(known ? [known, known + suffix] : []),
    `port-${port}`,
    `port-${port}${suffix}`,
  ];
  return wishes.find((wish) => !taken.has(wish)) ?? `port-${port}-${taken.size}`;
}

/** A name that the API takes, made from one that it does not; `undefined` where little would be left of it. */
export function mended(name: string): string | undefined {
  const next = name
    .toLowerCase()
    .replace(/[_. /]+/g, '-')
    .replace(/[^a-z0-9-]/g, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  return next.length > 1 && next.length >= name.length - 2 ? next : undefined;
}
