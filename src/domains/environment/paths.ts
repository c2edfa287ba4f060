/**
 * What a path says of its file, as patterns. All read a path from the workspace's folder that holds the file, or a URI
 * where that is not known.
 */

/** Folders of tests and of what only tests need; `load-tests/` and `e2e_web/` are such, too. */
export const TEST_FOLDER =
  /(?:^|[/\\])(?:__tests__|__mocks__|__fixtures__|(?:[\w-]+[_-])?(?:tests?|e2e)(?:[_-][\w-]+)?|testing|cypress|fixtures|testdata|mocks)[/\\]/i;

/** Names of test files as JavaScript's tools look for them; people name tests of other languages like that as well. */
export const TEST_FILE = /[.-](?:test|tests|spec|e2e|cy|mock)\.[a-z]+$/i;

/** What shows how something is used. */
export const EXAMPLE_PATH =
  /(?:^|[/\\])(?:stories|storybook|examples?|samples?|demos?|docs)[/\\]|[.-](?:stories|story)\.[a-z]+$/i;

/** What its authors start by hand. */
export const SCRIPT_FOLDER = /(?:^|[/\\])(?:scripts|seeds)[/\\]/i;

/**
 * Folders of separate pieces. `snippets/` and `tutorials/` are features of many an application, so that they say
 * nothing about code.
 */
export const PIECES_FOLDER = /^(?:examples?|samples?|docs?|snippets?|tutorials?|testdata|fixtures|tests?)$/i;

/** Files that say what a CI system does. */
export const PIPELINES = {
  actions: /(?:^|\/)\.(?:github|gitea|forgejo)\//,
  gitlab: /gitlab-ci[\w.-]*\.ya?ml$/i,
} as const;

/** A recipe for an image: the folder around it names what is packed, which may be a demo or a sandbox. */
export const IMAGE_RECIPE = /(?:^|[._-])(?:docker|container)file(?:$|[._-])/i;

const part = (words: string) => new RegExp(`(?:^|[._-])(?:${words})(?=$|[._-])`, 'i');

/** Words of a folder or a file's name, as whole parts between `-`, `_` and `.`. */
export const WORDS = {
  // Some programs that clusters run for everyone are called local, as they look after what a node has.
  development: part(
    'dev|devel|develop|development|devcontainer|localhost|minikube|k3d|kind|(?<!node[._-])local(?![._-](?:path|volume|static|storage|pv|ssd|disk))',
  ),
  /** Clusters that may break; as a component's name they say nothing. */
  trial: part('sandbox|playground|demo'),
  // Users take part in A/B tests.
  test: part('(?<!(?:^|[._-])ab[._-])(?:test|tests|testing)|e2e'),
  ci: part('ci'),
  /** Of a file's own name only. */
  debug: part('debug'),
  override: /^(?:docker-)?compose(?:[._-].+)?[._-]override[._-]/i,
  production: part('(?<!(?:non|not|pre)[._-])(?:prod|production)'),
} as const;
