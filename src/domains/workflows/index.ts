export {
  type Job,
  type JobContainer,
  type Workflow,
  workflow,
} from './workflow.ts';
