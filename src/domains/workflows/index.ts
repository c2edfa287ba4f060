export {
  type Job,
  type JobContainer,
  type Step,
  type Trigger,
  type Workflow,
  workflow,
} from './workflow.ts';
