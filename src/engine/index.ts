export { applyEdits, LineIndex } from '../base/text.ts';
export { Checker, type CheckerOptions } from './check.ts';
export { isCommentAlone } from './comments.ts';
export { inWorkspace, isGenerated } from './context.ts';
export { Document } from './document.ts';
export { type ExampleSearch, findExamples, type GoodForm, mayHaveExamples } from './examples.ts';
export { FactStore, type FactsView } from './facts.ts';
export { fixAll } from './fix.ts';
export { grouped, type HintGroup } from './group.ts';
export type { KindLanguage, ReadParserFile } from './kind.ts';
export {
  firstSyntaxError,
  isTemplate,
  kindAtWork,
  mentionFinder,
  needsPreparing,
  parsersFor,
  prepareLanguage,
  unreadParts,
} from './kinds.ts';
export { isBinaryText, kindOf, languageOfPath, languages, ownIdOf } from './languages.ts';
export { defineModel } from './model.ts';
export { type Binding, isFunction } from './parsers/javascript/bindings.ts';
export { syntax } from './parsers/javascript/lift.ts';
export { SyntaxNode } from './parsers/javascript/node.ts';
export { Scopes, scopes } from './parsers/javascript/scopes.ts';
export { syntaxTree } from './parsers/treeSitter.ts';
export { codesOf, only, type Peer } from './peers.ts';
export {
  defineRule,
  type FactCollector,
  type FileFacts,
  type Finding,
  type Rule,
  type RuleDefinition,
} from './rule.ts';
export { lower, parseRuleSettings } from './settings.ts';
export { findSightings, mayHoldSubject, type Subject } from './sightings.ts';
export { type Disable, disables } from './silence.ts';
export { describeSteps, stepGaps } from './steps.ts';
export type { Edit, Fix, Hint, Related, Severity, Sighting, Span, Steps, StepTemplate } from './types.ts';
