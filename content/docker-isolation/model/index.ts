export * from './compose.ts';
export * from './context.ts';
export * from './pods.ts';
export * from './runs.ts';
export { type WallPart, walls } from './walls.ts';
