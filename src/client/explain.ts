import * as vscode from 'vscode';
import type { Catalogue } from '../lessons/types.ts';
import { COMMANDS } from '../protocol/server.ts';
import { type HintStore, toVsRange } from './hints.ts';
import type { OtherTools } from './otherTools.ts';

/** Offers *Open lesson* at the diagnostics of other tools that one of our lessons explains. */
export function explainOtherTools(
  catalogue: Catalogue,
  tools: OtherTools,
  hints: HintStore,
  languages: readonly string[],
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions(document, _range, context) {
      const actions = new Map<string, vscode.CodeAction>();
      const ours = hints.of(document.uri.toString())?.hints ?? [];
      for (const diagnostic of context.diagnostics) {
        if (diagnostic.source === 'Hindsight') continue;
        const found = ours
          .filter((hint) => toVsRange(hint.range).intersection(diagnostic.range))
          .flatMap((hint) => hint.members ?? [hint.rule]);
        const rule = tools.explained(diagnostic, found);
        const lesson = rule && catalogue.lessons.find((each) => each.id === rule.lesson);
        if (!rule || !lesson) continue;
        const { start, end } = diagnostic.range;
        const known = actions.get(lesson.id);
        if (known) {
          known.diagnostics = [...(known.diagnostics ?? []), diagnostic];
          continue;
        }
        const action = new vscode.CodeAction(`Open lesson: ${lesson.title}`, vscode.CodeActionKind.QuickFix);
        action.diagnostics = [diagnostic];
        action.command = {
          title: 'Open lesson',
          command: COMMANDS.openLesson,
          arguments: [
            {
              lesson: lesson.id,
              rule: rule.id,
              uri: document.uri.toString(),
              range: {
                start: { line: start.line, character: start.character },
                end: { line: end.line, character: end.character },
              },
            },
          ],
        };
        actions.set(lesson.id, action);
      }
      return [...actions.values()];
    },
  };
  return vscode.languages.registerCodeActionsProvider([...languages], provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}
