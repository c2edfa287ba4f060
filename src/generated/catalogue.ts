// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.
import type { Catalogue, WalkthroughMeta } from '../lessons/types.ts';

/** Everything known of the built-in pack without loading a lesson. */
export const catalogue: Catalogue = {
  "topics": [
    {
      "id": "react-effects",
      "title": "React effects",
      "summary": "What an effect is for, why the previous user's name stood there for a moment, and how a component with five effects is taken apart.",
      "icon": "sync",
      "lessons": [
        "react-effects/late-answer",
        "react-effects/unsubscribe",
        "react-effects/compute-not-store",
        "react-effects/key-resets",
        "react-effects/closures-and-dependencies",
        "react-effects/event-or-effect",
        "react-effects/five-effects"
      ],
      "files": [
        "**/*.{tsx,jsx}"
      ]
    }
  ],
  "lessons": [
    {
      "id": "react-effects/late-answer",
      "topic": "react-effects",
      "title": "The answer that arrived too late",
      "summary": "A component does not wait. Two requests race, and without a guard the slower one has the last word.",
      "minutes": 6,
      "level": "beginner",
      "needs": [],
      "rules": [
        "react-effects/effect-async-callback",
        "react-effects/effect-stale-response"
      ],
      "names": {
        "component": "Profile",
        "hook": "useEffect",
        "dep": "userId",
        "setter": "setUser",
        "state": "user",
        "call": "fetchUser"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Fetching data",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#fetching-data"
        },
        {
          "title": "React: Synchronizing with Effects",
          "url": "https://react.dev/learn/synchronizing-with-effects#fetching-data"
        },
        {
          "title": "React: useEffect",
          "url": "https://react.dev/reference/react/useEffect#fetching-data-with-effects"
        },
        {
          "title": "React 18 working group: the setState on unmounted component warning is removed",
          "url": "https://github.com/reactwg/react-18/discussions/82"
        },
        {
          "title": "MDN: AbortController.abort()",
          "url": "https://developer.mozilla.org/en-US/docs/Web/API/AbortController/abort"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/unsubscribe",
      "topic": "react-effects",
      "title": "Whoever subscribes must unsubscribe",
      "summary": "React removes what it made. A listener, a timer or a socket is yours, and stays until your cleanup takes it away.",
      "minutes": 5,
      "level": "beginner",
      "needs": [],
      "rules": [
        "react-effects/effect-cleanup-mismatch",
        "react-effects/effect-missing-cleanup"
      ],
      "names": {
        "component": "Profile",
        "hook": "useEffect",
        "event": "'resize'",
        "target": "window",
        "handler": "onResize",
        "call": "addEventListener"
      },
      "sources": [
        {
          "title": "React: Synchronizing with Effects, Add cleanup if needed",
          "url": "https://react.dev/learn/synchronizing-with-effects#step-3-add-cleanup-if-needed"
        },
        {
          "title": "React: useEffect",
          "url": "https://react.dev/reference/react/useEffect#connecting-to-an-external-system"
        },
        {
          "title": "React: StrictMode",
          "url": "https://react.dev/reference/react/StrictMode#fixing-bugs-found-by-re-running-effects-in-development"
        },
        {
          "title": "MDN: EventTarget.removeEventListener()",
          "url": "https://developer.mozilla.org/en-US/docs/Web/API/EventTarget/removeEventListener"
        },
        {
          "title": "HTML Standard: Timers",
          "url": "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/compute-not-store",
      "topic": "react-effects",
      "title": "If you can compute it, do not store it",
      "summary": "A value that follows from others and is kept in state is one render late, every time.",
      "minutes": 6,
      "level": "beginner",
      "needs": [],
      "rules": [
        "react-effects/effect-chain",
        "react-effects/effect-derived-state"
      ],
      "names": {
        "component": "Inbox",
        "hook": "useEffect",
        "dep": "messages",
        "setter": "setUnread",
        "state": "unread",
        "value": "messages.filter((message) => !message.read).length"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Updating state based on props or state",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#updating-state-based-on-props-or-state"
        },
        {
          "title": "React: You Might Not Need an Effect, Chains of computations",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#chains-of-computations"
        },
        {
          "title": "React: Choosing the State Structure",
          "url": "https://react.dev/learn/choosing-the-state-structure#avoid-redundant-state"
        },
        {
          "title": "React: useEffect, Caveats",
          "url": "https://react.dev/reference/react/useEffect#caveats"
        },
        {
          "title": "React: useMemo",
          "url": "https://react.dev/reference/react/useMemo"
        },
        {
          "title": "eslint-plugin-react-hooks: set-state-in-effect",
          "url": "https://react.dev/reference/eslint-plugin-react-hooks/lints/set-state-in-effect"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/key-resets",
      "topic": "react-effects",
      "title": "A new person is a new component: key",
      "summary": "An effect that empties the state for the next person comes one render too late. A key never has the old state at all.",
      "minutes": 4,
      "level": "intermediate",
      "needs": [
        "react-effects/compute-not-store"
      ],
      "rules": [
        "react-effects/effect-reset-on-prop-change"
      ],
      "names": {
        "component": "Comments",
        "hook": "useEffect",
        "dep": "userId",
        "setter": "setText",
        "state": "text"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Resetting all state when a prop changes",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#resetting-all-state-when-a-prop-changes"
        },
        {
          "title": "React: Preserving and Resetting State",
          "url": "https://react.dev/learn/preserving-and-resetting-state#resetting-state-at-the-same-position"
        },
        {
          "title": "React: useEffect",
          "url": "https://react.dev/reference/react/useEffect#parameters"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/closures-and-dependencies",
      "topic": "react-effects",
      "title": "Effects remember: closures and dependencies",
      "summary": "An effect sees the values of the render that started it. The array does not decide when it runs; it says what it reads.",
      "minutes": 6,
      "level": "intermediate",
      "needs": [
        "react-effects/unsubscribe"
      ],
      "rules": [
        "react-effects/effect-deps-suppressed",
        "react-effects/effect-self-trigger",
        "react-effects/effect-stale-closure",
        "react-effects/effect-unstable-dep"
      ],
      "names": {
        "component": "Session",
        "hook": "useEffect",
        "state": "seconds",
        "setter": "setSeconds",
        "dep": "seconds",
        "callback": "saveNow",
        "call": "setInterval"
      },
      "sources": [
        {
          "title": "React: Lifecycle of Reactive Effects",
          "url": "https://react.dev/learn/lifecycle-of-reactive-effects#react-verifies-that-you-specified-every-reactive-value-as-a-dependency"
        },
        {
          "title": "React: Removing Effect Dependencies",
          "url": "https://react.dev/learn/removing-effect-dependencies"
        },
        {
          "title": "React: Separating Events from Effects",
          "url": "https://react.dev/learn/separating-events-from-effects"
        },
        {
          "title": "React: useEffectEvent",
          "url": "https://react.dev/reference/react/useEffectEvent"
        },
        {
          "title": "React 19.2",
          "url": "https://react.dev/blog/2025/10/01/react-19-2"
        },
        {
          "title": "React: useState, set functions",
          "url": "https://react.dev/reference/react/useState#setstate"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/event-or-effect",
      "topic": "react-effects",
      "title": "Event or synchronisation?",
      "summary": "An effect knows what the state is. Only the handler knows what somebody did, and that it happened once.",
      "minutes": 5,
      "level": "intermediate",
      "needs": [
        "react-effects/closures-and-dependencies"
      ],
      "rules": [
        "react-effects/effect-event-logic"
      ],
      "names": {
        "component": "Checkout",
        "hook": "useEffect",
        "state": "submitted",
        "setter": "setSubmitted",
        "call": "post",
        "dep": "basket",
        "handler": "buy"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Sending a POST request",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#sending-a-post-request"
        },
        {
          "title": "React: You Might Not Need an Effect, Sharing logic between event handlers",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#sharing-logic-between-event-handlers"
        },
        {
          "title": "React: Separating Events from Effects",
          "url": "https://react.dev/learn/separating-events-from-effects#choosing-between-event-handlers-and-effects"
        },
        {
          "title": "React: Activity",
          "url": "https://react.dev/reference/react/Activity"
        },
        {
          "title": "React Native: Fast Refresh and Hooks",
          "url": "https://reactnative.dev/docs/fast-refresh#fast-refresh-and-hooks"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/five-effects",
      "topic": "react-effects",
      "title": "Five effects, no warnings: review one component",
      "summary": "Name the outside system of each effect. Those that have none can go, and a key may take others with it.",
      "minutes": 6,
      "level": "intermediate",
      "needs": [
        "react-effects/late-answer",
        "react-effects/unsubscribe",
        "react-effects/compute-not-store",
        "react-effects/key-resets",
        "react-effects/closures-and-dependencies",
        "react-effects/event-or-effect"
      ],
      "rules": [
        "react-effects/many-effects"
      ],
      "names": {
        "component": "Profile",
        "hook": "useEffect",
        "count": "5",
        "dep": "userId",
        "state": "online"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect",
          "url": "https://react.dev/learn/you-might-not-need-an-effect"
        },
        {
          "title": "React: Lifecycle of Reactive Effects, Each Effect represents a separate synchronization process",
          "url": "https://react.dev/learn/lifecycle-of-reactive-effects#each-effect-represents-a-separate-synchronization-process"
        },
        {
          "title": "React: useSyncExternalStore",
          "url": "https://react.dev/reference/react/useSyncExternalStore"
        },
        {
          "title": "React: Preserving and Resetting State",
          "url": "https://react.dev/learn/preserving-and-resetting-state#resetting-state-at-the-same-position"
        },
        {
          "title": "React DOM: <title>",
          "url": "https://react.dev/reference/react-dom/components/title"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    }
  ],
  "rules": [
    {
      "id": "react-effects/effect-async-callback",
      "title": "Effect returns a promise instead of a cleanup",
      "topic": "react-effects",
      "lesson": "react-effects/late-answer",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-stale-response",
      "title": "Response may arrive for an old value",
      "topic": "react-effects",
      "lesson": "react-effects/late-answer",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/set-state-in-effect"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-cleanup-mismatch",
      "title": "Cleanup removes something else",
      "topic": "react-effects",
      "lesson": "react-effects/unsubscribe",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener"
      ],
      "sameAs": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener"
      ]
    },
    {
      "id": "react-effects/effect-missing-cleanup",
      "title": "Effect leaves something running",
      "topic": "react-effects",
      "lesson": "react-effects/unsubscribe",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener",
        "eslint:@eslint-react/web-api/no-leaked-interval",
        "eslint:@eslint-react/web-api/no-leaked-timeout",
        "eslint:@eslint-react/web-api/no-leaked-resize-observer",
        "eslint:@eslint-react/web-api/no-leaked-intersection-observer"
      ],
      "sameAs": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener",
        "eslint:@eslint-react/web-api/no-leaked-interval",
        "eslint:@eslint-react/web-api/no-leaked-timeout",
        "eslint:@eslint-react/web-api/no-leaked-resize-observer",
        "eslint:@eslint-react/web-api/no-leaked-intersection-observer"
      ]
    },
    {
      "id": "react-effects/effect-chain",
      "title": "Effects wake each other up",
      "topic": "react-effects",
      "lesson": "react-effects/compute-not-store",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [
        "eslint:react-hooks/set-state-in-effect",
        "eslint:react-you-might-not-need-an-effect/no-chain-state-updates"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-chain-state-updates"
      ]
    },
    {
      "id": "react-effects/effect-derived-state",
      "title": "State follows from other values, one render late",
      "topic": "react-effects",
      "lesson": "react-effects/compute-not-store",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/set-state-in-effect",
        "eslint:react-you-might-not-need-an-effect/no-derived-state",
        "oxc:react(no-deriving-state-in-effects)"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-derived-state"
      ]
    },
    {
      "id": "react-effects/effect-reset-on-prop-change",
      "title": "State is reset one render after the prop changed",
      "topic": "react-effects",
      "lesson": "react-effects/key-resets",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/set-state-in-effect",
        "eslint:react-you-might-not-need-an-effect/no-reset-all-state-on-prop-change"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-reset-all-state-on-prop-change"
      ]
    },
    {
      "id": "react-effects/effect-deps-suppressed",
      "title": "Dependency alarm switched off while a value goes stale",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-self-trigger",
      "title": "Effect starts itself again",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "eslint:react-hooks/set-state-in-effect",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-stale-closure",
      "title": "Callback keeps the values of an old render",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "biome:lint/correctness/useExhaustiveDependencies",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-unstable-dep",
      "title": "Dependency is new on every render",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "biome:lint/correctness/useExhaustiveDependencies",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-event-logic",
      "title": "Effect does the work of an event",
      "topic": "react-effects",
      "lesson": "react-effects/event-or-effect",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [
        "eslint:react-you-might-not-need-an-effect/no-event-handler"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-event-handler"
      ]
    },
    {
      "id": "react-effects/many-effects",
      "title": "A component with many effects",
      "topic": "react-effects",
      "lesson": "react-effects/five-effects",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "hint",
      "fix": "none",
      "explains": [],
      "sameAs": []
    }
  ]
};

/** The walkthroughs, for the sidebar of editors that have no page for them. */
export const walkthroughs: readonly WalkthroughMeta[] = [
  {
    "id": "start",
    "title": "Start with Hindsight",
    "description": "Find in your own code what people usually understand after the outage, and learn why it happens.",
    "steps": [
      {
        "id": "check",
        "title": "See what is in your code",
        "text": "Open a React component, or check the whole workspace. Hindsight underlines places that go wrong later: an answer that can arrive late, a listener that stays. It reads the files on this machine; nothing is sent anywhere.",
        "done": "hindsight.did.checkedWorkspace",
        "action": {
          "title": "Check Workspace",
          "command": "hindsight.checkWorkspace",
          "arguments": []
        }
      },
      {
        "id": "lesson",
        "title": "Open a lesson at your code",
        "text": "Put the cursor on an underlined place and press the light bulb, or hover over it. The lesson tells what happens there, with the names from your code. It opens from code without a fault, too.\nNo file open? Browse all lessons.",
        "done": "hindsight.did.openedLesson",
        "action": {
          "title": "Open the Lesson for This Code",
          "command": "hindsight.openLesson",
          "arguments": []
        }
      },
      {
        "id": "fix",
        "title": "Apply a fix, and see it hold",
        "text": "In the lesson, look at the change and press Apply. Hindsight checks the code again and says whether the hint is gone. Undo brings it back.\nFixes that need no decision can be applied to a whole file at once.",
        "done": "hindsight.did.appliedFix",
        "action": {
          "title": "Fix All Safe Hints in This File",
          "command": "hindsight.fixAll",
          "arguments": []
        }
      },
      {
        "id": "quiz",
        "title": "Answer a question",
        "text": "Every lesson ends with two or three questions. The wrong answers are ones that people really give, and each says why it is wrong.",
        "done": "hindsight.did.answeredQuiz",
        "action": {
          "title": "Browse Lessons",
          "command": "hindsight.browseLessons",
          "arguments": []
        }
      },
      {
        "id": "practise",
        "title": "Practise on a small file",
        "text": "An exercise opens a file with the fault in it. It is passed when the check falls silent and the code still does its work, and not before.",
        "done": "hindsight.did.practised",
        "action": {
          "title": "Practise a Lesson",
          "command": "hindsight.practise",
          "arguments": []
        }
      }
    ]
  },
  {
    "id": "react-effects",
    "title": "React effects, without surprises",
    "description": "What an effect is for, why the previous user's name stood there for a moment, and how a component with five effects is taken apart.",
    "topic": "react-effects",
    "steps": [
      {
        "id": "late-answer",
        "title": "The answer that arrived too late",
        "text": "Two requests race, and the slower one has the last word. See how a flag that belongs to one run of the effect stops it, and why 'isMounted' does not.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/late-answer",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/late-answer"
            }
          ]
        }
      },
      {
        "id": "unsubscribe",
        "title": "Whoever subscribes must unsubscribe",
        "text": "What you start outside React goes on until you stop it. See what the cleanup sees, and what a listener is to the browser.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/unsubscribe",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/unsubscribe"
            }
          ]
        }
      },
      {
        "id": "compute-not-store",
        "title": "If you can compute it, do not store it",
        "text": "A value that follows from others and is kept in state is one render late. Count the renders of a chain.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/compute-not-store",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/compute-not-store"
            }
          ]
        }
      },
      {
        "id": "key-resets",
        "title": "A new person is a new component: key",
        "text": "See why the state of the person before is still there, who else can see it, and how a key ends it.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/key-resets",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/key-resets"
            }
          ]
        }
      },
      {
        "id": "closures-and-dependencies",
        "title": "Effects remember: closures and dependencies",
        "text": "A clock that stops at 1, a connection that never rests, a loop that makes no sound: one cause, four faces.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/closures-and-dependencies",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/closures-and-dependencies"
            }
          ]
        }
      },
      {
        "id": "event-or-effect",
        "title": "Event or synchronisation?",
        "text": "One press, two orders. See what is left of a click by the time an effect runs.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/event-or-effect",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/event-or-effect"
            }
          ]
        }
      },
      {
        "id": "five-effects",
        "title": "Five effects, no warnings: review one component",
        "text": "Name the outside system of each effect, and take the component apart in the order that saves work.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/five-effects",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/five-effects"
            }
          ]
        }
      }
    ]
  }
];
