import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Document } from '../../src/engine/index.ts';
import {
  type Dockerfile,
  dockerfile,
  MAX_DOCKERFILE_LENGTH,
  parseImageName,
} from '../../src/engine/parsers/dockerfile/index.ts';
import { loadDockerfile } from '../../src/engine/parsers/dockerfile/read.ts';

await loadDockerfile();

const fileOf = (text: string): Dockerfile =>
  new Document('file:///Dockerfile', 'dockerfile', text).model(dockerfile);
const slicer = (text: string) => (span: { start: number; end: number } | undefined) =>
  span && text.slice(span.start, span.end);

const SAMPLE = `# syntax=docker/dockerfile:1
# check=skip=JSONArgsRecommended,StageNameCasing;error=true
ARG BASE=node:20
FROM --platform=$BUILDPLATFORM \${BASE} AS Build
ARG BASE
ENV APP=/app MODE="pro duction"
WORKDIR $APP
# the dependencies
RUN --mount=type=secret,id=npm,required --mount=type=cache,target=/root/.npm \\
    # between the lines
    npm ci \\
    && npm run build
COPY --chown=10001:10001 --from=deps . "$APP/out dir"
FROM build
USER root
ONBUILD RUN echo "hi"
HEALTHCHECK --interval=5s CMD ["curl", "-f", "http://localhost/"]
RUN <<EOF cat
one
two
EOF
CMD ["node", "a b.js"]
ENTRYPOINT node server.js
`;

describe('a Dockerfile', () => {
  const file = fileOf(SAMPLE);
  const slice = slicer(SAMPLE);

  test('has instructions in stages, each with its place', () => {
    assert.deepEqual(
      file.instructions.map(({ keyword }) => keyword),
      [
        'ARG',
        'FROM',
        'ARG',
        'ENV',
        'WORKDIR',
        'RUN',
        'COPY',
        'FROM',
        'USER',
        'ONBUILD',
        'HEALTHCHECK',
        'RUN',
        'CMD',
        'ENTRYPOINT',
      ],
    );
    assert.equal(file.stages.length, 2);
    const [build, final] = file.stages;
    assert.equal(slice(build?.name), 'Build');
    assert.equal(build?.image?.text, `\${BASE}`);
    assert.equal(final?.base, build);
    assert.equal(file.finalStage, final);
    assert.deepEqual(final?.chain(), [final, build]);
    assert.equal(slice(final?.from.keywordSpan), 'FROM');
    assert.equal(slice(final?.instructions[1]), 'USER root');
    assert.equal(build?.instructions.length, 6);
  });

  test('has directives, checks that are off, and comments', () => {
    assert.deepEqual(
      file.directives.map(({ name, value }) => [name, value]),
      [
        ['syntax', 'docker/dockerfile:1'],
        ['check', 'skip=JSONArgsRecommended,StageNameCasing;error=true'],
      ],
    );
    assert.deepEqual(file.skippedChecks, ['JSONArgsRecommended', 'StageNameCasing']);
    assert.deepEqual(file.comments.map(slice), ['# the dependencies', '# between the lines']);
  });

  test('has flags with their options', () => {
    const run = file.instructions[5];
    const flags = run?.flags ?? [];
    assert.deepEqual(
      flags.map((flag) => [flag.name, Object.fromEntries(flag.options)]),
      [
        ['mount', { type: 'secret', id: 'npm', required: '' }],
        ['mount', { type: 'cache', target: '/root/.npm' }],
      ],
    );
    assert.equal(slice(flags[0]), '--mount=type=secret,id=npm,required');
    assert.deepEqual(
      run?.words.map(({ text }) => text),
      ['npm', 'ci', '&&', 'npm', 'run', 'build'],
    );
    const copy = file.instructions[6];
    assert.equal(copy?.flag('chown')?.value, '10001:10001');
    assert.equal(slice(copy?.flag('from')?.valueSpan), 'deps');
    assert.equal(file.stages[0]?.from.flag('platform')?.value, '$BUILDPLATFORM');
  });

  test('tells the JSON form from the shell form', () => {
    const cmd = file.instructions[12];
    assert.deepEqual(
      cmd?.json?.map(({ text }) => text),
      ['node', 'a b.js'],
    );
    assert.equal(slice(cmd?.json?.[1]), '"a b.js"');
    assert.equal(file.instructions[13]?.json, undefined);
    assert.deepEqual(file.instructions[10]?.json?.length, 3);
  });

  test('has pairs, heredocs and what ONBUILD would do', () => {
    const env = file.instructions[3];
    assert.deepEqual(
      env?.pairs.map(({ name, value }) => [name, value]),
      [
        ['APP', '/app'],
        ['MODE', 'pro duction'],
      ],
    );
    assert.equal(slice(env?.pairs[1]?.valueSpan), '"pro duction"');
    assert.equal(file.instructions[2]?.pairs[0]?.value, undefined);
    const [heredoc] = file.instructions[11]?.heredocs ?? [];
    assert.equal(heredoc?.name, 'EOF');
    assert.equal(slice(heredoc?.content), 'one\ntwo');
    const trigger = file.instructions[9]?.trigger;
    assert.equal(trigger?.keyword, 'RUN');
    assert.equal(trigger?.isOnbuild, true);
    assert.equal(slice(trigger), 'RUN echo "hi"');
  });

  test('expands what it knows', () => {
    const [build, final] = file.stages;
    assert.equal(file.expand(`\${BASE}`, build?.from as never), 'node:20');
    const workdir = file.instructions[4] as never;
    assert.equal(file.expand(`$APP/\${MODE}:$BASE`, workdir), '/app/pro duction:node:20');
    assert.equal(file.expand('$NOPE', workdir), undefined);
    assert.equal(file.expand(`\${NOPE:-x}\${APP:+y}\\$Z`, workdir), 'xy$Z');
    const user = final?.instructions[1] as never;
    assert.equal(file.expand('$APP', user), '/app');
    assert.equal(file.expand('$BASE', user), undefined);
  });
});

