export { contentChecker } from './checker.ts';
export * from './questions.ts';
export { environmentOf, isTestPath, type Pipeline, pipelineOf, type Use } from './use.ts';
