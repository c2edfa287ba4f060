import { exampleTests } from './lib/exampleTests.ts';

exampleTests(import.meta.url);
