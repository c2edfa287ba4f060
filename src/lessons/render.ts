import { Marked, type Token, type Tokens } from 'marked';
import { parseFenceInfo } from './fences.ts';
import { placeholderAt, splitPlaceholders } from './placeholders.ts';

export interface RenderOptions {
  /** Default names of the placeholders. */
  readonly names: Readonly<Record<string, string>>;
  /**
   * Colours code: returns HTML whose text is exactly `code`, or `undefined` where it does not know the language.
   * Without it code is plain, escaped text.
   */
  readonly highlight?: (code: string, language: string) => string | undefined;
  /** Called with everything that a lesson may not hold; the output is safe without it. */
  readonly onProblem?: (message: string) => void;
}

/** HTML entities for everything that could end a text or an attribute value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/**
 * Renders a lesson's Markdown. Raw HTML is shown as text (but for `<kbd>`), links lead to https addresses or, as
 * `lesson:<topic>/<lesson>`, to another lesson (`<a data-lesson="…">`), and images are left out: what a lesson shows
 * is its figure. A placeholder becomes `<code><span data-name="setter">setUser</span></code>`, a code block
 * `<pre data-language="tsx" data-kind="bad|good|plain"><code>…</code></pre>`.
 */
export function renderMarkdown(markdown: string, options: RenderOptions): string {
  return createRenderer(options).parse(markdown, { async: false });
}

/** The same for one line of text without blocks: a title, a quiz option. */
export function renderInline(markdown: string, options: RenderOptions): string {
  return createRenderer(options).parseInline(markdown, { async: false });
}

function createRenderer(options: RenderOptions): Marked {
  const problem = (message: string) => options.onProblem?.(message);
  const named = (name: string, shown: string) =>
    `<span data-name="${escapeHtml(name)}">${escapeHtml(shown)}</span>`;
  const marked = new Marked({ gfm: true });
  marked.use({
    extensions: [
      {
        name: 'placeholder',
        level: 'inline',
        start: (src) => {
          const at = src.indexOf('{{');
          return at < 0 ? undefined : at;
        },
        tokenizer(src) {
          const found = placeholderAt(src, options.names);
          if (!found) return undefined;
          return { type: 'placeholder', ...found };
        },
        renderer(token) {
          const { name, shown, raw } = token as unknown as {
            name: string;
            shown: string | undefined;
            raw: string;
          };
          if (shown === undefined)
            problem(`The placeholder ${raw} has no default: give it one in "names" or write {{${name}|…}}.`);
          return `<code>${named(name, shown ?? name)}</code>`;
        },
      },
    ],
    renderer: {
      code({ text, lang }: Tokens.Code) {
        const { language, tags } = parseFenceInfo(lang ?? '');
        const kind = tags.bad ? 'bad' : tags.good ? 'good' : 'plain';
        const code = options.highlight?.(text, language) ?? escapeHtml(text);
        const file = tags.file ? ` data-file="${escapeHtml(tags.file)}"` : '';
        return `<pre data-language="${escapeHtml(language)}" data-kind="${kind}"${file}><code>${code}</code></pre>\n`;
      },
      codespan({ text }: Tokens.Codespan) {
        const parts = splitPlaceholders(text, options.names);
        return `<code>${parts.map((p) => (typeof p === 'string' ? escapeHtml(p) : named(p.name, p.shown ?? p.name))).join('')}</code>`;
      },
      html({ text }: Tokens.HTML | Tokens.Tag) {
        if (/^<\/?kbd>$/.test(text.trim())) return text;
        if (!/^\s*<!--[\s\S]*-->\s*$/.test(text))
          problem(`Lessons hold no HTML; this is shown as text: ${text.trim()}`);
        else return '';
        return escapeHtml(text);
      },
      link({ href, title, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens as Token[]);
        const lesson = /^lesson:([\w-]+\/[\w-]+)$/.exec(href);
        if (lesson) return `<a href="#" data-lesson="${escapeHtml(lesson[1] as string)}">${text}</a>`;
        if (!/^https:\/\//i.test(href)) {
          problem(`A link leads to https:// or to lesson:<topic>/<lesson>, not to ${href}.`);
          return text;
        }
        return `<a href="${escapeHtml(href)}"${title ? ` title="${escapeHtml(title)}"` : ''}>${text}</a>`;
      },
      image({ text }: Tokens.Image) {
        problem('Lessons hold no images; only the text for those who cannot see them is shown.');
        return escapeHtml(text);
      },
    },
  });
  return marked;
}
