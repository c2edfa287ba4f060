export { contentChecker } from './checker.ts';
export * from './questions.ts';
export { type Environment, environmentOf, isTestPath, type Pipeline, pipelineOf, type Use } from './use.ts';
