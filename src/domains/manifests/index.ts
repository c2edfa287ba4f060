export {
  type CallLink,
  type CallPath,
  callPathsAt,
  callPathsOf,
  type LinkState,
  objectAround,
} from './callPath.ts';
export * from './facts.ts';
export type { Hardening } from './hardening.ts';
export { type NearWorkload, nearestWorkloads } from './nearest.ts';
export { labelsOf, type ManifestObject, manifestObjects, objectsOf } from './objects.ts';
export * from './pods.ts';
export * from './profile/index.ts';
export { type Route, routesOf } from './routes.ts';
export { isInChart, isPatch, type Placed, Scope } from './scope.ts';
export * from './selectors.ts';
export { isNear, subject } from './words.ts';
