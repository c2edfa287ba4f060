/** The view of lessons, the ways to find and to use them, and the quiet reading of the workspace. */
import './lessons/view.ts';
import './lessons/firstSteps.ts';
import './lessons/ask.ts';
import './lessons/links.ts';
import './lessons/insert.ts';
import './lessons/reading.ts';
