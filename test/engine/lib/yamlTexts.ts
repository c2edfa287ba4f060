/** A generator of YAML texts in all the ways that people write them. The same seed gives the same text. */
export class YamlTexts {
  readonly #random: () => number;
  #comments = 0;
  #anchors: string[] = [];
  #anchorCount = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** A stream of one to three documents. */
  stream(): string {
    this.#comments = 0;
    const count = this.pick([1, 1, 2, 3]);
    const documents = Array.from({ length: count }, () => this.#document());
    let text = (this.chance(0.3) ? '---\n' : '') + documents.join(this.pick(['---\n', '--- # next\n']));
    if (this.chance(0.2)) text = text.replace(/\n$/, '');
    if (this.chance(0.25)) text = text.replaceAll('\n', '\r\n');
    return this.chance(0.1) ? `\uFEFF${text}` : text;
  }

  #document(): string {
    this.#anchors = [];
    const step = this.pick([2, 2, 2, 4, 3]);
    const style = { step, dash: this.pick([0, 0, step]), gap: this.pick([' ', ' ', '   ']) };
    return `${this.#ownComment(0)}${this.#map(0, 3, style).join('\n')}\n`;
  }

  #ownComment(column: number): string {
    if (this.chance(0.85)) return '';
    return `${' '.repeat(column)}# comment ${this.#comments++}\n`;
  }

  #trailing(): string {
    return this.chance(0.15) ? `${this.pick([' ', '   '])}# comment ${this.#comments++}` : '';
  }

  #anchor(): string {
    if (this.chance(0.9)) return '';
    const name = `a${this.#anchorCount++}`;
    this.#anchors.push(name);
    return `&${name}`;
  }

  #scalar(): string {
    return this.pick([
      'web',
      '8080',
      'true',
      '"quoted text"',
      "'it''s'",
      'two words',
      '~',
      'yes',
      'http://x:80/y',
      '"8"',
      '-1',
      "'a: b'",
    ]);
  }

  #flow(depth: number): string {
    const pad = this.pick(['', ' ']);
    const inner = () => (depth > 0 && this.chance(0.3) ? this.#flow(depth - 1) : this.#scalar());
    const count = this.pick([0, 1, 2, 3]);
    if (this.chance(0.5)) return `[${pad}${Array.from({ length: count }, inner).join(', ')}${pad}]`;
    const keys = Array.from({ length: count }, (_, i) => `${this.pick(['k', '"k', 'n'])}${i}`);
    return `{${pad}${keys.map((key) => `${key.startsWith('"') ? `${key}"` : key}: ${inner()}`).join(', ')}${pad}}`;
  }

  #map(column: number, depth: number, style: { step: number; dash: number; gap: string }): string[] {
    const pad = ' '.repeat(column);
    const names = [
      'name',
      'image',
      'ports',
      'env',
      'labels',
      'spec',
      '"quoted"',
      "'single'",
      'x-y',
      'args',
    ].filter(() => this.chance(0.4));
    if (names.length === 0) names.push('only');
    const lines: string[] = [];
    if (this.#anchors.length > 0 && this.chance(0.3)) lines.push(`${pad}<<: *${this.pick(this.#anchors)}`);
    for (const name of names) {
      const comment = this.#ownComment(column);
      if (comment) lines.push(comment.trimEnd());
      if (this.chance(0.05)) lines.push('');
      lines.push(...this.#pair(`${pad}${name}:`, column, depth, style));
    }
    return lines;
  }

  #pair(
    head: string,
    column: number,
    depth: number,
    style: { step: number; dash: number; gap: string },
  ): string[] {
    const kind =
      depth > 0
        ? this.pick([
            'scalar',
            'scalar',
            'map',
            'map',
            'seq',
            'seq',
            'flow',
            'block',
            'empty',
            'alias',
            'long',
          ])
        : this.pick(['scalar', 'flow']);
    const inner = ' '.repeat(column + style.step);
    if (kind === 'map') {
      const anchor = this.#anchor();
      const body = this.#map(column + style.step, depth - 1, style);
      return [`${head}${anchor ? ` ${anchor}` : ''}${this.#trailing()}`, ...body];
    }
    if (kind === 'seq') {
      const at = column + style.dash;
      const items = Array.from({ length: this.pick([1, 2, 3]) }, () =>
        this.#item(at, depth - 1, style),
      ).flat();
      return [`${head}${this.#trailing()}`, ...items];
    }
    if (kind === 'flow') {
      if (this.chance(0.2)) {
        const entries = Array.from(
          { length: this.pick([1, 2]) },
          (_, i) => `${inner}f${i}: ${this.#scalar()}`,
        );
        return [`${head} {`, `${entries.join(',\n')}${this.pick(['', ','])}`, `${' '.repeat(column)}}`];
      }
      return [`${head} ${this.#flow(1)}${this.#trailing()}`];
    }
    if (kind === 'block')
      return [
        `${head} ${this.pick(['|', '>', '|-', '|+', '>-'])}`,
        `${inner}first # no comment`,
        `${inner}second: line`,
        ...(this.chance(0.3) ? [''] : []),
      ];
    if (kind === 'empty') return [`${head}${this.#trailing()}`];
    if (kind === 'alias' && this.#anchors.length > 0) return [`${head} *${this.pick(this.#anchors)}`];
    if (kind === 'long') return [`${head} "one`, `${inner}two"${this.#trailing()}`];
    const anchor = this.#anchor();
    return [`${head} ${anchor ? `${anchor} ` : ''}${this.#scalar()}${this.#trailing()}`];
  }

  #item(column: number, depth: number, style: { step: number; dash: number; gap: string }): string[] {
    const pad = ' '.repeat(column);
    const comment = this.#ownComment(column).trimEnd();
    const before = comment ? [comment] : [];
    if (depth <= 0 || this.chance(0.4))
      return [
        ...before,
        `${pad}-${style.gap}${this.chance(0.2) ? this.#flow(0) : this.#scalar()}${this.#trailing()}`,
      ];
    const at = column + 1 + style.gap.length;
    const body = this.#map(at, depth - 1, style);
    // The first line of a mapping stands behind the dash, unless it is a comment or blank.
    const first = body[0] as string;
    if (first.trim() === '' || first.trim().startsWith('#')) return [...before, `${pad}-`, ...body];
    return [...before, `${pad}-${style.gap}${first.slice(at)}`, ...body.slice(1)];
  }
}
