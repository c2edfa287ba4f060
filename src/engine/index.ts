export { applyEdits, LineIndex, type Position, type TextChange } from '../base/text.ts';
export { Checker, type CheckerOptions, type CheckResult } from './check.ts';
export { isCommentAlone } from './comments.ts';
export { inWorkspace, isGenerated } from './context.ts';
export { Document } from './document.ts';
export {
  type Example,
  type ExampleSearch,
  findExamples,
  type GoodForm,
  mayHaveExamples,
} from './examples.ts';
export { type Fact, FactStore, type FactsView, factKey, noFacts } from './facts.ts';
export { chooseFixes, fixAll } from './fix.ts';
export { type FindingPart, type GroupMeta, grouped, type HintGroup } from './group.ts';
export type { KindData, KindLanguage, LineEntry, ReadParserFile, Unread } from './kind.ts';
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
export { kindOf, languageById, languageOfPath, languages, ownIdOf } from './languages.ts';
export { fillMessage } from './message.ts';
export { defineModel, type Model } from './model.ts';
export { type Binding, isFunction, type Scope } from './parsers/javascript/bindings.ts';
export { syntax } from './parsers/javascript/lift.ts';
export { SyntaxNode } from './parsers/javascript/node.ts';
export { Scopes, scopes } from './parsers/javascript/scopes.ts';
export { syntaxTree } from './parsers/treeSitter.ts';
export { mayHoldYaml } from './parsers/yaml/places.ts';
export { codesOf, only, type Peer } from './peers.ts';
export {
  defineRule,
  type FactCollector,
  type FileFacts,
  type Finding,
  type Rule,
  type RuleDefinition,
  readsFacts,
} from './rule.ts';
export { levelOf, lower, parseRuleSettings, type RuleLevel, type RuleSettings } from './settings.ts';
export { findSightings, mayHoldSubject, type Subject } from './sightings.ts';
export { type Disable, disables } from './silence.ts';
export { stepGaps, tellSteps } from './steps.ts';
export type {
  Edit,
  Fix,
  FixKind,
  Hint,
  Note,
  Related,
  Severity,
  Sighting,
  Span,
  Step,
  Steps,
  StepTemplate,
  Story,
} from './types.ts';
