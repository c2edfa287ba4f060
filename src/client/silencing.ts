import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import { isRecord } from '../base/guards.ts';
import { ownValue } from '../base/own.ts';
import type { Catalogue } from '../lessons/types.ts';
import type { ProgressStore } from './progress.ts';
import { type OffState, offStateOf, topicOf } from './ruleLevels.ts';

/** Switching rules off in settings and marking lessons as known, each with the way back. */
export class Silencing {
  readonly #catalogue: Catalogue;
  readonly #progress: ProgressStore;
  readonly #log: vscode.LogOutputChannel;

  constructor(catalogue: Catalogue, progress: ProgressStore, log: vscode.LogOutputChannel) {
    this.#catalogue = catalogue;
    this.#progress = progress;
    this.#log = log;
  }

  /** How many of a lesson's rules are off by the settings. */
  offState(lesson: string): OffState {
    return offStateOf(this.#rulesOf(lesson), currentRules());
  }

  readonly turnRuleOff = async (value: unknown): Promise<void> => {
    const rules = (fields(value, 'rules') ?? [field(value, 'rule')]).filter((id) =>
      this.#catalogue.rules.some((each) => each.id === id),
    ) as string[];
    const turned: { rule: string; level: string | undefined; target: vscode.ConfigurationTarget }[] = [];
    for (const rule of rules) {
      const before = await this.#set(rule, 'off');
      if (before) turned.push({ rule, ...before });
    }
    const [first] = turned;
    if (!first) return;
    const undo = 'Undo';
    const settings = 'Open Settings';
    const where =
      first.target === vscode.ConfigurationTarget.Workspace ? 'in this workspace' : 'in your settings';
    const what = turned.length === 1 ? `${first.rule} is off` : `${turned.length} rules are off`;
    const answer = await vscode.window.showInformationMessage(`${what} ${where}.`, undo, settings);
    if (answer === undo) for (const { rule, level } of turned) await this.#set(rule, level);
    if (answer === settings) await openSettings();
  };

  /** The reverse of `turnRuleOff`, for a rule or for all rules of a lesson. */
  readonly turnRuleOn = async (value: unknown): Promise<void> => {
    const lesson = field(value, 'lesson');
    const rule = field(value, 'rule');
    for (const id of rule ? [rule] : lesson ? this.#rulesOf(lesson) : []) {
      const levels = currentRules();
      if (ownValue(levels, id) === 'off') await this.#set(id, undefined);
      // Off by its topic: the rule's own entry has to win over it.
      else if (ownValue(levels, topicOf(id)) === 'off') {
        await this.#set(id, this.#catalogue.rules.find((each) => each.id === id)?.severity);
      }
    }
  };

  readonly knowLesson = async (value: unknown): Promise<void> => {
    const lesson = field(value, 'lesson');
    if (!lesson) return;
    await this.#progress.mark(lesson, 'known', true);
    const undo = 'Undo';
    const title = this.#catalogue.lessons.find((each) => each.id === lesson)?.title ?? lesson;
    const answer = await vscode.window.showInformationMessage(
      `Hints of “${title}” are no longer shown to you.`,
      undo,
    );
    if (answer === undo) await this.#progress.mark(lesson, 'known', false);
  };

  /** The reverse of `knowLesson`. */
  readonly forgetLesson = async (value: unknown): Promise<void> => {
    const lesson = field(value, 'lesson');
    if (lesson) await this.#progress.mark(lesson, 'known', false);
  };

  #rulesOf(lesson: string): readonly string[] {
    return this.#catalogue.lessons.find((each) => each.id === lesson)?.rules ?? [];
  }

  /** Sets a rule's level where it is set, else in the workspace. @returns what was there before */
  async #set(
    rule: string,
    level: string | undefined,
  ): Promise<{ level: string | undefined; target: vscode.ConfigurationTarget } | undefined> {
    const configuration = vscode.workspace.getConfiguration('hindsight');
    const { workspaceValue, globalValue } = configuration.inspect<unknown>('rules') ?? {};
    const hasFolder = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
    const isGlobal = level === undefined && !has(workspaceValue, rule) && has(globalValue, rule);
    const target =
      hasFolder && !isGlobal ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    const value = target === vscode.ConfigurationTarget.Workspace ? workspaceValue : globalValue;
    if (value !== undefined && !isRecord(value)) {
      const settings = 'Open Settings';
      const answer = await vscode.window.showErrorMessage(
        'The setting "hindsight.rules" must be an object of rule or topic ids and levels. Mend it first.',
        settings,
      );
      if (answer === settings) await openSettings();
      return undefined;
    }
    const { [rule]: before, ...rest } = value ?? {};
    const next = level === undefined ? rest : { ...rest, [rule]: level };
    try {
      await configuration.update('rules', Object.keys(next).length > 0 ? next : undefined, target);
    } catch (error) {
      this.#log.error(`The settings could not be written: ${String(error)}`);
      void vscode.window.showErrorMessage(`Hindsight could not write the settings: ${messageOf(error)}`);
      return undefined;
    }
    return { level: typeof before === 'string' ? before : undefined, target };
  }
}

export async function openSettings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'hindsight.rules');
}

/** The levels that can be read from `hindsight.rules`; the server complains about the others. */
function currentRules(): Record<string, unknown> {
  const value: unknown = vscode.workspace.getConfiguration('hindsight').get('rules');
  return isRecord(value) ? value : {};
}

function has(value: unknown, key: string): boolean {
  return isRecord(value) && Object.hasOwn(value, key);
}

/** A string of a command's argument; items of our views carry the same fields. */
function fields(value: unknown, key: string): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = ownValue(value as Record<string, unknown>, key);
  return Array.isArray(found) ? found : undefined;
}

function field(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = ownValue(value as Record<string, unknown>, key);
  return typeof found === 'string' ? found : undefined;
}
