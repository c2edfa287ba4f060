import * as vscode from 'vscode';
import { isPosition } from '../base/range.ts';
import type { PictureParams, PictureResult } from '../protocol/server.ts';
import type { LessonRequest } from './lessonPanel/types.ts';

interface ShowPictureOptions {
  readonly picture: (params: PictureParams) => Promise<PictureResult>;
  readonly show: (request: LessonRequest) => Promise<void>;
}

/** The commands that open a lesson at the picture of what stands at the cursor. */
export class ShowPicture {
  readonly #options: ShowPictureOptions;

  constructor(options: ShowPictureOptions) {
    this.#options = options;
  }

  /** *Where Does This Service Lead?* May be passed on unbound. */
  readonly callPath = async (argument?: unknown): Promise<void> => {
    const at = placeOf(argument);
    const { paths = [], object } = at ? await this.#options.picture(at) : {};
    const [path] = paths;
    if (!at || !path || !object) {
      void vscode.window.showInformationMessage(
        'Put the cursor into a Service, an Ingress or an HTTPRoute, then try again.',
      );
      return;
    }
    const { service, namespace } = path;
    const names = { service, namespace, host: `${service}.${namespace}.svc.cluster.local` };
    await this.#options.show({
      lesson: 'kubernetes-services/five-parts',
      place: { uri: at.uri, range: object.range, names },
      picture: true,
    });
  };

  /** *What This Container May Do*. May be passed on unbound. */
  readonly container = async (argument?: unknown): Promise<void> => {
    const at = placeOf(argument);
    const { container } = at ? await this.#options.picture(at) : {};
    if (!at || !container) {
      void vscode.window.showInformationMessage(
        'Put the cursor into a container of a pod, a service of a Compose file or a Dockerfile, then try again.',
      );
      return;
    }
    // For an image without a name the lesson keeps the example's name.
    const names: Record<string, string> =
      container.source === 'dockerfile' ? {} : { service: container.name };
    await this.#options.show({
      lesson: 'docker-isolation/fifty-tenants',
      place: { ...container.at, names },
      picture: true,
    });
  };
}

/** The place that an argument names, else the one at the cursor. */
function placeOf(argument: unknown): PictureParams | undefined {
  if (typeof argument === 'object' && argument !== null) {
    const { uri, position } = argument as { uri?: unknown; position?: unknown };
    if (typeof uri === 'string' && isPosition(position)) return { uri, position };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
