import type { Span } from '../../../src/engine/index.ts';

/** An IPv4 address that a text uses as a host. Offsets are those of the text. */
export interface WrittenAddress extends Span {
  readonly address: string;
  /** Of `http://10.0.0.1`, without the colon. */
  readonly scheme: string | undefined;
  readonly port: number | undefined;
  /** What stands before it on its line. */
  readonly before: string;
}

const ADDRESS =
  /(?<![\w.-])(?:([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@"']*@)?)?(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{2,5})(?!\d))?(?![\w.]|-\d|:\d|\/\d{1,2}(?![\w.]))/g;

/** Beginnings of lines whose addresses are not hosts to call. */
const NO_HOST =
  /(?:^\s*|\s)(?:#|\/\/)|(?:listen|bind|cidr|subnet|allow|deny|trust(?:ed)?|nameserver|resolver|no[_-]?proxy|forward|exclude|ignore|whitelist|blacklist|set_real_ip_from|advertise|netmask|gateway|route)\w*["']?\s*[:=\s]/i;

/** The addresses of a text that stand where a host stands; ranges (`10.0.0.0/8`) and versions are none. */
export function addressesIn(text: string): WrittenAddress[] {
  const found: WrittenAddress[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const [whole, scheme, address = '', port] = match;
    if (address.split('.').some((part) => Number(part) > 255)) continue;
    const end = match.index + whole.length;
    const start = end - address.length - (port === undefined ? 0 : port.length + 1);
    const before = text.slice(text.lastIndexOf('\n', match.index - 1) + 1, match.index);
    if (NO_HOST.test(before)) continue;
    found.push({ start, end, address, scheme, port: port === undefined ? undefined : Number(port), before });
  }
  return found;
}

/** Whether an address is of the ranges for private use (RFC 1918) or of that for carriers (RFC 6598). */
export function isPrivate(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128)
  );
}

/**
 * Whether an address is of a range that common clusters give out to pods by default: kind and Flannel (10.244/16), K3s
 * (10.42/16). Sources: kind, Configuration, Networking; Flannel, README; K3s, `k3s server`, Networking.
 */
export function isPodAddress(address: string): boolean {
  return /^10\.(?:244|42)\./.test(address);
}

/**
 * The same for Services: kubeadm (10.96/12), K3s (10.43/16), MicroK8s (10.152.183/24). The first address of a range is the API server's, and the
 * tenth by habit that of DNS: both stay for as long as the cluster is there. Sources: kubeadm, `kubeadm init`; K3s,
 * `k3s server`, Networking; MicroK8s, Configuring.
 */
export function isServiceAddress(address: string): boolean {
  const [a, b = 0] = address.split('.').map(Number);
  if (/\.0\.1$|\.10$/.test(address)) return false;
  return (a === 10 && ((b >= 96 && b < 112) || b === 43)) || /^10\.152\.183\.(?!1$)/.test(address);
}
