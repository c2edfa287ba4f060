import * as vscode from 'vscode';
import { isRange } from '../base/range.ts';
import type { Catalogue } from '../lessons/types.ts';
import { linkTo, parseLink } from './lessonLink.ts';
import type { LessonOpener } from './openLesson.ts';

interface LinksOptions {
  readonly catalogue: Catalogue;
  readonly opener: LessonOpener;
  /** `<publisher>.<name>`. */
  readonly extension: string;
  /** The lesson that the panel shows. */
  readonly shown: () => string | undefined;
  readonly log: vscode.LogOutputChannel;
}

/** Links of the editor's own scheme: following them, and copying them. */
export class Links implements vscode.UriHandler {
  readonly #options: LinksOptions;

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  /** The link to a lesson, as it works in this editor. */
  of(lesson: string): string {
    return linkTo(vscode.env.uriScheme, this.#options.extension, 'lesson', lesson);
  }

  readonly handleUri = async (uri: vscode.Uri): Promise<void> => {
    const { opener, log } = this.#options;
    const target = parseLink(uri.path, uri.query);
    if (!target) {
      log.warn(`A link leads to no lesson: ${JSON.stringify(uri.path.slice(0, 200))}.`);
      await opener.offerOthers('This link leads to no lesson.');
      return;
    }
    if (target.kind !== 'place') {
      await opener.open({ [target.kind]: target.id });
      return;
    }
    const { query } = target;
    const [startLine, startCharacter, endLine, endCharacter] = (
      /^(\d+):(\d+)-(\d+):(\d+)$/.exec(query.get('at') ?? '')?.slice(1) ?? []
    ).map(Number);
    const range = {
      start: { line: startLine, character: startCharacter },
      end: { line: endLine, character: endCharacter },
    };
    const named = {
      lesson: query.get('lesson'),
      rule: query.get('rule'),
      uri: this.#place(query.get('uri')),
    };
    const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
    await opener.open({ ...given, ...(isRange(range) ? { range } : {}) });
  };

  /** Copies the link to a lesson: the one that an entry of a view stands for, or the one that the panel shows. */
  readonly copy = async (argument?: unknown): Promise<void> => {
    const { catalogue, opener, shown } = this.#options;
    const named = (argument as { lesson?: unknown } | undefined)?.lesson;
    const id = typeof named === 'string' ? named : shown();
    const lesson = catalogue.lessons.find((each) => each.id === id);
    if (!lesson) {
      await opener.offerOthers('Open a lesson first; its link is copied then.');
      return;
    }
    await vscode.env.clipboard.writeText(this.of(lesson.id));
    vscode.window.setStatusBarMessage('Link copied', 3_000);
  };

  /** A file that a link names is read only where the reader has it open or in the workspace. */
  #place(value: string | null): string | null {
    if (value === null) return null;
    try {
      const uri = vscode.Uri.parse(value, true);
      const isOpen = vscode.workspace.textDocuments.some((each) => each.uri.toString() === uri.toString());
      return isOpen || vscode.workspace.getWorkspaceFolder(uri) ? value : null;
    } catch {
      // An address that is none names no file.
      return null;
    }
  }
}
