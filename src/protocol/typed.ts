/**
 * Requests and notifications with their types: what is sent and what is answered are declared once, with the method, and
 * every message goes through one of these functions. A method that is sent or handled otherwise does not compile.
 */

/** A request by its method. `asks` is never there; it carries the types of what is sent and answered. */
export interface RequestType<P, R> {
  readonly method: string;
  readonly asks?: (params: P) => R;
  /** Keeps a request from being one of the notifications, whose answers are of no type. */
  readonly tells?: never;
}

/** A notification by its method. `tells` is never there; it carries the type of what is sent. */
export interface NotificationType<P> {
  readonly method: string;
  readonly tells?: (params: P) => void;
  readonly asks?: never;
}

/** What sends and hears messages: a server's connection, or a client. */
interface Asking {
  sendRequest<R>(method: string, ...params: unknown[]): Promise<R>;
}
interface Answering<D> {
  onRequest(method: string, handler: (...params: unknown[]) => unknown): D;
}
interface Telling {
  sendNotification(method: string, params?: unknown): Promise<void>;
}
interface Hearing<D> {
  onNotification(method: string, handler: (...params: unknown[]) => void): D;
}

/** Sends a request. @throws when it is refused, cancelled, or the connection is gone */
export function request<P, R, T>(
  connection: Asking,
  { method }: RequestType<P, R>,
  params: NoInfer<P>,
  token?: T,
): Promise<R> {
  // What is not given must not be passed: every further argument counts as a parameter of the message.
  const given = params === undefined ? [] : [params];
  return connection.sendRequest<R>(method, ...given, ...(token === undefined ? [] : [token]));
}

/**
 * Answers a request from now on.
 * @param handler its second parameter is the connection's kind of cancellation token
 */
export function onRequest<P, R, T, D>(
  connection: Answering<D>,
  { method }: RequestType<P, R>,
  handler: (params: P, token: T) => NoInfer<R> | Promise<NoInfer<R>>,
): D {
  return connection.onRequest(method, (params, token) => handler(params as P, token as T));
}

/** Sends a notification. @throws when the connection is gone */
export function notify<P>(
  connection: Telling,
  { method }: NotificationType<P>,
  params: NoInfer<P>,
): Promise<void> {
  return params === undefined
    ? connection.sendNotification(method)
    : connection.sendNotification(method, params);
}

/** Calls a handler with each notification from now on. */
export function onNotification<P, D>(
  connection: Hearing<D>,
  { method }: NotificationType<P>,
  handler: (params: P) => void,
): D {
  return connection.onNotification(method, (params) => handler(params as P));
}
