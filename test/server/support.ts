/** A language server in this process, over streams as in the editor, with rules made for these tests. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  type CodeAction,
  type CodeActionContext,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { applyEdits, type Document, LineIndex, type Rule } from '../../src/engine/index.ts';
import type { Catalogue } from '../../src/lessons/types.ts';
import {
  HINTS,
  type HintsParams,
  type InitOptions,
  PROBLEMS,
  type ProblemsParams,
  READ_FILE,
  type ReadFileParams,
  type ReadFileResult,
} from '../../src/protocol/server.ts';
import type { Content } from '../../src/server/host.ts';
import { startSession } from '../../src/server/session.ts';

const LANGUAGES = ['typescriptreact', 'typescript', 'javascript'];

function rule(
  id: string,
  lesson: string,
  definition: Partial<Rule> & Pick<Rule, 'check' | 'looksFor'>,
): Rule {
  return {
    id: `demo/${id}`,
    topic: 'demo',
    lesson: `demo/${lesson}`,
    title: `Title of ${id}`,
    languages: LANGUAGES,
    severity: 'warning',
    fix: 'none',
    messages: {},
    ...definition,
  };
}

/** Finds calls of `danger(` and can make them `safe(`. */
const noDanger = rule('no-danger', 'first', {
  looksFor: ['danger('],
  fix: 'safe',
  messages: { found: '`{callee}` is dangerous.' },
  steps: {
    found: [
      { text: '`{callee}` is called.', at: 'hint' },
      { text: 'It is given `{given}`.', at: 'given', when: 'given' },
      'Nobody knows what happens then.',
    ],
  },
  *check(doc: Document) {
    for (const match of doc.text.matchAll(/danger\(/g)) {
      const at = { start: match.index, end: match.index + 'danger'.length };
      yield {
        at,
        message: 'found',
        names: { callee: 'danger' },
        words: { given: doc.text[at.end + 1] === ')' ? undefined : doc.text[at.end + 1] },
        places: { given: { start: at.end + 1, end: at.end + 2 } },
        fixes: [
          { title: 'Call safe instead', kind: 'safe', edits: [{ ...at, newText: 'safe' }] },
          { title: 'Call unsure instead', kind: 'suggested', edits: [{ ...at, newText: 'unsure' }] },
        ],
      };
    }
  },
});

/** Throws on texts that hold `boom`. */
const throws = rule('throws', 'second', {
  looksFor: ['boom'],
  // biome-ignore lint/correctness/useYield: it throws before it could.
  *check() {
    throw new Error('this rule is broken');
  },
});

/** Finds calls of functions that another file marks with `@slow`. */
const slowCall = rule('slow-call', 'second', {
  looksFor: ['use'],
  collectsFor: ['@slow'],
  messages: { found: '`{callee}` is slow.' },
  collect(doc: Document) {
    const marked = [...doc.text.matchAll(/@slow\s*\*\/\s*export function (\w+)/g)];
    return Object.fromEntries(
      marked.map((match) => [match[1], { start: match.index, end: match.index + match[0].length }]),
    );
  },
  *check(doc: Document, facts) {
    for (const match of doc.text.matchAll(/\b(use\w+)\(/g)) {
      const callee = match[1] as string;
      for (const { uri, value } of facts.get(callee)) {
        if (uri === doc.uri) continue;
        const place = value as { start: number; end: number };
        yield {
          at: { start: match.index, end: match.index + callee.length },
          message: 'found',
          names: { callee },
          related: [{ uri, ...place, message: '`{callee}` is marked here.' }],
        };
      }
    }
  },
});

const lesson = (id: string, title: string) => ({
  id: `demo/${id}`,
  topic: 'demo',
  title,
  summary: `About *${id}* [things](x).`,
  minutes: 3,
  level: 'beginner' as const,
  needs: [],
  rules: [],
  names: {},
  sources: [],
  hasQuiz: false,
  hasPractice: false,
});

const catalogue: Catalogue = {
  topics: [
    {
      id: 'demo',
      title: 'Demo',
      summary: '',
      icon: 'book',
      lessons: ['demo/first', 'demo/second'],
      files: [],
    },
  ],
  lessons: [lesson('first', 'First lesson'), lesson('second', 'Second lesson')],
  rules: [],
};

export const content: Content = {
  rules: [noDanger, throws, slowCall],
  abouts: [
    {
      lesson: 'demo/second',
      languages: LANGUAGES,
      query: '(call_expression function: (identifier) @callee) @at',
    },
    {
      lesson: 'demo/first',
      languages: LANGUAGES,
      query: '(call_expression function: (identifier) @callee) @at',
    },
    {
      lesson: 'demo/first',
      languages: LANGUAGES,
      query: '(function_declaration name: (identifier) @name) @at',
    },
  ],
  wells: [],
  catalogue,
};

const require = createRequire(import.meta.url);
const wasm = (file: string) =>
  readFile(
    file === 'web-tree-sitter.wasm'
      ? require.resolve(`web-tree-sitter/${file}`)
      : require.resolve(`@vscode/tree-sitter-wasm/wasm/${file}`),
  );

/** A client of the server under test. */
export class TestClient {
  readonly connection: ProtocolConnection;
  readonly diagnostics = new Map<string, Diagnostic[]>();
  readonly hints = new Map<string, HintsParams>();
  readonly problems: string[][] = [];
  readonly logged: string[] = [];
  /** Files that only the client can read. */
  readonly files = new Map<string, Uint8Array>();
  readonly #texts = new Map<string, { text: string; version: number; languageId: string }>();
  readonly #disposals: (() => void)[] = [];

  constructor(own: Content = content) {
    const up = new PassThrough();
    const down = new PassThrough();
    const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
    startSession(
      server,
      {
        readAsset: wasm,
        readFile: (uri) => (uri.startsWith('file:') ? readFile(fileURLToPath(uri)) : undefined),
      },
      own,
    );
    this.connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      (params: { uri: string; diagnostics: Diagnostic[] }) => {
        this.diagnostics.set(params.uri, params.diagnostics);
      },
    );
    this.connection.onNotification(HINTS, (params: HintsParams) => void this.hints.set(params.uri, params));
    this.connection.onNotification(
      PROBLEMS,
      (params: ProblemsParams) => void this.problems.push(params.problems),
    );
    this.connection.onNotification(
      'window/logMessage',
      (params: { message: string }) => void this.logged.push(params.message),
    );
    this.connection.onRequest(READ_FILE, ({ uri }: ReadFileParams): ReadFileResult => {
      const bytes = this.files.get(uri);
      return bytes ? { base64: Buffer.from(bytes).toString('base64') } : { reason: 'no such file' };
    });
    this.connection.listen();
    this.#disposals.push(() => {
      this.connection.dispose();
      server.dispose();
      up.destroy();
      down.destroy();
    });
  }

  async start(options: Partial<InitOptions> = {}): Promise<this> {
    const initializationOptions: InitOptions = {
      settings: { rules: {}, known: [] },
      linkBase: 'vscode://a.b/lesson',
      ...options,
    };
    await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions,
    });
    await this.connection.sendNotification('initialized', {});
    return this;
  }

  async open(uri: string, text: string, languageId = 'typescriptreact'): Promise<void> {
    this.#texts.set(uri, { text, version: 1, languageId });
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  text(uri: string): string {
    return this.#texts.get(uri)?.text ?? '';
  }

  /** Types: replaces `[start, end)` and tells the server by a range, as editors do. */
  async edit(uri: string, start: number, end: number, newText: string): Promise<void> {
    const held = this.#texts.get(uri);
    if (!held) throw new Error(`${uri} is not open`);
    const lines = new LineIndex(held.text);
    const at = (offset: number) => {
      const { line, column } = lines.positionAt(offset);
      return { line, character: column };
    };
    held.version++;
    const change = { range: { start: at(start), end: at(end) }, text: newText };
    held.text = held.text.slice(0, start) + newText + held.text.slice(end);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: held.version },
      contentChanges: [change],
    });
  }

  /** The hints of a document once the server has seen its newest version. */
  async settled(uri: string): Promise<HintsParams> {
    const { version } = this.#texts.get(uri) ?? { version: 0 };
    return this.until(`the hints of version ${version} of ${uri}`, () => {
      const known = this.hints.get(uri);
      return known?.version === version ? known : undefined;
    });
  }

  async rules(uri: string): Promise<string[]> {
    return (await this.settled(uri)).hints.map((hint) => hint.rule);
  }

  async until<T>(what: string, probe: () => T | undefined | false, timeout = 5000): Promise<T> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const value = probe();
      if (value) return value;
      if (Date.now() > deadline) throw new Error(`waited ${timeout} ms for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The actions at an offset, with the diagnostics there in the request, as editors send them. */
  async actions(uri: string, offset: number, only?: string[]): Promise<CodeAction[]> {
    await this.settled(uri);
    const { line, column } = new LineIndex(this.text(uri)).positionAt(offset);
    const position = { line, character: column };
    const context: CodeActionContext = {
      diagnostics: (this.diagnostics.get(uri) ?? []).filter(({ range }) => range.start.line === line),
      ...(only ? { only } : {}),
    };
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: position, end: position },
      context,
    });
  }

  /** Applies an edit of one open document and tells the server. */
  async apply(edit: WorkspaceEdit | undefined): Promise<void> {
    for (const change of edit?.documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('not an edit of a text');
      const { uri } = change.textDocument;
      const before = this.text(uri);
      const after = applyTextEdits(before, change.edits as TextEdit[]);
      await this.edit(uri, 0, before.length, after);
    }
  }

  dispose(): void {
    for (const dispose of this.#disposals) dispose();
  }
}

export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex(text);
  const offset = ({ line, character }: TextEdit['range']['start']) =>
    lines.offsetAt({ line, column: character });
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText })),
  );
}
