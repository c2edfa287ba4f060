/**
 * What the panel's page must not use: a line that compiles is an error here. The configuration is tsconfig.panel.json.
 */

// @ts-expect-error: Node
process.exit();
// @ts-expect-error: Node
Buffer.from('');
// @ts-expect-error: Node
setImmediate(() => undefined);

// @ts-expect-error: Node
import 'node:fs';

// What a page has.
document.title;