test('the escape directive changes how lines go on', () => {
  const text = '# escape=`\r\nFROM a\r\nRUN dir `\r\n  c:\\\r\nUSER b\r\n';
  const file = fileOf(text);
  assert.equal(file.escape, '`');
  assert.deepEqual(
    file.instructions.map(({ keyword }) => keyword),
    ['FROM', 'RUN', 'USER'],
  );
  assert.equal(slicer(text)(file.instructions[1]), 'RUN dir `\r\n  c:\\');
  assert.equal(slicer(text)(file.instructions[2]), 'USER b');
});

test('a byte order mark moves nothing', () => {
  const text = '\uFEFFFROM alpine\nUSER 1\n';
  assert.deepEqual(fileOf(text).instructions.map(slicer(text)), ['FROM alpine', 'USER 1']);
});

test('image names', () => {
  assert.deepEqual(parseImageName('localhost:5000/team/web:1.2@sha256:ab'), {
    repository: 'localhost:5000/team/web',
    tag: '1.2',
    digest: 'sha256:ab',
  });
  assert.deepEqual(parseImageName('localhost:5000/web'), {
    repository: 'localhost:5000/web',
    tag: undefined,
    digest: undefined,
  });
  // A name that is still being typed.
  assert.deepEqual(parseImageName('@sha256:ab'), { repository: '', tag: undefined, digest: 'sha256:ab' });
});

test('no cut-off text throws', () => {
  const texts = [
    SAMPLE,
    'RUN <<"A" <<-B\n\tx\nA\n\tB\n',
    'FROM --platform= a as\nONBUILD ONBUILD\nENV a=\\\n"b',
    'ARG \\\n\nFROM\nCMD [ "a"',
    '\\\n#\nHEALTHCHECK NONE',
  ];
  for (const text of texts)
    for (let cut = 0; cut <= text.length; cut += text.length > 300 ? 3 : 1) {
      const file = fileOf(text.slice(0, cut));
      assert.equal(file.unreadable, undefined);
      for (const each of file.instructions) {
        assert.ok(0 <= each.start && each.start <= each.end && each.end <= cut);
        void [each.words, each.flags, each.json, each.pairs, each.heredocs, each.trigger?.words];
        void [each.argumentsSpan, each.stage?.chain(), file.expand('$A', each)];
      }
    }
});

test('what is too large is given up with a reason, and long texts come to an end', () => {
  assert.equal(fileOf('#'.repeat(MAX_DOCKERFILE_LENGTH + 1)).unreadable, 'larger than 128 KB');
  const fill = (piece: string) => piece.repeat(Math.floor(30_000 / piece.length));
  // Instructions and stages; words, flags, pairs and heredocs of the first instruction.
  for (const [text, instructions, stages, ...first] of [
    [fill('RUN a\n'), 5000, 0, 1, 0, 0, 0],
    [`RUN ${fill('a \\\n')}`, 1, 0, 7500, 0, 0, 0],
    [fill('\\\n'), 15_000, 0, 0, 0, 0, 0],
    [`RUN ${fill('--a=b ')}`, 1, 0, 0, 5000, 0, 0],
    [`CMD [${fill('"a",')}`, 1, 0, 1, 0, 0, 0],
    [fill('RUN <<A\n'), 1, 0, 7499, 0, 0, 1],
    [`ENV ${fill('A=b ')}`, 1, 0, 7500, 0, 7500, 0],
    [fill('#\n'), 0, 0],
    [`RUN ${fill('\\ ')}`, 1, 0, 0, 0, 0, 0],
    [fill('FROM a AS a\n'), 2500, 2500, 3, 0, 0, 0],
    [`RUN ${fill('"')}`, 1, 0, 1, 0, 0, 0],
  ] as const) {
    const file = fileOf(text);
    assert.equal(file.unreadable, undefined);
    assert.deepEqual(
      [
        file.instructions.length,
        file.stages.length,
        ...file.instructions
          .slice(0, 1)
          .flatMap(({ words, flags, pairs, heredocs }) =>
            [words, flags, pairs, heredocs].map(({ length }) => length),
          ),
      ],
      [instructions, stages, ...first],
      text.slice(0, 20),
    );
  }
});
