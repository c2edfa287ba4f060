import { ownValue } from '../base/own.ts';
import { block, type Shown } from './report/shown.ts';

const COMMANDS = `Hindsight finds in code the mistakes that people usually understand only after the outage.

Usage: hindsight <command> [options]

  check PATH…     check files and folders
  fix PATH…       apply the safe fixes
  rules           list the rules
  explain RULE    what a rule finds, and the lesson behind it
  lessons         list the lessons

Exit code: 0 nothing found at or above --fail-on, 1 hints, 2 the command could not run.
Run "hindsight <command> --help" for its options. Everything is read on this machine; nothing leaves it.
`;

const CHECKING = `  --fail-on LEVEL   error, warning (default), information, hint or never: from where on hints give exit code 1
  --rule ID         only this rule, or all rules of this topic; may be repeated
  --no-cache        neither read nor write the cache in the user's cache folder
`;

const FORMAT = '  --format FORMAT   pretty (default) or json\n';

const ABOUT: Readonly<Record<string, string>> = {
  check: `Usage: hindsight check [options] PATH…

  --format FORMAT   pretty (default), json or sarif (2.1.0)
${CHECKING}
Folders are walked honouring .gitignore; node_modules, build output, and files over 1 MB are left out.
"hindsight.rules" in .vscode/settings.json holds here too.
`,
  fix: `Usage: hindsight fix [options] PATH…

  --dry-run         print what would change as a unified diff and write nothing
  --suggested       apply the suggested fixes as well; they want a look afterwards
${CHECKING}`,
  rules: `Usage: hindsight rules [options]\n\n${FORMAT}`,
  lessons: `Usage: hindsight lessons [options]\n\n${FORMAT}`,
  explain:
    'Usage: hindsight explain RULE\n\nRULE is an id such as react-effects/effect-stale-response, or its last part.\n',
};

/** The help text of the whole, or of one command. */
export function helpText(about?: string): Shown {
  return block((about !== undefined && ownValue(ABOUT, about)) || COMMANDS);
}
