/**
 * The extension in Node's host: practices; hints, actions, commands, progress, and what goes wrong; the view of lessons,
 * the ways to find and to use them, the quiet reading of the workspace, and the places of a lesson. The first test wants a
 * server that does not run yet, and the last ones add files.
 */
import './practice/file.ts';
import './practice/help.ts';
import './practice/kinds.ts';
import './lessons/view.ts';
import './lessons/firstSteps.ts';
import './lessons/ask.ts';
import './lessons/links.ts';
import './lessons/insert.ts';
import './lessons/reading.ts';
import './client/hints.ts';
import './client/doors.ts';
import './client/silencing.ts';
import './client/otherTools.ts';
import './client/containers.ts';
import './client/workspace.ts';
import './client/links.ts';
import './client/progress.ts';
import './client/killed.ts';
import './lessons/places.ts';
