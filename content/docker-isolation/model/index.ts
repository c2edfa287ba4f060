export * from './context.ts';
export * from './pods.ts';
export { type WallPart, walls } from './walls.ts';
