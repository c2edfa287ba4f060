/** What can fail in the web worker host alone: of each part the tests that are declared for both hosts. */
import './client/hints.ts';
import './client/doors.ts';
import './client/silencing.ts';
import './client/workspace.ts';
import './client/killed.ts';
import './lessons/ask.ts';
import './lessons/links.ts';
import './practice/file.ts';
import './practice/kinds.ts';
import './lessons/places.ts';
