import building from '../../../content/docker-isolation/fifty-tenants/figure.ts';
import cluster from '../../../content/kubernetes-services/five-parts/figure.ts';
import race from '../../../content/react-effects/late-answer/figure.ts';
import life from '../../../content/react-effects/unsubscribe/figure.ts';
import type { Figure } from './model.ts';
import type { SceneFigure } from './scene.ts';

/** The figure of each lesson that has one, by the lesson's id. A test holds it in step with the content. */
export const figures: Readonly<Record<string, Figure | SceneFigure>> = {
  'docker-isolation/fifty-tenants': building,
  'kubernetes-services/five-parts': cluster,
  'react-effects/late-answer': race,
  'react-effects/unsubscribe': life,
};
