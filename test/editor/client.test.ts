/** The client and its server in the extension host: hints, actions, commands, progress, and what goes wrong. */
import './client/hints.ts';
import './client/doors.ts';
import './client/silencing.ts';
import './client/otherTools.ts';
import './client/containers.ts';
import './client/workspace.ts';
import './client/progress.ts';
import './client/killed.ts';
