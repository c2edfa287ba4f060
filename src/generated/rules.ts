// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.
import type { About, Rule } from '../engine/index.ts';
import reactEffectsEffectAsyncCallback from '../../content/react-effects/late-answer/effect-async-callback.ts';
import reactEffectsEffectStaleResponse from '../../content/react-effects/late-answer/effect-stale-response.ts';
import reactEffectsEffectCleanupMismatch from '../../content/react-effects/unsubscribe/effect-cleanup-mismatch.ts';
import reactEffectsEffectMissingCleanup from '../../content/react-effects/unsubscribe/effect-missing-cleanup.ts';
import reactEffectsEffectChain from '../../content/react-effects/compute-not-store/effect-chain.ts';
import reactEffectsEffectDerivedState from '../../content/react-effects/compute-not-store/effect-derived-state.ts';
import reactEffectsEffectResetOnPropChange from '../../content/react-effects/key-resets/effect-reset-on-prop-change.ts';
import reactEffectsEffectDepsSuppressed from '../../content/react-effects/closures-and-dependencies/effect-deps-suppressed.ts';
import reactEffectsEffectSelfTrigger from '../../content/react-effects/closures-and-dependencies/effect-self-trigger.ts';
import reactEffectsEffectStaleClosure from '../../content/react-effects/closures-and-dependencies/effect-stale-closure.ts';
import reactEffectsEffectUnstableDep from '../../content/react-effects/closures-and-dependencies/effect-unstable-dep.ts';
import reactEffectsEffectEventLogic from '../../content/react-effects/event-or-effect/effect-event-logic.ts';
import reactEffectsManyEffects from '../../content/react-effects/five-effects/many-effects.ts';

/** All rules, in the order of their lessons. */
export const rules: readonly Rule[] = [
  { ...reactEffectsEffectAsyncCallback, id: 'react-effects/effect-async-callback', topic: 'react-effects', lesson: 'react-effects/late-answer' },
  { ...reactEffectsEffectStaleResponse, id: 'react-effects/effect-stale-response', topic: 'react-effects', lesson: 'react-effects/late-answer' },
  { ...reactEffectsEffectCleanupMismatch, id: 'react-effects/effect-cleanup-mismatch', topic: 'react-effects', lesson: 'react-effects/unsubscribe' },
  { ...reactEffectsEffectMissingCleanup, id: 'react-effects/effect-missing-cleanup', topic: 'react-effects', lesson: 'react-effects/unsubscribe' },
  { ...reactEffectsEffectChain, id: 'react-effects/effect-chain', topic: 'react-effects', lesson: 'react-effects/compute-not-store' },
  { ...reactEffectsEffectDerivedState, id: 'react-effects/effect-derived-state', topic: 'react-effects', lesson: 'react-effects/compute-not-store' },
  { ...reactEffectsEffectResetOnPropChange, id: 'react-effects/effect-reset-on-prop-change', topic: 'react-effects', lesson: 'react-effects/key-resets' },
  { ...reactEffectsEffectDepsSuppressed, id: 'react-effects/effect-deps-suppressed', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectSelfTrigger, id: 'react-effects/effect-self-trigger', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectStaleClosure, id: 'react-effects/effect-stale-closure', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectUnstableDep, id: 'react-effects/effect-unstable-dep', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectEventLogic, id: 'react-effects/effect-event-logic', topic: 'react-effects', lesson: 'react-effects/event-or-effect' },
  { ...reactEffectsManyEffects, id: 'react-effects/many-effects', topic: 'react-effects', lesson: 'react-effects/five-effects' },
];

