/**
 * One window on the sample, used as a person does, everything closed from one part to the next: a newcomer's way, which
 * comes first, while nothing is done yet; what the panel shows from frame to frame; a lesson, its places and the tour; whole
 * lessons by keyboard; manifests and their pictures. A window costs ten seconds before it shows anything, so that parts that
 * ask for nothing of their own share one.
 */
import './sample/journey.ts';
import './sample/frames.ts';
import './sample/panel.ts';
import './sample/tour.ts';
import './sample/lessons.ts';
import './sample/manifests.ts';
