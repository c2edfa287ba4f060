/**
 * A window in Restricted Mode, used as a person does: the sidebar; every door to a lesson; and one whole practice, going
 * on after the window was reloaded, as does a tour. The practice comes last, because it leaves a text that is not saved.
 */
import './restricted/sidebar.ts';
import './restricted/doors.ts';
import './restricted/practice.ts';
