/** Codes of other tools, in one spelling. */

/** `AVD-KSV-0017`, `KSV017` and `KSV-0017` are one, in capitals or not. */
export function trivyCode(code: string): string {
  const match = /^(?:AVD-)?([A-Z]+)-?0*(\d+)$/i.exec(code);
  return match?.[1] ? `${match[1].toUpperCase()}-${(match[2] ?? '').padStart(4, '0')}` : code;
}