/** What the lessons are about, in their order. */
export const abouts: readonly About[] = [
  {
    lesson: 'react-effects/late-answer',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    query: `; An effect that goes on when an answer has arrived: fetchUser(userId).then(…)
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments
    . (arrow_function body: (statement_block (expression_statement (call_expression
      function: (member_expression
        object: (call_expression function: [
          (identifier) @call
          (member_expression object: (identifier)) @call
          (member_expression object: (call_expression function: [
            (identifier) @call
            (member_expression object: (identifier)) @call
            (member_expression object: (call_expression function: [
              (identifier) @call
              (member_expression object: (identifier)) @call
            ]))
          ]))
        ])
        property: (property_identifier) @_then)))))
    . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_then "^(then|catch|finally)$")) @at

; The setter that gets the answer: fetchUser(userId).then(setUser)
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function body: (statement_block (expression_statement (call_expression
    function: (member_expression object: (call_expression) property: (property_identifier) @_then)
    arguments: (arguments . [
      (identifier) @setter
      (arrow_function body: (call_expression function: (identifier) @setter))
      (arrow_function body: (statement_block (expression_statement (call_expression function: (identifier) @setter))))
    ]))))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#eq? @_then "then")
  (#match? @setter "^set[A-Z]")) @at

; The same in an async function: async function load() { … }
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments
    . (arrow_function body: (statement_block [
      (function_declaration "async" name: (identifier) @call)
      (lexical_declaration (variable_declarator name: (identifier) @call value: (arrow_function "async")))
      (expression_statement (call_expression function: (parenthesized_expression (arrow_function "async"))))
    ]))
    . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at

; An effect that is async itself.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function "async") . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at`,
  },
  {
    lesson: 'react-effects/unsubscribe',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    query: `; An effect that adds a listener.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function body: (statement_block (expression_statement (call_expression
    function: (member_expression object: (_) @target property: (property_identifier) @call)
    arguments: (arguments . (string) @event . [(identifier) @handler (_)]))))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @call "^(addEventListener|addListener|on)$")) @at

; An effect that keeps a timer, a subscription, a connection or an observer, or returns its release.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function body: (statement_block [
    (lexical_declaration (variable_declarator value: (call_expression function: (_) @call)))
    (lexical_declaration (variable_declarator value: (new_expression constructor: (identifier) @call)))
    (return_statement (call_expression function: (_) @call))
  ])))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @call "^((window|globalThis)\\\\.)?(setInterval|setTimeout|matchMedia|requestAnimationFrame)$|(^|\\\\.)(subscribe|watch|listen|on[A-Z]\\\\w*)$|^(WebSocket|EventSource|BroadcastChannel|\\\\w+Observer)$")) @at`,
  },
  {
    lesson: 'react-effects/compute-not-store',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    query: `; An effect that writes a state at once, from what it depends on.
(_
  name: (identifier) @component
  body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(call_expression) (member_expression) (template_string) (binary_expression) (ternary_expression)] @value)))))
        . (array . (identifier) @dep))) @at))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]")
  (#not-match? @setter "^set(Timeout|Interval|Immediate)$"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(call_expression) (member_expression) (template_string) (binary_expression) (ternary_expression)] @value)))))
        . (array . (identifier) @dep))) @at)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]")
  (#not-match? @setter "^set(Timeout|Interval|Immediate)$"))

; A value that is computed while rendering, and cached.
(variable_declarator
  name: (identifier) @state
  value: (call_expression
    function: [(identifier) (member_expression)] @_memo
    arguments: (arguments . (arrow_function body: [(call_expression) (member_expression) (statement_block)] @value)
      . (array . (identifier) @dep)?))
  (#match? @_memo "^(React\\\\.)?useMemo$")) @at`,
  },
  {
    lesson: 'react-effects/key-resets',
    languages: ['typescriptreact', 'javascriptreact', 'javascript'],
    query: `; A component that is told by its key whose it is: <Profile key={userId} … />
(jsx_self_closing_element
  name: (identifier) @component
  attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @dep))
  (#match? @component "^[A-Z]")
  (#eq? @_key "key")
  (#match? @dep "([iI]d|ID|[sS]lug|[uU]ser|[kK]ey)$")) @at

(jsx_element
  open_tag: (jsx_opening_element
    name: (identifier) @component
    attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @dep)))
  (#match? @component "^[A-Z]")
  (#eq? @_key "key")
  (#match? @dep "([iI]d|ID|[sS]lug|[uU]ser|[kK]ey)$")) @at`,
  },
  {
    lesson: 'react-effects/key-resets',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    query: `; An effect that empties state: setText('')
(_
  name: (identifier) @component
  body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block . (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(string) (null) (undefined) (false) (array) (number)] .)))))
        . (array . (identifier) @dep))) @at))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block . (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(string) (null) (undefined) (false) (array) (number)] .)))))
        . (array . (identifier) @dep))) @at)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]"))`,
  },
  {
    lesson: 'react-effects/closures-and-dependencies',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    query: `; The dependencies of an effect.
(_
  name: (identifier) @component
  body: (statement_block (expression_statement (call_expression
    function: [(identifier) (member_expression)] @hook
    arguments: (arguments . (_) . (array . (identifier)? @dep) @at))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement (call_expression
    function: [(identifier) (member_expression)] @hook
    arguments: (arguments . (_) . (array . (identifier)? @dep) @at)))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

; A function that an effect may call without listing it.
(variable_declarator
  name: (identifier) @callback
  value: (call_expression function: [(identifier) (member_expression)] @_event)
  (#match? @_event "^(React\\\\.)?useEffectEvent$")) @at

; A functional update: setSeconds((previous) => previous + 1)
(call_expression
  function: (identifier) @setter
  arguments: (arguments . (arrow_function) .)
  (#match? @setter "^set[A-Z]")
  (#not-match? @setter "^set(Timeout|Interval|Immediate)$")) @at

; The lint rule for dependencies, switched off.
((comment) @at (#match? @at "exhaustive-deps|useExhaustiveDependencies"))`,
  },
  {
    lesson: 'react-effects/event-or-effect',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    query: `; An effect that acts when a flag is up: if (submitted) { … }
(_
  name: (identifier) @component
  body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments . (arrow_function body: (statement_block . (if_statement
        condition: (parenthesized_expression (identifier) @state)
        consequence: (statement_block . (expression_statement (call_expression function: (_) @call)))))))) @at))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments . (arrow_function body: (statement_block . (if_statement
        condition: (parenthesized_expression (identifier) @state)
        consequence: (statement_block . (expression_statement (call_expression function: (_) @call)))))))) @at)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

; A handler of something that a person did.
(function_declaration
  name: (identifier) @handler
  (#match? @handler "^(handle[A-Z]|on(Submit|Save|Send|Buy|Delete|Click)$)")) @at

(variable_declarator
  name: (identifier) @handler
  value: [(arrow_function) (function_expression)]
  (#match? @handler "^(handle[A-Z]|on(Submit|Save|Send|Buy|Delete|Click)$)")) @at`,
  },
  {
    lesson: 'react-effects/five-effects',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    query: `; A component or a hook with at least three effects.
(function_declaration
  name: (identifier) @component
  body: (statement_block
    (expression_statement (call_expression function: [(identifier) (member_expression)] @hook))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_second))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_third)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_second "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_third "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block
    (expression_statement (call_expression function: [(identifier) (member_expression)] @hook))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_second))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_third))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_second "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_third "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at

; A value that is read from a store outside React.
(variable_declarator
  name: (identifier) @state
  value: (call_expression function: [(identifier) (member_expression)] @_store)
  (#match? @_store "^(React\\\\.)?useSyncExternalStore$")) @at

; Any effect at all, for those that no other lesson is about.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . [(arrow_function) (function_expression)] . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at`,
  },
];
