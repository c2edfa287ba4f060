export { fileNameOf, folderOf, resolveFrom } from '../../base/uris.ts';
export {
  type ComposeService,
  composeServices,
  isDevelopmentCompose,
  isProductionPath,
  isSwarmPath,
  type Mount,
  mountsOf,
  parseMount,
} from '../containers/compose.ts';
export * from '../containers/composeFacts.ts';
export { type CallLink, type CallPath, callPathsAt, objectAround } from './callPath.ts';
export * from './facts.ts';
export { nearestWorkloads } from './nearest.ts';
export { labelsOf, type ManifestObject, manifestObjects } from './objects.ts';
export * from './pods.ts';
export * from './profile/index.ts';
export { type Route, routesOf } from './routes.ts';
export { isInChart, isPatch, type Placed, Scope } from './scope.ts';
export * from './selectors.ts';
export { isNear, subject } from './words.ts';
