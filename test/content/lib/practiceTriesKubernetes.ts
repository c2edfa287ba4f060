import type { Tries } from './practiceTries.ts';

const drop = (text: string): readonly [string, string] => [text, ''];

/** What learners write in the practices on Services. */
export const tries: Readonly<Record<string, Tries>> = {
  'why-services': {
    right: [
      {
        what: 'the full name with the port of the Service, in quotes',
        from: 'start',
        edits: [['http://10.244.2.17:8080', '"http://cart.default.svc.cluster.local:80"']],
      },
      { what: 'a path behind the name', from: 'start', edits: [['http://10.244.2.17:8080', 'http://cart/']] },
    ],
    round: [
      { what: 'the port of the pods', from: 'start', edits: [['10.244.2.17', 'cart']] },
      { what: 'a port that nobody opened', from: 'start', edits: [['10.244.2.17:8080', 'cart:9090']] },
      { what: 'another literal address', from: 'start', edits: [['10.244.2.17:8080', '10.96.0.17']] },
      {
        what: 'taking the setting out',
        from: 'start',
        edits: [['            - name: CART_URL\n              value: http://10.244.2.17:8080\n', '']],
      },
      {
        what: 'the name in a comment',
        from: 'start',
        edits: [
          [
            '              value: http://10',
            '              # value: http://cart\n              value: http://10',
          ],
        ],
      },
      {
        what: 'renaming the Service that is called',
        from: 'solved',
        edits: [
          [
            '  name: cart\nspec:\n  selector:\n    app: cart\n  ports',
            '  name: basket\nspec:\n  selector:\n    app: cart\n  ports',
          ],
        ],
      },
    ],
  },
  'five-parts': {
    right: [
      {
        what: 'the full name, and a slice with more to say',
        from: 'solved',
        edits: [
          ['http://cart.shop', 'http://cart.shop.svc.cluster.local'],
          ['addresses: [192.0.2.42]', 'addresses:\n      - "192.0.2.42"\n    conditions:\n      ready: true'],
        ],
      },
    ],
    round: [
      { what: 'moving the caller back', from: 'start', edits: [['namespace: front', 'namespace: shop']] },
      {
        what: 'the parts of the name the other way round',
        from: 'solved',
        edits: [['cart.shop', 'shop.cart']],
      },
      {
        what: 'a slice that belongs to no Service',
        from: 'solved',
        edits: [['  labels:\n    kubernetes.io/service-name: billing\n', '']],
      },
      { what: 'only the first of the two', from: 'start', edits: [['http://cart', 'http://cart.shop']] },
    ],
  },
  'labels-are-the-wiring': {
    right: [
      {
        what: 'the selector in flow style, in another order',
        from: 'start',
        edits: [
          ['  selector:\n    app: web\n    tier: front\n', '  selector: { tier: "frontend", app: web }\n'],
        ],
      },
    ],
    round: [
      {
        what: 'leaving the differing pair out',
        from: 'start',
        edits: [['  selector:\n    app: web\n    tier: front\n', '  selector:\n    app: web\n']],
      },
      {
        what: 'relabelling the pods alone',
        from: 'start',
        edits: [['        tier: frontend\n', '        tier: front\n']],
      },
      {
        what: 'changing the selector of a Deployment that runs',
        from: 'start',
        edits: [['tier: frontend', 'tier: front']],
      },
      {
        what: 'taking the selector out',
        from: 'start',
        edits: [['  selector:\n    app: web\n    tier: front\n', '']],
      },
      {
        what: 'finding the workers instead',
        from: 'start',
        edits: [
          ['  selector:\n    app: web\n    tier: front\n', '  selector:\n    app: web\n    tier: worker\n'],
        ],
      },
    ],
  },
  ports: {
    right: [
      {
        what: 'numbers instead of names',
        from: 'solved',
        edits: [
          ['targetPort: http', 'targetPort: 3000'],
          ['targetPort: metrics', 'targetPort: 9100'],
        ],
      },
      {
        what: 'another name for the container’s port, everywhere',
        from: 'solved',
        edits: [
          ['targetPort: http', 'targetPort: web'],
          ['            - name: http', '            - name: web'],
          ['port: http', 'port: web'],
        ],
      },
    ],
    round: [
      { what: 'names alone', from: 'solved', edits: [['targetPort: http', 'targetPort: web']] },
      {
        what: 'one name for both',
        from: 'solved',
        edits: [['    - name: metrics\n      port: 9090', '    - name: http\n      port: 9090']],
      },
      {
        what: 'giving up one of the ports',
        from: 'start',
        edits: [
          ['    - port: 9090\n      targetPort: metrics\n', ''],
          ['targetPort: web', 'targetPort: http'],
        ],
      },
      {
        what: 'the port of the Service as that of the program',
        from: 'solved',
        edits: [['targetPort: http', 'targetPort: 80']],
      },
      {
        what: 'renaming the container’s port and forgetting the probe',
        from: 'solved',
        edits: [
          ['targetPort: http', 'targetPort: web'],
          ['            - name: http', '            - name: web'],
        ],
      },
    ],
  },
  'ready-or-not': {
    right: [
      {
        what: 'numbers for the ports, on one line',
        from: 'solved',
        edits: [
          [
            '              path: /ready\n              port: http\n',
            '              port: 8080\n              path: "/ready"\n',
          ],
        ],
      },
    ],
    round: [
      {
        what: 'the same question twice',
        from: 'solved',
        edits: [
          ['/ready', '/healthz'],
          ['            periodSeconds: 5\n', ''],
        ],
      },
      {
        what: 'turning the one probe into the other',
        from: 'start',
        edits: [
          ['livenessProbe', 'readinessProbe'],
          ['/healthz', '/ready'],
          ['port: web', 'port: http'],
        ],
      },
      { what: 'mending the port alone', from: 'start', edits: [['port: web', 'port: http']] },
      { what: 'a startup probe instead', from: 'solved', edits: [['readinessProbe', 'startupProbe']] },
      {
        what: 'taking the Service away',
        from: 'start',
        edits: [
          ['kind: Service', 'kind: ConfigMap'],
          ['port: web', 'port: http'],
        ],
      },
    ],
  },
  'headless-and-names': {
    right: [
      {
        what: 'the second Service in flow style, and pods that are not ready yet',
        from: 'solved',
        edits: [['  clusterIP: None\n', '  clusterIP: "None"\n  publishNotReadyAddresses: true\n']],
      },
    ],
    round: [
      {
        what: 'hanging the names on the readers’ Service',
        from: 'start',
        edits: [['serviceName: db-peers', 'serviceName: db']],
      },
      {
        what: 'no address and a door on every node',
        from: 'solved',
        edits: [['  clusterIP: None\n', '  clusterIP: None\n  type: NodePort\n']],
      },
      { what: 'a second Service with an address', from: 'solved', edits: [['  clusterIP: None\n', '']] },
      {
        what: 'a selector that finds no pod of the set',
        from: 'solved',
        edits: [
          [
            '  clusterIP: None\n  selector:\n    app: db\n',
            '  clusterIP: None\n  selector:\n    app: peers\n',
          ],
        ],
      },
      {
        what: 'taking the address from the readers',
        from: 'start',
        edits: [['  name: db\nspec:\n  selector', '  name: db-peers\nspec:\n  clusterIP: None\n  selector']],
      },
    ],
  },
  'traffic-in': {
    right: [
      {
        what: 'the number of the port, and the type in words',
        from: 'solved',
        edits: [
          ['                  name: http\n', '                  number: 80\n'],
          ['  name: admin\nspec:\n', '  name: admin\nspec:\n  type: ClusterIP\n'],
        ],
      },
    ],
    round: [
      { what: 'renaming the Service back', from: 'start', edits: [['name: storefront', 'name: web']] },
      {
        what: 'the name without the port',
        from: 'start',
        edits: [['                name: web\n', '                name: storefront\n']],
      },
      {
        what: 'taking the type away and leaving the number of the door',
        from: 'start',
        edits: [
          drop('  type: NodePort\n'),
          ['                  name: web\n', '                  name: http\n'],
          ['                name: web\n', '                name: storefront\n'],
        ],
      },
      { what: 'taking the rule out', from: 'solved', edits: [['backend:', 'note:']] },
      {
        what: 'a larger door',
        from: 'solved',
        edits: [['  name: admin\nspec:\n', '  name: admin\nspec:\n  type: LoadBalancer\n']],
      },
      {
        what: 'leading people to the admin pages',
        from: 'solved',
        edits: [['                name: storefront', '                name: admin']],
      },
    ],
  },
};
