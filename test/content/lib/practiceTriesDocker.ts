import type { Tries } from './practiceTries.ts';

const drop = (text: string): readonly [string, string] => [text, ''];

/** What learners write in the practices on isolation. */
export const tries: Readonly<Record<string, Tries>> = {
  'fifty-tenants': {
    right: [
      {
        what: 'lists, quotes and the long form of a port',
        from: 'solved',
        edits: [
          ['      DB_HOST: db\n      DB_PORT: "5432"\n', '      - DB_HOST=db\n      - DB_PORT=5432\n'],
          ['      - 8080:8080\n', '      - target: 8080\n        published: "8080"\n'],
        ],
      },
    ],
    round: [
      { what: 'building one wall only', from: 'solved', edits: [['pid: service:web', 'pid: host']] },
      { what: 'taking the profiler’s view away', from: 'solved', edits: [drop('    pid: service:web\n')] },
      { what: 'no way in', from: 'solved', edits: [drop('    ports:\n      - 8080:8080\n')] },
      {
        what: 'the host by another word',
        from: 'solved',
        edits: [['    environment:\n', '    uts: host\n    environment:\n']],
      },
      {
        what: 'a neighbour’s network instead',
        from: 'start',
        edits: [
          ['network_mode: host', 'network_mode: service:db'],
          ['pid: host', 'pid: service:web'],
        ],
      },
    ],
  },
  'who-eats-how-much': {
    right: [
      {
        what: 'both in the other place',
        from: 'solved',
        edits: [
          [
            '    cpus: 2\n    mem_limit: 2g\n',
            '    deploy:\n      resources:\n        limits: { cpus: "2", memory: 2G }\n',
          ],
          [
            '    deploy:\n      resources:\n        limits:\n          cpus: "0.5"\n          memory: 512M\n',
            '    cpus: 0.5\n    mem_limit: 512m\n',
          ],
        ],
      },
    ],
    round: [
      { what: 'one of the two', from: 'solved', edits: [drop('          memory: 512M\n')] },
      {
        what: 'taking the other limits out',
        from: 'start',
        edits: [
          drop('    cpus: 2\n'),
          drop('    deploy:\n      resources:\n        limits:\n          cpus: "0.5"\n'),
        ],
      },
      { what: 'a limit that is none', from: 'solved', edits: [['mem_limit: 2g', 'mem_limit: 0']] },
      {
        what: 'a limit below what it needs',
        from: 'solved',
        edits: [['mem_limit: 2g', 'mem_limit: "512m"']],
      },
      {
        what: 'a limit below what the other needs',
        from: 'solved',
        edits: [['memory: 512M', 'memory: 256M']],
      },
      { what: 'a reservation', from: 'solved', edits: [['mem_limit: 2g', 'mem_reservation: 2g']] },
    ],
  },
  'caretakers-key': {
    right: [
      {
        what: 'lists and the long form of a mount',
        from: 'solved',
        edits: [
          ['      WEB_URL: http://web:8080\n', '      - WEB_URL=http://web:8080/health\n'],
          [
            '      - ./reports:/reports:ro\n',
            '      - type: bind\n        source: ./reports\n        target: /reports\n        read_only: true\n',
          ],
        ],
      },
    ],
    round: [
      {
        what: 'giving back one key',
        from: 'start',
        edits: [
          drop('    privileged: true\n'),
          ['      - ./reports:/reports', '      - ./reports:/reports:ro'],
          ['WEB_CONTAINER: shop-web-1', 'WEB_URL: http://web:8080'],
        ],
      },
      {
        what: 'the directory of the socket',
        from: 'solved',
        edits: [
          ['      - ./reports:/reports:ro', '      - /var/run:/var/run\n      - ./reports:/reports:ro'],
        ],
      },
      {
        what: 'all capabilities',
        from: 'solved',
        edits: [['    ports: ["8081', '    cap_add: [ALL]\n    ports: ["8081']],
      },
      {
        what: 'taking the reports away',
        from: 'solved',
        edits: [drop('    volumes:\n      - ./reports:/reports:ro\n')],
      },
      { what: 'reports that can be written', from: 'solved', edits: [[':ro', '']] },
      {
        what: 'not telling where web is',
        from: 'solved',
        edits: [['WEB_URL: http://web:8080', 'WEB_CONTAINER: shop-web-1']],
      },
    ],
  },
  'root-inside': {
    right: [
      {
        what: 'a user of its own with a number',
        from: 'solved',
        edits: [['USER 10001\n', 'RUN useradd --uid 1001 --no-create-home shop\nUSER 1001:1001\n']],
      },
      {
        what: 'one list for the start',
        from: 'solved',
        edits: [
          ['CMD ["node", "dist/server.js"]', 'ENTRYPOINT ["node", "dist/server.js"]'],
          ['USER 10001', 'user 10001'],
        ],
      },
    ],
    round: [
      { what: 'stepping down before the end only', from: 'start', edits: [['USER node', 'USER 10001']] },
      { what: 'root by its number', from: 'solved', edits: [['USER 10001', 'USER 0']] },
      {
        what: 'no longer installing',
        from: 'solved',
        edits: [['apt-get install --yes', 'apt-get check --yes']],
      },
      { what: 'the user in a comment', from: 'start', edits: [['CMD [', '# USER 10001\nCMD [']] },
      {
        what: 'the user in the stage that builds',
        from: 'start',
        edits: [['RUN npm run build\n', 'RUN npm run build\nUSER 10001\n']],
      },
      {
        what: 'installing with sudo',
        from: 'start',
        edits: [
          ['USER node', 'USER 10001'],
          drop('USER root\n'),
          ['RUN apt-get update', 'RUN sudo apt-get update'],
          ['&& apt-get', '&& sudo apt-get'],
        ],
      },
      { what: 'deleting every user', from: 'start', edits: [drop('USER node\n'), drop('USER root\n')] },
    ],
  },
  'keys-and-house-rules': {
    right: [
      {
        what: 'the long name in block style, and the long form of a volume',
        from: 'solved',
        edits: [
          ['cap_drop: [ALL]', 'cap_drop:\n      - ALL'],
          ['[CHOWN]', '\n      - CAP_CHOWN'],
          [
            'security_opt:\n      - no-new-privileges:true\n    volumes:\n      - uploads:/uploads\n',
            'security_opt: ["no-new-privileges=true"]\n    volumes:\n      - { type: volume, source: uploads, target: /uploads }\n',
          ],
        ],
      },
    ],
    round: [
      { what: 'root by another name', from: 'solved', edits: [['[CHOWN]', '[SYS_ADMIN, CHOWN]']] },
      { what: 'a second key to be sure', from: 'solved', edits: [['[CHOWN]', '[CHOWN, SETUID]']] },
      { what: 'keeping what Docker hands out', from: 'solved', edits: [drop('    cap_drop: [ALL]\n')] },
      {
        what: 'dropping everything and no longer giving the uploads',
        from: 'solved',
        edits: [drop('    cap_add: [CHOWN]\n')],
      },
      {
        what: 'leaving seccomp off',
        from: 'solved',
        edits: [['      - no-new', '      - seccomp:unconfined\n      - no-new']],
      },
      { what: 'privileged', from: 'solved', edits: [['    cap_add:', '    privileged: true\n    cap_add:']] },
      { what: 'a scanner that is root', from: 'solved', edits: [drop('    user: "10002"\n')] },
    ],
  },
  'secrets-on-the-wall': {
    right: [
      {
        what: 'a file instead of a variable',
        from: 'solved',
        edits: [
          ['package-lock.json .npmrc ./', 'package-lock.json ./'],
          [
            'RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci',
            'RUN --mount=id=npmrc,type=secret,target=/app/.npmrc \\\n  npm ci',
          ],
        ],
      },
    ],
    round: [
      {
        what: 'a variable of the image',
        from: 'start',
        edits: [
          ['ARG NPM_TOKEN', 'ENV NPM_TOKEN=$TOKEN'],
          drop('ENV SESSION_SECRET=correct-horse-battery\n'),
        ],
      },
      { what: 'no token', from: 'solved', edits: [['--mount=type=secret,id=npm,env=NPM_TOKEN ', '']] },
      {
        what: 'writing it into a file',
        from: 'solved',
        edits: [
          [
            'RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci',
            'RUN --mount=type=secret,id=npm,env=NPM_TOKEN echo $NPM_TOKEN > t; npm ci',
          ],
        ],
      },
      { what: 'an empty one', from: 'solved', edits: [['USER 10001', 'ENV SESSION_SECRET=\nUSER 10001']] },
      {
        what: 'leaving the session’s one',
        from: 'solved',
        edits: [['USER 10001', 'ENV SESSION_SECRET=other\nUSER 10001']],
      },
    ],
  },
  'three-house-rules': {
    right: [
      {
        what: 'everything for each container by itself',
        from: 'solved',
        edits: [
          drop(
            '      securityContext:\n        runAsNonRoot: true\n        seccompProfile: { type: RuntimeDefault }\n',
          ),
          [
            '            allowPrivilegeEscalation: false\n',
            '            runAsUser: 10001\n            runAsNonRoot: true\n            seccompProfile:\n              type: RuntimeDefault\n            allowPrivilegeEscalation: false\n',
          ],
        ],
      },
    ],
    round: [
      {
        what: 'one container only',
        from: 'solved',
        edits: [['            limits: { memory: 64Mi }\n', '            requests: { memory: 64Mi }\n']],
      },
      {
        what: 'a container that may be root again',
        from: 'solved',
        edits: [
          [
            '        - name: exporter\n          image: shop/exporter:0.4.0\n          securityContext:\n',
            '        - name: exporter\n          image: shop/exporter:0.4.0\n          securityContext:\n            runAsNonRoot: false\n',
          ],
        ],
      },
      {
        what: 'leaving the door as it was',
        from: 'solved',
        edits: [['enforce: restricted', 'enforce: baseline']],
      },
      {
        what: 'no profile',
        from: 'solved',
        edits: [drop('        seccompProfile: { type: RuntimeDefault }\n')],
      },
      {
        what: 'a container that switches the pod’s profile off',
        from: 'solved',
        edits: [
          [
            '        - name: exporter\n          image: shop/exporter:0.4.0\n          securityContext:\n',
            '        - name: exporter\n          image: shop/exporter:0.4.0\n          securityContext:\n            seccompProfile: { type: Unconfined }\n',
          ],
        ],
      },
      { what: 'taking the exporter away', from: 'solved', edits: [['name: exporter', 'name: other']] },
    ],
  },
};
