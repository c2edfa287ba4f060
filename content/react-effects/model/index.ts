export { asyncExports, isAsyncImport } from './asyncExports.ts';
export { cleanupFix } from './cleanupFix.ts';
export { CleanupWork, handleOf } from './cleanups.ts';
export { type Component, components, type Effect, functionBehind, type State } from './component.ts';
export { bodyIndent, indentAt, indentedText, indentUnit, lineBreak, reindent, wholeLines } from './edits.ts';
export { isEventWork } from './eventWork.ts';
export { Guards } from './guards.ts';
export {
  argumentsOf,
  bare,
  calleeName,
  EFFECT_WORDS,
  isAsync,
  propertyName,
  REACT_LANGUAGES,
  reactHook,
  textOf,
} from './hooks.ts';
export { isFresh, type Listener, listenerOf, optionOf, type Sameness, sameness } from './identity.ts';
export { listenerLeaks } from './listeners.ts';
export { importEdits, removeStatement, statementOf } from './refactor.ts';
export { fixFor, isQuery, type Part } from './removalFix.ts';
export { type Resource, resourcesOf } from './resources.ts';
export {
  changingDeps,
  isChanging,
  isChangingBinding,
  isOfRender,
  rootIdentifier,
  short,
  stabilityOf,
  stateOfSetter,
  stateOfValue,
  uses,
} from './stability.ts';
export { againOf, listed, ownerWords, secondRun } from './stepWords.ts';
export { callsWithin, isEndlessLoop, isLateWrite, isPolling, stopsLoop } from './timers.ts';
export { type Action, type Trace, traceOf } from './trace.ts';
export {
  isLiteralValue,
  type StateWrite,
  type StateWrites,
  stateWritesOf,
  uncoveredReads,
} from './writes.ts';
