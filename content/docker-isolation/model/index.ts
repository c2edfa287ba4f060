export * from '../../../src/domains/containers/runs.ts';
export * from './compose.ts';
export * from './context.ts';
export * from './pods.ts';
export { type WallPart, walls } from './walls.ts';
