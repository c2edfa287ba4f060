import type { FromPanel, KeptState } from '../protocol/panel.ts';

/** The page's line to its host. */

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function send(message: FromPanel): void {
  api.postMessage(message);
}

export function kept(): KeptState {
  const state = api.getState();
  return typeof state === 'object' && state !== null ? (state as KeptState) : {};
}

export function keep(change: Partial<KeptState>): void {
  api.setState({ ...kept(), ...change });
}
