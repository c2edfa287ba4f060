/** Practices in the extension host. The first test wants a server that does not run yet. */
import './practice/file.ts';
import './practice/help.ts';
import './practice/kinds.ts';
