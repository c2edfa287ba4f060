export { asyncExports, isAsyncImport } from './asyncExports.ts';
export { cleanupFix, freeName, handlerNames, hoist, statementAround } from './cleanupFix.ts';
export { CleanupWork, type Handle, handleOf, isPath, RELEASES } from './cleanups.ts';
export {
  type Component,
  components,
  type Effect,
  functionBehind,
  functionName,
  type State,
} from './component.ts';
export {
  addCallToCleanup,
  addToCleanup,
  bodyIndent,
  indentAt,
  indentedText,
  indentUnit,
  insertAtEnd,
  lineBreak,
  prependToBody,
  reindent,
  wholeLines,
} from './edits.ts';
export { isEventWork } from './eventWork.ts';
export { Guards } from './guards.ts';
export {
  argumentsOf,
  bare,
  calleeName,
  EFFECT_WORDS,
  importSource,
  isAsync,
  propertyName,
  REACT_LANGUAGES,
  reactHook,
  textOf,
} from './hooks.ts';
export {
  identityOf,
  isFresh,
  type Listener,
  listenerOf,
  literalOf,
  optionOf,
  type Sameness,
  sameness,
} from './identity.ts';
export { listenerLeaks } from './listeners.ts';
export { isPure } from './purity.ts';
export { importEdits, removeStatement, statementOf } from './refactor.ts';
export { fixFor, isQuery, type Part } from './removalFix.ts';
export { type Resource, type ResourceKind, resourcesOf, timerName } from './resources.ts';
export { moduleKey, resolveSpecifier } from './specifiers.ts';
export {
  changingDeps,
  isChanging,
  isChangingBinding,
  isOfRender,
  readsChanging,
  rootIdentifier,
  type Stability,
  short,
  stabilityOf,
  stabilityOfExpression,
  stateOfSetter,
  stateOfValue,
  uses,
} from './stability.ts';
export { againOf, listed, ownerWords, secondRun } from './tell.ts';
export { callsWithin, isEndlessLoop, isLateWrite, isPolling, stopsLoop } from './timers.ts';
export { type Action, type Cleanup, type Frame, type Trace, traceOf, traces, type When } from './trace.ts';
export {
  isLiteralValue,
  type StateWrite,
  type StateWrites,
  stateWritesOf,
  uncoveredReads,
} from './writes.ts';
