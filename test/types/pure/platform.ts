/**
 * What the pure rooms must not use, compiled as they are: a line that compiles is an error here. The configuration is
 * tsconfig.pure.json.
 */

// @ts-expect-error: the DOM
document.title;
// @ts-expect-error: the DOM
localStorage.clear();
// @ts-expect-error: the DOM
window.close();
// @ts-expect-error: any host
console.log('');
// @ts-expect-error: any host
setTimeout(() => undefined);
// @ts-expect-error: Node
process.exit();
// @ts-expect-error: Node
Buffer.from('');

// @ts-expect-error: Node
import 'node:fs';
