/**
 * Requests and notifications with their types: what is sent and what is answered are declared once, with the method, and
 * every message goes through one of these functions. A method that is sent or handled otherwise does not compile.
 */

/**
 * A request by its method. `request` never has a value: it carries the types of the parameters and of the result, and
 * keeps a request from being taken for a notification.
 */
export interface RequestType<P, R> {
  readonly method: string;
  readonly request?: (params: P) => R;
  readonly notification?: never;
}

/** A notification by its method. `notification` never has a value: it carries the type of the parameters. */
export interface NotificationType<P> {
  readonly method: string;
  readonly notification?: (params: P) => void;
  readonly request?: never;
}

/** The parts of a connection that each function needs. A server's connection and a client both have all of them. */
interface RequestSender {
  sendRequest<R>(method: string, ...params: unknown[]): Promise<R>;
}
interface RequestReceiver<D> {
  onRequest(method: string, handler: (...params: unknown[]) => unknown): D;
}
interface NotificationSender {
  sendNotification(method: string, params?: unknown): Promise<void>;
}
interface NotificationReceiver<D> {
  onNotification(method: string, handler: (...params: unknown[]) => void): D;
}

/** Sends a request. @throws when it is refused, cancelled, or the connection is gone */
export function request<P, R, T>(
  connection: RequestSender,
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
  connection: RequestReceiver<D>,
  { method }: RequestType<P, R>,
  handler: (params: P, token: T) => NoInfer<R> | Promise<NoInfer<R>>,
): D {
  return connection.onRequest(method, (params, token) => handler(params as P, token as T));
}

/** Sends a notification. @throws when the connection is gone */
export function notify<P>(
  connection: NotificationSender,
  { method }: NotificationType<P>,
  params: NoInfer<P>,
): Promise<void> {
  return params === undefined
    ? connection.sendNotification(method)
    : connection.sendNotification(method, params);
}

/** Calls a handler with each notification from now on. */
export function onNotification<P, D>(
  connection: NotificationReceiver<D>,
  { method }: NotificationType<P>,
  handler: (params: P) => void,
): D {
  return connection.onNotification(method, (params) => handler(params as P));
}
