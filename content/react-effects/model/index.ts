export {
  type Component,
  components,
  type Effect,
  functionBehind,
  functionName,
  type State,
} from './component.ts';
export {
  addToCleanup,
  bodyIndent,
  indentAt,
  indentUnit,
  insertAtEnd,
  lineBreak,
  prependToBody,
  reindent,
  wholeLines,
} from './edits.ts';
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
export { type Action, type Cleanup, type Frame, type Trace, traceOf, traces, type When } from './trace.ts';
