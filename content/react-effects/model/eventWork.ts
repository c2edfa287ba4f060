import { type Document, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import type { Component } from './component.ts';
import { argumentsOf, bare, calleeName, lastName, textOf } from './hooks.ts';
import { rootIdentifier } from './stability.ts';

const REQUEST = /^(?:post|put|patch|delete|del)$/;

const NOTIFY =
  /^(?:toast|notify|alert|showToast|addToast|showNotification|enqueueSnackbar|openSnackbar|create(?:Success|Error|Info|Warning)?Notice)$/;

const NOTIFIERS =
  /^(?:toast|toaster|message|notification|notifications|snackbar|notify|notifier|Toast|Alert)$/;

const NOTIFIER_METHODS = /^(?:success|error|info|warn|warning|show|open|add|push|alert|display)$/;

const ANALYTICS =
  /^(?:analytics|posthog|mixpanel|amplitude|segment|tracker|telemetry|gtag|ga|ReactGA|plausible|heap|rudderanalytics|datadogRum|metrics)$/;

const ANALYTICS_METHODS = /^(?:track|capture|logEvent|trackEvent|event|send|report|record)$/;

const CLIENTS =
  /^(?:axios|api|http|client|request|ky|got|superagent|apiClient|httpClient|axiosInstance|\$|\$http|instance|fetcher)$/i;

/** A request that changes something, navigation, a message to the user, or an analytics call. */
export function isEventWork(doc: Document, component: Component, call: SyntaxNode): boolean {
  const callee = call.get('function');
  if (!callee) return false;
  const target = bare(callee);
  const name = calleeName(doc, call) ?? '';
  if (target.type === 'identifier') {
    if (name === 'fetch') return isWritingFetch(doc, call);
    if (name === 'navigate' || name === 'push' || name === 'replace')
      return isFromHook(doc, component, target, /^use(?:Navigate|Navigation|Router|History|Location)$/);
    if (REQUEST.test(name)) return isUrlFirst(doc, call);
    return NOTIFY.test(name);
  }
  const object = target.type === 'member_expression' ? target.get('object') : undefined;
  if (!object) return false;
  const receiver = lastName(doc, object) ?? '';
  if (/^(?:push|replace|navigate|back|goBack)$/.test(name)) {
    const root = rootIdentifier(object);
    return (
      /^(?:router|history|navigation)$/.test(receiver) &&
      root !== undefined &&
      isFromHook(doc, component, root, /^use(?:Navigate|Navigation|Router|History)$/)
    );
  }
  if (REQUEST.test(name))
    return CLIENTS.test(receiver) || (isUrlFirst(doc, call) && /(?:api|client|http|axios)/i.test(receiver));
  if (NOTIFIER_METHODS.test(name) && NOTIFIERS.test(receiver)) return true;
  return ANALYTICS_METHODS.test(name) && ANALYTICS.test(receiver);
}

function isUrlFirst(doc: Document, call: SyntaxNode): boolean {
  const [first] = argumentsOf(call);
  return first !== undefined && /^['"`](?:\/|https?:|\$\{)/.test(textOf(doc, first));
}

function isWritingFetch(doc: Document, call: SyntaxNode): boolean {
  const init = argumentsOf(call)[1];
  return (
    init !== undefined &&
    bare(init).type === 'object' &&
    /\bmethod\s*:\s*['"`](?:POST|PUT|PATCH|DELETE)\b/i.test(textOf(doc, init))
  );
}

/** Whether a name holds the result of a hook of that name: `const navigate = useNavigate()`. */
function isFromHook(doc: Document, component: Component, identifier: SyntaxNode, hooks: RegExp): boolean {
  const binding = doc.model(scopes).resolve(identifier);
  if (!binding || !component.fn.contains(binding.identifier)) return false;
  const value = binding.declaration.get('value');
  return value?.type === 'call_expression' && hooks.test(calleeName(doc, value) ?? '');
}
