/**
 * What the client and the server must not use on vscode.dev, where both run in web workers: a line that compiles is an
 * error here. The configuration is tsconfig.web.json.
 */

// @ts-expect-error: the DOM
document.title;
// @ts-expect-error: the DOM
localStorage.clear();
// @ts-expect-error: the DOM
window.close();
// @ts-expect-error: Node
process.exit();
// @ts-expect-error: Node
Buffer.from('');
// @ts-expect-error: Node
setImmediate(() => undefined);

// @ts-expect-error: Node
import 'node:fs';

// What a worker has.
self.postMessage('');
