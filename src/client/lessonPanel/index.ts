import type { HintsParams } from '../../protocol/server.ts';
import type { LessonPanelDeps, LessonRequest } from './types.ts';

/** The lesson panel: opens, follows the reader's code, and is restored after a reload. */
export class LessonPanels {
  constructor(_deps: LessonPanelDeps) {}

  async show(_request: LessonRequest): Promise<void> {}

  onHints(_params: HintsParams): void {}

  dispose(): void {}
}
