/**
 * What the command line must not use, nor the client and the server in Node: a line that compiles is an error here. The
 * configuration is tsconfig.hosts.json.
 */

// @ts-expect-error: the DOM
document.title;
// @ts-expect-error: the DOM
localStorage.clear();
// @ts-expect-error: the DOM
window.close();
// @ts-expect-error: a web worker
self.postMessage('');

// What Node has.
process.exit();
