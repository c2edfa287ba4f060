export {
  type ComposeService,
  composeServices,
  isForSwarm,
  mountsOf,
  parseMount,
  runsForUsers,
} from './compose.ts';
export * from './composeFacts.ts';
export * from './images.ts';
export { composeProfile } from './profile/compose.ts';
export { dockerfileProfile } from './profile/dockerfile.ts';
export * from './profile/types.ts';
export { runs } from './runs.ts';
export * from './services.ts';
