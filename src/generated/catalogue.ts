// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.
import type { Catalogue, WalkthroughMeta } from '../lessons/types.ts';

/** Everything known of the built-in pack without loading a lesson. */
export const catalogue: Catalogue = {
  "topics": [
    {
      "id": "docker-isolation",
      "title": "Docker isolation",
      "summary": "Why fifty tenants of one building do not read each other's mail, who meters what they eat, and who has the keys.",
      "icon": "package",
      "lessons": [
        "docker-isolation/fifty-tenants",
        "docker-isolation/who-eats-how-much",
        "docker-isolation/caretakers-key",
        "docker-isolation/root-inside",
        "docker-isolation/keys-and-house-rules",
        "docker-isolation/secrets-on-the-wall",
        "docker-isolation/three-house-rules"
      ],
      "files": [
        "**/Dockerfile*",
        "**/*.dockerfile",
        "**/Containerfile",
        "**/{docker-,}compose*.{yaml,yml}"
      ]
    },
    {
      "id": "kubernetes-services",
      "title": "Kubernetes Services",
      "summary": "Why Services have to exist, how a call finds a pod, and what to look at when it does not.",
      "icon": "globe",
      "lessons": [
        "kubernetes-services/why-services",
        "kubernetes-services/five-parts",
        "kubernetes-services/labels-are-the-wiring",
        "kubernetes-services/ports",
        "kubernetes-services/ready-or-not",
        "kubernetes-services/headless-and-names",
        "kubernetes-services/traffic-in"
      ],
      "files": [
        "**/kustomization.{yaml,yml}",
        "**/{k8s,kube,kubernetes,manifests,deploy,deployment,deployments,charts,helm}/**/*.{yaml,yml}",
        "**/*{service,deployment,statefulset,ingress}*.{yaml,yml}"
      ]
    },
    {
      "id": "react-effects",
      "title": "React effects",
      "summary": "What an effect is for, why the previous user's name stood there for a moment, and how a component with five effects is taken apart.",
      "icon": "sync",
      "lessons": [
        "react-effects/late-answer",
        "react-effects/unsubscribe",
        "react-effects/compute-not-store",
        "react-effects/key-resets",
        "react-effects/closures-and-dependencies",
        "react-effects/event-or-effect",
        "react-effects/five-effects"
      ],
      "files": [
        "**/*.{tsx,jsx}"
      ]
    }
  ],
  "lessons": [
    {
      "id": "docker-isolation/fifty-tenants",
      "topic": "docker-isolation",
      "title": "Fifty tenants in one building",
      "summary": "A container is a process with walls around it. The walls are namespaces, the building is the kernel, and there is only one.",
      "minutes": 5,
      "level": "beginner",
      "needs": [],
      "rules": [
        "docker-isolation/host-namespace-shared"
      ],
      "names": {
        "service": "web",
        "wall": "PID namespace",
        "field": "pid: host"
      },
      "sources": [
        {
          "title": "Docker: Security, Kernel namespaces",
          "url": "https://docs.docker.com/engine/security/#kernel-namespaces"
        },
        {
          "title": "namespaces(7)",
          "url": "https://man7.org/linux/man-pages/man7/namespaces.7.html"
        },
        {
          "title": "time_namespaces(7)",
          "url": "https://man7.org/linux/man-pages/man7/time_namespaces.7.html"
        },
        {
          "title": "ptrace(2), Ptrace access mode checking",
          "url": "https://man7.org/linux/man-pages/man2/ptrace.2.html"
        },
        {
          "title": "Docker: Running containers, PID settings",
          "url": "https://docs.docker.com/engine/containers/run/#pid-settings---pid"
        },
        {
          "title": "Docker: Engine 29 release notes",
          "url": "https://docs.docker.com/engine/release-notes/29/"
        },
        {
          "title": "Docker Compose: Services",
          "url": "https://docs.docker.com/reference/compose-file/services/"
        },
        {
          "title": "Kubernetes: Pod Security Standards",
          "url": "https://kubernetes.io/docs/concepts/security/pod-security-standards/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "docker-isolation/who-eats-how-much",
      "topic": "docker-isolation",
      "title": "Who eats how much",
      "summary": "Walls keep neighbours from seeing each other. They do not keep one of them from eating everything; that takes a meter.",
      "minutes": 4,
      "level": "beginner",
      "needs": [
        "docker-isolation/fifty-tenants"
      ],
      "rules": [
        "docker-isolation/missing-memory-limit",
        "docker-isolation/pids-limit-missing"
      ],
      "names": {
        "service": "web",
        "limit": "512m"
      },
      "sources": [
        {
          "title": "Docker: Resource constraints",
          "url": "https://docs.docker.com/engine/containers/resource_constraints/"
        },
        {
          "title": "Docker: Security, Control groups",
          "url": "https://docs.docker.com/engine/security/#control-groups"
        },
        {
          "title": "Docker Compose: Deploy, resources",
          "url": "https://docs.docker.com/reference/compose-file/deploy/#resources"
        },
        {
          "title": "Kubernetes: Resource Management for Pods and Containers",
          "url": "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"
        },
        {
          "title": "Kubernetes: Node-pressure Eviction",
          "url": "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"
        },
        {
          "title": "Kubernetes: Kubelet configuration, singleProcessOOMKill",
          "url": "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/"
        },
        {
          "title": "Linux: Control Group v2",
          "url": "https://docs.kernel.org/admin-guide/cgroup-v2.html"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "docker-isolation/caretakers-key",
      "topic": "docker-isolation",
      "title": "The caretaker's key",
      "summary": "Walls and meters are worth as much as the key that opens them all. Three lines in a file hand it out.",
      "minutes": 5,
      "level": "beginner",
      "needs": [
        "docker-isolation/fifty-tenants"
      ],
      "rules": [
        "docker-isolation/docker-socket-mounted",
        "docker-isolation/host-path-mount",
        "docker-isolation/privileged-container"
      ],
      "names": {
        "service": "web",
        "path": "/var/run/docker.sock",
        "field": "privileged"
      },
      "sources": [
        {
          "title": "Docker: Security, Docker daemon attack surface",
          "url": "https://docs.docker.com/engine/security/#docker-daemon-attack-surface"
        },
        {
          "title": "Docker: Running containers, Runtime privilege and Linux capabilities",
          "url": "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"
        },
        {
          "title": "Docker: docker run, --privileged",
          "url": "https://docs.docker.com/reference/cli/docker/container/run/#privileged"
        },
        {
          "title": "Docker: Rootless mode",
          "url": "https://docs.docker.com/engine/security/rootless/"
        },
        {
          "title": "Kubernetes: Volumes, hostPath",
          "url": "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"
        },
        {
          "title": "OWASP: Docker Security Cheat Sheet",
          "url": "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html"
        },
        {
          "title": "Docker Socket Proxy: README",
          "url": "https://github.com/Tecnativa/docker-socket-proxy"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "docker-isolation/root-inside",
      "topic": "docker-isolation",
      "title": "Root inside is root on the kernel",
      "summary": "A container's root has the same number as the host's. What keeps them apart is everything else.",
      "minutes": 4,
      "level": "beginner",
      "needs": [
        "docker-isolation/fifty-tenants"
      ],
      "rules": [
        "docker-isolation/image-runs-as-root",
        "docker-isolation/pod-may-run-as-root",
        "docker-isolation/sudo-in-image"
      ],
      "names": {
        "image": "node:22",
        "user": "root",
        "service": "web"
      },
      "sources": [
        {
          "title": "Docker: Isolate containers with a user namespace",
          "url": "https://docs.docker.com/engine/security/userns-remap/"
        },
        {
          "title": "Docker: Dockerfile reference, USER",
          "url": "https://docs.docker.com/reference/dockerfile/#user"
        },
        {
          "title": "Docker: Building best practices, USER",
          "url": "https://docs.docker.com/build/building/best-practices/#user"
        },
        {
          "title": "Kubernetes: Configure a Security Context",
          "url": "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"
        },
        {
          "title": "Kubernetes: User Namespaces",
          "url": "https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/"
        },
        {
          "title": "Docker: Rootless mode",
          "url": "https://docs.docker.com/engine/security/rootless/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "docker-isolation/keys-and-house-rules",
      "topic": "docker-isolation",
      "title": "Keys, house rules and the lift to the roof",
      "summary": "Root's power is cut into some forty keys. A container starts with a few of them, and with rules about what it may ask the kernel.",
      "minutes": 6,
      "level": "intermediate",
      "needs": [
        "docker-isolation/root-inside"
      ],
      "rules": [
        "docker-isolation/capabilities-not-dropped",
        "docker-isolation/dangerous-capability",
        "docker-isolation/privilege-escalation-allowed",
        "docker-isolation/security-profile-disabled",
        "docker-isolation/writable-root-filesystem"
      ],
      "names": {
        "service": "web",
        "capability": "SYS_ADMIN",
        "field": "allowPrivilegeEscalation"
      },
      "sources": [
        {
          "title": "Docker: Security, Linux kernel capabilities",
          "url": "https://docs.docker.com/engine/security/#linux-kernel-capabilities"
        },
        {
          "title": "Docker: Seccomp security profiles",
          "url": "https://docs.docker.com/engine/security/seccomp/"
        },
        {
          "title": "capabilities(7)",
          "url": "https://man7.org/linux/man-pages/man7/capabilities.7.html"
        },
        {
          "title": "Linux: No New Privileges Flag",
          "url": "https://docs.kernel.org/userspace-api/no_new_privs.html"
        },
        {
          "title": "Kubernetes: Pod Security Standards",
          "url": "https://kubernetes.io/docs/concepts/security/pod-security-standards/"
        },
        {
          "title": "Kubernetes: Configure a Security Context",
          "url": "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"
        },
        {
          "title": "Kubernetes: Seccomp and Kubernetes",
          "url": "https://kubernetes.io/docs/reference/node/seccomp/"
        },
        {
          "title": "Kubernetes: Debug Running Pods, Debugging Profiles",
          "url": "https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#debugging-profiles"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "docker-isolation/secrets-on-the-wall",
      "topic": "docker-isolation",
      "title": "Secrets are not wallpaper",
      "summary": "What is written into an image stays in it. A layer that deletes it only hangs a picture over it.",
      "minutes": 4,
      "level": "beginner",
      "needs": [],
      "rules": [
        "docker-isolation/secret-in-image",
        "docker-isolation/secret-in-pod-env"
      ],
      "names": {
        "secret": "NPM_TOKEN",
        "service": "web",
        "image": "node:22"
      },
      "sources": [
        {
          "title": "Docker: Build secrets",
          "url": "https://docs.docker.com/build/building/secrets/"
        },
        {
          "title": "Docker: Build checks, SecretsUsedInArgOrEnv",
          "url": "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/"
        },
        {
          "title": "Docker: Dockerfile reference, RUN --mount=type=secret",
          "url": "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret"
        },
        {
          "title": "Docker: Build variables",
          "url": "https://docs.docker.com/build/building/variables/"
        },
        {
          "title": "Docker: Attestations with GitHub Actions",
          "url": "https://docs.docker.com/build/ci/github-actions/attestations/"
        },
        {
          "title": "Kubernetes: Secrets",
          "url": "https://kubernetes.io/docs/concepts/configuration/secret/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "docker-isolation/three-house-rules",
      "topic": "docker-isolation",
      "title": "Three house rules: privileged, baseline, restricted",
      "summary": "Nobody should have to remember every lock for every container. A cluster can check them at the door, at three levels.",
      "minutes": 5,
      "level": "intermediate",
      "needs": [
        "docker-isolation/caretakers-key",
        "docker-isolation/root-inside",
        "docker-isolation/keys-and-house-rules"
      ],
      "rules": [
        "docker-isolation/pod-may-run-as-root",
        "docker-isolation/privilege-escalation-allowed",
        "docker-isolation/capabilities-not-dropped",
        "docker-isolation/writable-root-filesystem",
        "docker-isolation/missing-memory-limit"
      ],
      "names": {
        "service": "web"
      },
      "sources": [
        {
          "title": "Kubernetes: Pod Security Standards",
          "url": "https://kubernetes.io/docs/concepts/security/pod-security-standards/"
        },
        {
          "title": "Kubernetes: Pod Security Admission",
          "url": "https://kubernetes.io/docs/concepts/security/pod-security-admission/"
        },
        {
          "title": "Kubernetes: Enforce Pod Security Standards with Namespace Labels",
          "url": "https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "kubernetes-services/why-services",
      "topic": "kubernetes-services",
      "title": "Pods come and go, and take their addresses with them",
      "summary": "A pod's address lives exactly as long as the pod. A Service is the address that stays.",
      "minutes": 4,
      "level": "beginner",
      "needs": [],
      "rules": [
        "kubernetes-services/hardcoded-cluster-ip"
      ],
      "names": {
        "workload": "web",
        "address": "10.244.2.17",
        "service": "cart",
        "port": "8080"
      },
      "sources": [
        {
          "title": "Kubernetes: Service",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/"
        },
        {
          "title": "Kubernetes: Pod Lifecycle, Pod lifetime",
          "url": "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-lifetime"
        },
        {
          "title": "Kubernetes: DNS for Services and Pods",
          "url": "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/"
        },
        {
          "title": "Kubernetes: Cluster Networking",
          "url": "https://kubernetes.io/docs/concepts/cluster-administration/networking/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "kubernetes-services/five-parts",
      "topic": "kubernetes-services",
      "title": "What happens when you create a Service",
      "summary": "Five parts make a call arrive, an object, an address, a list, a name and a rule on every node, and each can be missing on its own.",
      "minutes": 6,
      "level": "beginner",
      "needs": [
        "kubernetes-services/why-services"
      ],
      "rules": [
        "kubernetes-services/cross-namespace-short-dns",
        "kubernetes-services/endpoints-api-deprecated"
      ],
      "names": {
        "service": "cart",
        "namespace": "shop",
        "workload": "cart",
        "port": "80",
        "targetPort": "8080",
        "host": "cart.shop.svc.cluster.local"
      },
      "sources": [
        {
          "title": "Kubernetes: Service",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/"
        },
        {
          "title": "Kubernetes: EndpointSlices",
          "url": "https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/"
        },
        {
          "title": "Kubernetes: Virtual IPs and Service Proxies",
          "url": "https://kubernetes.io/docs/reference/networking/virtual-ips/"
        },
        {
          "title": "Kubernetes: DNS for Services and Pods",
          "url": "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/"
        },
        {
          "title": "Kubernetes: Debug Services",
          "url": "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"
        },
        {
          "title": "Kubernetes blog: Endpoints Deprecation",
          "url": "https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "kubernetes-services/labels-are-the-wiring",
      "topic": "kubernetes-services",
      "title": "Labels are the wiring",
      "summary": "A Service knows no Deployment. It knows a few words, and finds whatever pod carries all of them.",
      "minutes": 5,
      "level": "beginner",
      "needs": [
        "kubernetes-services/five-parts"
      ],
      "rules": [
        "kubernetes-services/service-selector-duplicate",
        "kubernetes-services/service-selector-no-match",
        "kubernetes-services/workload-selector-mismatch"
      ],
      "names": {
        "service": "web",
        "workload": "web",
        "kind": "Deployment",
        "key": "app",
        "value": "web",
        "found": "webapp"
      },
      "sources": [
        {
          "title": "Kubernetes: Labels and Selectors",
          "url": "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/"
        },
        {
          "title": "Kubernetes: Deployments, Selector",
          "url": "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector"
        },
        {
          "title": "Kubernetes: Service, Services in Kubernetes",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes"
        },
        {
          "title": "Kubernetes: Recommended Labels",
          "url": "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "kubernetes-services/ports",
      "topic": "kubernetes-services",
      "title": "port, targetPort, containerPort, nodePort",
      "summary": "Four numbers stand for two doors. One of them opens nothing at all.",
      "minutes": 4,
      "level": "beginner",
      "needs": [
        "kubernetes-services/five-parts"
      ],
      "rules": [
        "kubernetes-services/service-port-invalid",
        "kubernetes-services/service-target-port-missing"
      ],
      "names": {
        "service": "web",
        "workload": "web",
        "container": "web",
        "port": "80",
        "targetPort": "http"
      },
      "sources": [
        {
          "title": "Kubernetes: Service, Port definitions",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports"
        },
        {
          "title": "Kubernetes: Service, Multi-port Services",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services"
        },
        {
          "title": "Kubernetes API: Container, ports",
          "url": "https://kubernetes.io/docs/reference/kubernetes-api/core/pod-v1/#Container"
        },
        {
          "title": "Kubernetes: Service, type NodePort",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "kubernetes-services/ready-or-not",
      "topic": "kubernetes-services",
      "title": "Ready or not",
      "summary": "A pod that runs is not yet a pod that answers. The readiness probe is how it says so.",
      "minutes": 5,
      "level": "intermediate",
      "needs": [
        "kubernetes-services/five-parts",
        "kubernetes-services/ports"
      ],
      "rules": [
        "kubernetes-services/probe-port-missing",
        "kubernetes-services/probes-identical",
        "kubernetes-services/service-pod-no-readiness"
      ],
      "names": {
        "service": "web",
        "workload": "web",
        "container": "web",
        "probe": "readinessProbe",
        "port": "http"
      },
      "sources": [
        {
          "title": "Kubernetes: Liveness, Readiness, and Startup Probes",
          "url": "https://kubernetes.io/docs/concepts/workloads/pods/probes/"
        },
        {
          "title": "Kubernetes: Configure Liveness, Readiness and Startup Probes",
          "url": "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
        },
        {
          "title": "Kubernetes: EndpointSlices, Conditions",
          "url": "https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions"
        },
        {
          "title": "Kubernetes: Pod Lifecycle, Termination of Pods",
          "url": "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination"
        },
        {
          "title": "Kubernetes: Container Lifecycle Hooks",
          "url": "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "kubernetes-services/headless-and-names",
      "topic": "kubernetes-services",
      "title": "A Service without an address: headless, StatefulSet, ExternalName",
      "summary": "Sometimes a caller wants one particular pod, or a name that leads out of the cluster. Then the address in between is left out.",
      "minutes": 5,
      "level": "intermediate",
      "needs": [
        "kubernetes-services/five-parts",
        "kubernetes-services/ports"
      ],
      "rules": [
        "kubernetes-services/service-field-misuse",
        "kubernetes-services/statefulset-service-mismatch"
      ],
      "names": {
        "service": "db",
        "workload": "db",
        "host": "db-0.db.shop.svc.cluster.local",
        "address": "192.0.2.42"
      },
      "sources": [
        {
          "title": "Kubernetes: Service, Headless Services",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#headless-services"
        },
        {
          "title": "Kubernetes: StatefulSets, Stable Network ID",
          "url": "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id"
        },
        {
          "title": "Kubernetes: Service, type ExternalName",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#externalname"
        },
        {
          "title": "Kubernetes: DNS for Services and Pods",
          "url": "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "kubernetes-services/traffic-in",
      "topic": "kubernetes-services",
      "title": "Getting traffic in",
      "summary": "From the inside a Service is enough. From the outside somebody has to hold a door, and each kind of door costs something else.",
      "minutes": 5,
      "level": "intermediate",
      "needs": [
        "kubernetes-services/labels-are-the-wiring",
        "kubernetes-services/ports"
      ],
      "rules": [
        "kubernetes-services/ingress-backend-missing",
        "kubernetes-services/loadbalancer-sprawl",
        "kubernetes-services/service-node-exposure"
      ],
      "names": {
        "ingress": "shop",
        "service": "web",
        "port": "http",
        "host": "shop.example"
      },
      "sources": [
        {
          "title": "Kubernetes: Service, Publishing Services",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types"
        },
        {
          "title": "Kubernetes: Ingress",
          "url": "https://kubernetes.io/docs/concepts/services-networking/ingress/"
        },
        {
          "title": "Kubernetes: Gateway API",
          "url": "https://kubernetes.io/docs/concepts/services-networking/gateway/"
        },
        {
          "title": "Kubernetes blog: Gateway API v1.6",
          "url": "https://kubernetes.io/blog/2026/08/03/gateway-api-v1-6-release/"
        },
        {
          "title": "Kubernetes blog: Ingress NGINX Retirement",
          "url": "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/"
        },
        {
          "title": "Kubernetes: Service, External IPs",
          "url": "https://kubernetes.io/docs/concepts/services-networking/service/#external-ips"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/late-answer",
      "topic": "react-effects",
      "title": "The answer that arrived too late",
      "summary": "A component does not wait. Two requests race, and without a guard the slower one has the last word.",
      "minutes": 6,
      "level": "beginner",
      "needs": [],
      "rules": [
        "react-effects/effect-async-callback",
        "react-effects/effect-stale-response"
      ],
      "names": {
        "component": "Profile",
        "hook": "useEffect",
        "dep": "userId",
        "setter": "setUser",
        "state": "user",
        "call": "fetchUser"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Fetching data",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#fetching-data"
        },
        {
          "title": "React: Synchronizing with Effects",
          "url": "https://react.dev/learn/synchronizing-with-effects#fetching-data"
        },
        {
          "title": "React: useEffect",
          "url": "https://react.dev/reference/react/useEffect#fetching-data-with-effects"
        },
        {
          "title": "React 18 working group: the setState on unmounted component warning is removed",
          "url": "https://github.com/reactwg/react-18/discussions/82"
        },
        {
          "title": "MDN: AbortController.abort()",
          "url": "https://developer.mozilla.org/en-US/docs/Web/API/AbortController/abort"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/unsubscribe",
      "topic": "react-effects",
      "title": "Whoever subscribes must unsubscribe",
      "summary": "React removes what it made. A listener, a timer or a socket is yours, and stays until your cleanup takes it away.",
      "minutes": 5,
      "level": "beginner",
      "needs": [],
      "rules": [
        "react-effects/effect-cleanup-mismatch",
        "react-effects/effect-missing-cleanup"
      ],
      "names": {
        "component": "Profile",
        "hook": "useEffect",
        "event": "'resize'",
        "target": "window",
        "handler": "onResize",
        "call": "addEventListener"
      },
      "sources": [
        {
          "title": "React: Synchronizing with Effects, Add cleanup if needed",
          "url": "https://react.dev/learn/synchronizing-with-effects#step-3-add-cleanup-if-needed"
        },
        {
          "title": "React: useEffect",
          "url": "https://react.dev/reference/react/useEffect#connecting-to-an-external-system"
        },
        {
          "title": "React: StrictMode",
          "url": "https://react.dev/reference/react/StrictMode#fixing-bugs-found-by-re-running-effects-in-development"
        },
        {
          "title": "MDN: EventTarget.removeEventListener()",
          "url": "https://developer.mozilla.org/en-US/docs/Web/API/EventTarget/removeEventListener"
        },
        {
          "title": "HTML Standard: Timers",
          "url": "https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/compute-not-store",
      "topic": "react-effects",
      "title": "If you can compute it, do not store it",
      "summary": "A value that follows from others and is kept in state is one render late, every time.",
      "minutes": 6,
      "level": "beginner",
      "needs": [],
      "rules": [
        "react-effects/effect-chain",
        "react-effects/effect-derived-state"
      ],
      "names": {
        "component": "Inbox",
        "hook": "useEffect",
        "dep": "messages",
        "setter": "setUnread",
        "state": "unread",
        "value": "messages.filter((message) => !message.read).length"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Updating state based on props or state",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#updating-state-based-on-props-or-state"
        },
        {
          "title": "React: You Might Not Need an Effect, Chains of computations",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#chains-of-computations"
        },
        {
          "title": "React: Choosing the State Structure",
          "url": "https://react.dev/learn/choosing-the-state-structure#avoid-redundant-state"
        },
        {
          "title": "React: useEffect, Caveats",
          "url": "https://react.dev/reference/react/useEffect#caveats"
        },
        {
          "title": "React: useMemo",
          "url": "https://react.dev/reference/react/useMemo"
        },
        {
          "title": "eslint-plugin-react-hooks: set-state-in-effect",
          "url": "https://react.dev/reference/eslint-plugin-react-hooks/lints/set-state-in-effect"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/key-resets",
      "topic": "react-effects",
      "title": "A new person is a new component: key",
      "summary": "An effect that empties the state for the next person comes one render too late. A key never has the old state at all.",
      "minutes": 4,
      "level": "intermediate",
      "needs": [
        "react-effects/compute-not-store"
      ],
      "rules": [
        "react-effects/effect-reset-on-prop-change"
      ],
      "names": {
        "component": "Comments",
        "hook": "useEffect",
        "dep": "userId",
        "setter": "setText",
        "state": "text"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Resetting all state when a prop changes",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#resetting-all-state-when-a-prop-changes"
        },
        {
          "title": "React: Preserving and Resetting State",
          "url": "https://react.dev/learn/preserving-and-resetting-state#resetting-state-at-the-same-position"
        },
        {
          "title": "React: useEffect",
          "url": "https://react.dev/reference/react/useEffect#parameters"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/closures-and-dependencies",
      "topic": "react-effects",
      "title": "Effects remember: closures and dependencies",
      "summary": "An effect sees the values of the render that started it. The array does not decide when it runs; it says what it reads.",
      "minutes": 6,
      "level": "intermediate",
      "needs": [
        "react-effects/unsubscribe"
      ],
      "rules": [
        "react-effects/effect-deps-suppressed",
        "react-effects/effect-self-trigger",
        "react-effects/effect-stale-closure",
        "react-effects/effect-unstable-dep"
      ],
      "names": {
        "component": "Session",
        "hook": "useEffect",
        "state": "seconds",
        "setter": "setSeconds",
        "dep": "seconds",
        "callback": "saveNow",
        "call": "setInterval"
      },
      "sources": [
        {
          "title": "React: Lifecycle of Reactive Effects",
          "url": "https://react.dev/learn/lifecycle-of-reactive-effects#react-verifies-that-you-specified-every-reactive-value-as-a-dependency"
        },
        {
          "title": "React: Removing Effect Dependencies",
          "url": "https://react.dev/learn/removing-effect-dependencies"
        },
        {
          "title": "React: Separating Events from Effects",
          "url": "https://react.dev/learn/separating-events-from-effects"
        },
        {
          "title": "React: useEffectEvent",
          "url": "https://react.dev/reference/react/useEffectEvent"
        },
        {
          "title": "React 19.2",
          "url": "https://react.dev/blog/2025/10/01/react-19-2"
        },
        {
          "title": "React: useState, set functions",
          "url": "https://react.dev/reference/react/useState#setstate"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/event-or-effect",
      "topic": "react-effects",
      "title": "Event or synchronisation?",
      "summary": "An effect knows what the state is. Only the handler knows what somebody did, and that it happened once.",
      "minutes": 5,
      "level": "intermediate",
      "needs": [
        "react-effects/closures-and-dependencies"
      ],
      "rules": [
        "react-effects/effect-event-logic"
      ],
      "names": {
        "component": "Checkout",
        "hook": "useEffect",
        "state": "submitted",
        "setter": "setSubmitted",
        "call": "post",
        "dep": "basket",
        "handler": "buy"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect, Sending a POST request",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#sending-a-post-request"
        },
        {
          "title": "React: You Might Not Need an Effect, Sharing logic between event handlers",
          "url": "https://react.dev/learn/you-might-not-need-an-effect#sharing-logic-between-event-handlers"
        },
        {
          "title": "React: Separating Events from Effects",
          "url": "https://react.dev/learn/separating-events-from-effects#choosing-between-event-handlers-and-effects"
        },
        {
          "title": "React: Activity",
          "url": "https://react.dev/reference/react/Activity"
        },
        {
          "title": "React Native: Fast Refresh and Hooks",
          "url": "https://reactnative.dev/docs/fast-refresh#fast-refresh-and-hooks"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    },
    {
      "id": "react-effects/five-effects",
      "topic": "react-effects",
      "title": "Five effects, no warnings: review one component",
      "summary": "Name the outside system of each effect. Those that have none can go, and a key may take others with it.",
      "minutes": 6,
      "level": "intermediate",
      "needs": [
        "react-effects/late-answer",
        "react-effects/unsubscribe",
        "react-effects/compute-not-store",
        "react-effects/key-resets",
        "react-effects/closures-and-dependencies",
        "react-effects/event-or-effect"
      ],
      "rules": [
        "react-effects/many-effects"
      ],
      "names": {
        "component": "Profile",
        "hook": "useEffect",
        "count": "5",
        "dep": "userId",
        "state": "online"
      },
      "sources": [
        {
          "title": "React: You Might Not Need an Effect",
          "url": "https://react.dev/learn/you-might-not-need-an-effect"
        },
        {
          "title": "React: Lifecycle of Reactive Effects, Each Effect represents a separate synchronization process",
          "url": "https://react.dev/learn/lifecycle-of-reactive-effects#each-effect-represents-a-separate-synchronization-process"
        },
        {
          "title": "React: useSyncExternalStore",
          "url": "https://react.dev/reference/react/useSyncExternalStore"
        },
        {
          "title": "React: Preserving and Resetting State",
          "url": "https://react.dev/learn/preserving-and-resetting-state#resetting-state-at-the-same-position"
        },
        {
          "title": "React DOM: <title>",
          "url": "https://react.dev/reference/react-dom/components/title"
        }
      ],
      "hasQuiz": true,
      "hasPractice": true
    }
  ],
  "rules": [
    {
      "id": "docker-isolation/host-namespace-shared",
      "title": "A wall to the host was taken out",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/fifty-tenants",
      "languages": [
        "yaml",
        "dockercompose",
        "dockerfile",
        "shellscript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_17",
        "trivy:KSV-0010",
        "kube-linter:host-pid",
        "polaris:hostPIDSet",
        "checkov:CKV_K8S_18",
        "trivy:KSV-0008",
        "kube-linter:host-ipc",
        "polaris:hostIPCSet",
        "checkov:CKV_K8S_19",
        "trivy:KSV-0009",
        "kube-linter:host-network",
        "polaris:hostNetworkSet",
        "kics:*"
      ],
      "sameAs": [
        "checkov:CKV_K8S_17",
        "trivy:KSV-0010",
        "kube-linter:host-pid",
        "polaris:hostPIDSet",
        "checkov:CKV_K8S_18",
        "trivy:KSV-0008",
        "kube-linter:host-ipc",
        "polaris:hostIPCSet",
        "checkov:CKV_K8S_19",
        "trivy:KSV-0009",
        "kube-linter:host-network",
        "polaris:hostNetworkSet",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/missing-memory-limit",
      "title": "Container without a memory limit",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/who-eats-how-much",
      "languages": [
        "yaml",
        "dockercompose"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "kube-score:container-resources",
        "vscode-kubernetes:resource-limits",
        "checkov:CKV_K8S_13",
        "trivy:KSV-0018",
        "kube-linter:unset-memory-requirements",
        "polaris:memoryLimitsMissing",
        "kics:*",
        "kubescape:resources-memory-limits"
      ],
      "sameAs": [
        "checkov:CKV_K8S_13",
        "trivy:KSV-0018",
        "kube-linter:unset-memory-requirements",
        "polaris:memoryLimitsMissing",
        "kics:*",
        "kubescape:resources-memory-limits"
      ]
    },
    {
      "id": "docker-isolation/pids-limit-missing",
      "title": "Container without a limit to its processes",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/who-eats-how-much",
      "languages": [
        "yaml",
        "dockercompose"
      ],
      "severity": "hint",
      "fix": "none",
      "explains": [
        "kics:*"
      ],
      "sameAs": [
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/docker-socket-mounted",
      "title": "The engine’s socket is in the container",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/caretakers-key",
      "languages": [
        "yaml",
        "dockercompose",
        "dockerfile",
        "shellscript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_27",
        "trivy:KSV-0006",
        "kube-linter:docker-sock",
        "kube-linter:container-runtime-sock",
        "semgrep:yaml.docker-compose.security.exposing-docker-socket-volume.exposing-docker-socket-volume",
        "semgrep:yaml.kubernetes.security.exposing-docker-socket-hostpath.exposing-docker-socket-hostpath",
        "kics:*"
      ],
      "sameAs": [
        "checkov:CKV_K8S_27",
        "trivy:KSV-0006",
        "kube-linter:docker-sock",
        "kube-linter:container-runtime-sock",
        "semgrep:yaml.docker-compose.security.exposing-docker-socket-volume.exposing-docker-socket-volume",
        "semgrep:yaml.kubernetes.security.exposing-docker-socket-hostpath.exposing-docker-socket-hostpath",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/host-path-mount",
      "title": "A part of the host is mounted",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/caretakers-key",
      "languages": [
        "yaml",
        "dockercompose",
        "shellscript"
      ],
      "severity": "warning",
      "fix": "none",
      "explains": [
        "kube-linter:writable-host-mount",
        "trivy:KSV-0023",
        "polaris:hostPathSet",
        "kube-linter:sensitive-host-mounts",
        "kics:*"
      ],
      "sameAs": [
        "kube-linter:sensitive-host-mounts",
        "trivy:KSV-0023",
        "polaris:hostPathSet",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/privileged-container",
      "title": "Container with every key there is",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/caretakers-key",
      "languages": [
        "yaml",
        "dockercompose",
        "dockerfile",
        "shellscript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_16",
        "trivy:KSV-0017",
        "kics:*",
        "kube-linter:privileged-container",
        "kube-score:container-security-context-privileged",
        "polaris:runAsPrivileged",
        "semgrep:yaml.docker-compose.security.privileged-service.privileged-service",
        "semgrep:yaml.kubernetes.security.privileged-container.privileged-container"
      ],
      "sameAs": [
        "checkov:CKV_K8S_16",
        "trivy:KSV-0017",
        "kics:*",
        "kube-linter:privileged-container",
        "kube-score:container-security-context-privileged",
        "polaris:runAsPrivileged",
        "semgrep:yaml.docker-compose.security.privileged-service.privileged-service",
        "semgrep:yaml.kubernetes.security.privileged-container.privileged-container"
      ]
    },
    {
      "id": "docker-isolation/image-runs-as-root",
      "title": "Image that runs as root",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/root-inside",
      "languages": [
        "dockerfile"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "trivy:DS-0002",
        "hadolint:DL3002",
        "checkov:CKV_DOCKER_8",
        "semgrep:dockerfile.security.last-user-is-root.last-user-is-root",
        "checkov:CKV_DOCKER_3",
        "semgrep:dockerfile.security.missing-user.missing-user"
      ],
      "sameAs": [
        "trivy:DS-0002",
        "hadolint:DL3002",
        "checkov:CKV_DOCKER_8",
        "semgrep:dockerfile.security.last-user-is-root.last-user-is-root",
        "checkov:CKV_DOCKER_3",
        "semgrep:dockerfile.security.missing-user.missing-user"
      ]
    },
    {
      "id": "docker-isolation/pod-may-run-as-root",
      "title": "Pod that may run as root",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/root-inside",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_40",
        "trivy:KSV-0020",
        "kube-score:container-security-context-user-group-id",
        "kube-linter:run-as-non-root",
        "checkov:CKV_K8S_23",
        "trivy:KSV-0012",
        "polaris:runAsRootAllowed",
        "kubescape:non-root-containers",
        "kyverno:require-run-as-nonroot",
        "semgrep:yaml.kubernetes.security.run-as-non-root.run-as-non-root",
        "trivy:KSV-0105"
      ],
      "sameAs": [
        "kube-linter:run-as-non-root",
        "checkov:CKV_K8S_23",
        "trivy:KSV-0012",
        "polaris:runAsRootAllowed",
        "kubescape:non-root-containers",
        "kyverno:require-run-as-nonroot",
        "semgrep:yaml.kubernetes.security.run-as-non-root.run-as-non-root",
        "trivy:KSV-0105"
      ]
    },
    {
      "id": "docker-isolation/sudo-in-image",
      "title": "Sudo where root is already",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/root-inside",
      "languages": [
        "dockerfile"
      ],
      "severity": "hint",
      "fix": "suggested",
      "explains": [
        "hadolint:DL3004",
        "trivy:DS-0010",
        "checkov:CKV2_DOCKER_1",
        "semgrep:dockerfile.security.no-sudo-in-dockerfile.no-sudo-in-dockerfile"
      ],
      "sameAs": [
        "hadolint:DL3004",
        "trivy:DS-0010",
        "checkov:CKV2_DOCKER_1",
        "semgrep:dockerfile.security.no-sudo-in-dockerfile.no-sudo-in-dockerfile"
      ]
    },
    {
      "id": "docker-isolation/capabilities-not-dropped",
      "title": "Capabilities are not handed back",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/keys-and-house-rules",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_28",
        "kube-linter:drop-net-raw-capability",
        "checkov:CKV_K8S_37",
        "trivy:KSV-0003",
        "trivy:KSV-0106",
        "trivy:KSV-0004",
        "polaris:insecureCapabilities",
        "kics:*"
      ],
      "sameAs": [
        "checkov:CKV_K8S_37",
        "trivy:KSV-0003",
        "trivy:KSV-0106",
        "trivy:KSV-0004",
        "polaris:insecureCapabilities",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/dangerous-capability",
      "title": "A key more than a container should have",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/keys-and-house-rules",
      "languages": [
        "yaml",
        "dockercompose",
        "shellscript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_25",
        "trivy:KSV-0022",
        "checkov:CKV_K8S_39",
        "trivy:KSV-0005",
        "trivy:KSV-0120",
        "trivy:KSV-0119",
        "polaris:dangerousCapabilities",
        "kics:*"
      ],
      "sameAs": [
        "trivy:KSV-0022",
        "checkov:CKV_K8S_39",
        "trivy:KSV-0005",
        "trivy:KSV-0120",
        "trivy:KSV-0119",
        "polaris:dangerousCapabilities",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/privilege-escalation-allowed",
      "title": "Programs may gain more rights than their starter",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/keys-and-house-rules",
      "languages": [
        "yaml",
        "dockercompose",
        "shellscript"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_20",
        "trivy:KSV-0001",
        "kube-linter:privilege-escalation-container",
        "polaris:privilegeEscalationAllowed",
        "semgrep:yaml.kubernetes.security.allow-privilege-escalation.allow-privilege-escalation",
        "semgrep:yaml.kubernetes.security.allow-privilege-escalation-true.allow-privilege-escalation-true",
        "kics:*"
      ],
      "sameAs": [
        "checkov:CKV_K8S_20",
        "trivy:KSV-0001",
        "kube-linter:privilege-escalation-container",
        "polaris:privilegeEscalationAllowed",
        "semgrep:yaml.kubernetes.security.allow-privilege-escalation.allow-privilege-escalation",
        "semgrep:yaml.kubernetes.security.allow-privilege-escalation-true.allow-privilege-escalation-true",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/security-profile-disabled",
      "title": "The house rules are switched off",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/keys-and-house-rules",
      "languages": [
        "yaml",
        "dockercompose",
        "shellscript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_31",
        "trivy:KSV-0030",
        "trivy:KSV-0002",
        "kube-linter:unsafe-proc-mount",
        "trivy:KSV-0027",
        "trivy:KSV-0104",
        "semgrep:yaml.kubernetes.security.seccomp-confinement-disabled.seccomp-confinement-disabled",
        "semgrep:yaml.docker-compose.security.seccomp-confinement-disabled.seccomp-confinement-disabled",
        "semgrep:yaml.docker-compose.security.selinux-separation-disabled.selinux-separation-disabled",
        "kics:*"
      ],
      "sameAs": [
        "kube-linter:unsafe-proc-mount",
        "trivy:KSV-0027",
        "trivy:KSV-0104",
        "semgrep:yaml.kubernetes.security.seccomp-confinement-disabled.seccomp-confinement-disabled",
        "semgrep:yaml.docker-compose.security.seccomp-confinement-disabled.seccomp-confinement-disabled",
        "semgrep:yaml.docker-compose.security.selinux-separation-disabled.selinux-separation-disabled",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/writable-root-filesystem",
      "title": "A container that can change its own files",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/keys-and-house-rules",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "checkov:CKV_K8S_22",
        "trivy:KSV-0014",
        "kube-linter:no-read-only-root-fs",
        "kube-score:container-security-context-readonlyrootfilesystem",
        "polaris:notReadOnlyRootFilesystem",
        "semgrep:yaml.kubernetes.security.writable-filesystem-container.writable-filesystem-container",
        "kics:*"
      ],
      "sameAs": [
        "checkov:CKV_K8S_22",
        "trivy:KSV-0014",
        "kube-linter:no-read-only-root-fs",
        "kube-score:container-security-context-readonlyrootfilesystem",
        "polaris:notReadOnlyRootFilesystem",
        "semgrep:yaml.kubernetes.security.writable-filesystem-container.writable-filesystem-container",
        "kics:*"
      ]
    },
    {
      "id": "docker-isolation/secret-in-image",
      "title": "Secret in an image",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/secrets-on-the-wall",
      "languages": [
        "dockerfile"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "semgrep:dockerfile.security.secret-in-build-arg.secret-in-build-arg",
        "buildkit:SecretsUsedInArgOrEnv",
        "hadolint:DL3064",
        "trivy:DS-0031"
      ],
      "sameAs": [
        "buildkit:SecretsUsedInArgOrEnv",
        "hadolint:DL3064",
        "trivy:DS-0031"
      ]
    },
    {
      "id": "docker-isolation/secret-in-pod-env",
      "title": "Secret in a manifest",
      "topic": "docker-isolation",
      "lesson": "docker-isolation/secrets-on-the-wall",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [
        "checkov:CKV_SECRET_6",
        "kube-linter:env-var-secret",
        "kics:*"
      ],
      "sameAs": [
        "kube-linter:env-var-secret",
        "kics:*"
      ]
    },
    {
      "id": "kubernetes-services/hardcoded-cluster-ip",
      "title": "An address that a cluster gives out is written down",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/why-services",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "kubernetes-services/cross-namespace-short-dns",
      "title": "A short name from another namespace",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/five-parts",
      "languages": [
        "yaml"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "kubernetes-services/endpoints-api-deprecated",
      "title": "The older list of endpoints",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/five-parts",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "kubernetes-services/service-selector-duplicate",
      "title": "Two Services for the same pods",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/labels-are-the-wiring",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "kubernetes-services/service-selector-no-match",
      "title": "Service finds no pod",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/labels-are-the-wiring",
      "languages": [
        "yaml"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "kube-linter:dangling-service",
        "kube-score:service-targets-pod"
      ],
      "sameAs": [
        "kube-linter:dangling-service",
        "kube-score:service-targets-pod"
      ]
    },
    {
      "id": "kubernetes-services/workload-selector-mismatch",
      "title": "Workload does not select its own pods",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/labels-are-the-wiring",
      "languages": [
        "yaml"
      ],
      "severity": "error",
      "fix": "safe",
      "explains": [
        "kube-linter:mismatching-selector",
        "kube-score:deployment-pod-selector-labels-match-template-metadata-labels",
        "kube-score:statefulset-pod-selector-labels-match-template-metadata-labels"
      ],
      "sameAs": [
        "kube-linter:mismatching-selector",
        "kube-score:deployment-pod-selector-labels-match-template-metadata-labels",
        "kube-score:statefulset-pod-selector-labels-match-template-metadata-labels"
      ]
    },
    {
      "id": "kubernetes-services/service-port-invalid",
      "title": "Port that the API server refuses",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/ports",
      "languages": [
        "yaml"
      ],
      "severity": "error",
      "fix": "safe",
      "explains": [
        "kube-score:container-ports-check",
        "kube-linter:invalid-target-ports"
      ],
      "sameAs": [
        "kube-linter:invalid-target-ports"
      ]
    },
    {
      "id": "kubernetes-services/service-target-port-missing",
      "title": "Service sends to a port that no pod declares",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/ports",
      "languages": [
        "yaml"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "kubernetes-services/probe-port-missing",
      "title": "A probe knocks on a door that is not there",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/ready-or-not",
      "languages": [
        "yaml"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "kube-linter:readiness-port",
        "kube-linter:liveness-port",
        "kube-linter:startup-port"
      ],
      "sameAs": [
        "kube-linter:readiness-port",
        "kube-linter:liveness-port",
        "kube-linter:startup-port"
      ]
    },
    {
      "id": "kubernetes-services/probes-identical",
      "title": "Liveness asks the same as readiness",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/ready-or-not",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [
        "kube-score:pod-probes-identical",
        "kyverno:ensure-probes-different"
      ],
      "sameAs": [
        "kube-score:pod-probes-identical",
        "kyverno:ensure-probes-different"
      ]
    },
    {
      "id": "kubernetes-services/service-pod-no-readiness",
      "title": "Calls arrive before the program is ready",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/ready-or-not",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "kube-score:pod-probes",
        "kube-linter:no-readiness-probe",
        "checkov:CKV_K8S_9",
        "polaris:readinessProbeMissing"
      ],
      "sameAs": [
        "kube-score:pod-probes",
        "kube-linter:no-readiness-probe",
        "checkov:CKV_K8S_9",
        "polaris:readinessProbeMissing"
      ]
    },
    {
      "id": "kubernetes-services/service-field-misuse",
      "title": "A field of a Service that does nothing, or something else",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/headless-and-names",
      "languages": [
        "yaml"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "kyverno:disallow-localhost-services"
      ],
      "sameAs": []
    },
    {
      "id": "kubernetes-services/statefulset-service-mismatch",
      "title": "A StatefulSet without the Service for its names",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/headless-and-names",
      "languages": [
        "yaml"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "kics:bb241e61-77c3-4b97-9575-c0f8a1e008d0",
        "kube-score:statefulset-has-servicename"
      ],
      "sameAs": [
        "kube-score:statefulset-has-servicename"
      ]
    },
    {
      "id": "kubernetes-services/ingress-backend-missing",
      "title": "An Ingress or a route leads to no Service",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/traffic-in",
      "languages": [
        "yaml"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "kubescape:dangling-ingress-backend",
        "kube-linter:dangling-ingress",
        "kube-score:ingress-targets-service"
      ],
      "sameAs": [
        "kube-linter:dangling-ingress",
        "kube-score:ingress-targets-service"
      ]
    },
    {
      "id": "kubernetes-services/loadbalancer-sprawl",
      "title": "A load balancer for every Service",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/traffic-in",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "kubernetes-services/service-node-exposure",
      "title": "A door on every node",
      "topic": "kubernetes-services",
      "lesson": "kubernetes-services/traffic-in",
      "languages": [
        "yaml"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [
        "kics:845acfbe-3e10-4b8e-b656-3b404d36dfb2",
        "kube-linter:exposed-services",
        "kube-score:service-type",
        "trivy:KSV-0108"
      ],
      "sameAs": [
        "kube-linter:exposed-services",
        "kube-score:service-type",
        "trivy:KSV-0108"
      ]
    },
    {
      "id": "react-effects/effect-async-callback",
      "title": "Effect returns a promise instead of a cleanup",
      "topic": "react-effects",
      "lesson": "react-effects/late-answer",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-stale-response",
      "title": "Response may arrive for an old value",
      "topic": "react-effects",
      "lesson": "react-effects/late-answer",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/set-state-in-effect"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-cleanup-mismatch",
      "title": "Cleanup removes something else",
      "topic": "react-effects",
      "lesson": "react-effects/unsubscribe",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener"
      ],
      "sameAs": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener"
      ]
    },
    {
      "id": "react-effects/effect-missing-cleanup",
      "title": "Effect leaves something running",
      "topic": "react-effects",
      "lesson": "react-effects/unsubscribe",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener",
        "eslint:@eslint-react/web-api/no-leaked-interval",
        "eslint:@eslint-react/web-api/no-leaked-timeout",
        "eslint:@eslint-react/web-api/no-leaked-resize-observer",
        "eslint:@eslint-react/web-api/no-leaked-intersection-observer"
      ],
      "sameAs": [
        "eslint:@eslint-react/web-api/no-leaked-event-listener",
        "eslint:@eslint-react/web-api/no-leaked-interval",
        "eslint:@eslint-react/web-api/no-leaked-timeout",
        "eslint:@eslint-react/web-api/no-leaked-resize-observer",
        "eslint:@eslint-react/web-api/no-leaked-intersection-observer"
      ]
    },
    {
      "id": "react-effects/effect-chain",
      "title": "Effects wake each other up",
      "topic": "react-effects",
      "lesson": "react-effects/compute-not-store",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [
        "eslint:react-hooks/set-state-in-effect",
        "eslint:react-you-might-not-need-an-effect/no-chain-state-updates"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-chain-state-updates"
      ]
    },
    {
      "id": "react-effects/effect-derived-state",
      "title": "State follows from other values, one render late",
      "topic": "react-effects",
      "lesson": "react-effects/compute-not-store",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/set-state-in-effect",
        "eslint:react-you-might-not-need-an-effect/no-derived-state",
        "oxc:react(no-deriving-state-in-effects)"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-derived-state"
      ]
    },
    {
      "id": "react-effects/effect-reset-on-prop-change",
      "title": "State is reset one render after the prop changed",
      "topic": "react-effects",
      "lesson": "react-effects/key-resets",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/set-state-in-effect",
        "eslint:react-you-might-not-need-an-effect/no-reset-all-state-on-prop-change"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-reset-all-state-on-prop-change"
      ]
    },
    {
      "id": "react-effects/effect-deps-suppressed",
      "title": "Dependency alarm switched off while a value goes stale",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-self-trigger",
      "title": "Effect starts itself again",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "suggested",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "eslint:react-hooks/set-state-in-effect",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-stale-closure",
      "title": "Callback keeps the values of an old render",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "biome:lint/correctness/useExhaustiveDependencies",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-unstable-dep",
      "title": "Dependency is new on every render",
      "topic": "react-effects",
      "lesson": "react-effects/closures-and-dependencies",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "warning",
      "fix": "safe",
      "explains": [
        "eslint:react-hooks/exhaustive-deps",
        "biome:lint/correctness/useExhaustiveDependencies",
        "oxc:react-hooks(exhaustive-deps)"
      ],
      "sameAs": []
    },
    {
      "id": "react-effects/effect-event-logic",
      "title": "Effect does the work of an event",
      "topic": "react-effects",
      "lesson": "react-effects/event-or-effect",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "information",
      "fix": "none",
      "explains": [
        "eslint:react-you-might-not-need-an-effect/no-event-handler"
      ],
      "sameAs": [
        "eslint:react-you-might-not-need-an-effect/no-event-handler"
      ]
    },
    {
      "id": "react-effects/many-effects",
      "title": "A component with many effects",
      "topic": "react-effects",
      "lesson": "react-effects/five-effects",
      "languages": [
        "typescriptreact",
        "javascriptreact",
        "typescript",
        "javascript"
      ],
      "severity": "hint",
      "fix": "none",
      "explains": [],
      "sameAs": []
    }
  ],
  "groups": [
    {
      "id": "docker-isolation/missing-walls",
      "lesson": "docker-isolation/three-house-rules",
      "members": [
        "docker-isolation/pod-may-run-as-root",
        "docker-isolation/privilege-escalation-allowed",
        "docker-isolation/capabilities-not-dropped",
        "docker-isolation/writable-root-filesystem",
        "docker-isolation/missing-memory-limit"
      ],
      "message": "{count} of {size} walls missing around `{service}`: {parts}.",
      "fixTitle": "Build the missing walls"
    }
  ]
};

/** The walkthroughs, for the sidebar of editors that have no page for them. */
export const walkthroughs: readonly WalkthroughMeta[] = [
  {
    "id": "start",
    "title": "Start with Hindsight",
    "description": "Find in your own code what people usually understand after the outage, and learn why it happens.",
    "steps": [
      {
        "id": "check",
        "title": "See what is in your code",
        "text": "Open a React component, or check the whole workspace. Hindsight underlines places that go wrong later: an answer that can arrive late, a listener that stays. It reads the files on this machine; nothing is sent anywhere.",
        "done": "hindsight.did.checkedWorkspace",
        "action": {
          "title": "Check Workspace",
          "command": "hindsight.checkWorkspace",
          "arguments": []
        }
      },
      {
        "id": "lesson",
        "title": "Open a lesson at your code",
        "text": "Put the cursor on an underlined place and press the light bulb, or hover over it. The lesson tells what happens there, with the names from your code. It opens from code without a fault, too.\nNo file open? Browse all lessons.",
        "done": "hindsight.did.openedLesson",
        "action": {
          "title": "Open the Lesson for This Code",
          "command": "hindsight.openLesson",
          "arguments": []
        }
      },
      {
        "id": "fix",
        "title": "Apply a fix, and see it hold",
        "text": "In the lesson, look at the change and press Apply. Hindsight checks the code again and says whether the hint is gone. Undo brings it back.\nFixes that need no decision can be applied to a whole file at once.",
        "done": "hindsight.did.appliedFix",
        "action": {
          "title": "Fix All Safe Hints in This File",
          "command": "hindsight.fixAll",
          "arguments": []
        }
      },
      {
        "id": "quiz",
        "title": "Answer a question",
        "text": "Every lesson ends with two or three questions. The wrong answers are ones that people really give, and each says why it is wrong.",
        "done": "hindsight.did.answeredQuiz",
        "action": {
          "title": "Browse Lessons",
          "command": "hindsight.browseLessons",
          "arguments": []
        }
      },
      {
        "id": "practise",
        "title": "Practise on a small file",
        "text": "An exercise opens a file with the fault in it. It is passed when the check falls silent and the code still does its work, and not before.",
        "done": "hindsight.did.practised",
        "action": {
          "title": "Practise a Lesson",
          "command": "hindsight.practise",
          "arguments": []
        }
      }
    ]
  },
  {
    "id": "docker-isolation",
    "title": "What keeps containers apart",
    "description": "Why fifty tenants of one building do not read each other’s mail, who meters what they eat, and who has the keys.",
    "topic": "docker-isolation",
    "steps": [
      {
        "id": "fifty-tenants",
        "title": "Fifty tenants in one building",
        "text": "A container is a process with walls around it. See which there are, and what one word takes away.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.docker-isolation/fifty-tenants",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "docker-isolation/fifty-tenants"
            }
          ]
        }
      },
      {
        "id": "who-eats-how-much",
        "title": "Who eats how much",
        "text": "Walls do not keep one tenant from eating everything. Set a mark where “much” ends and “broken” begins.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.docker-isolation/who-eats-how-much",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "docker-isolation/who-eats-how-much"
            }
          ]
        }
      },
      {
        "id": "caretakers-key",
        "title": "The caretaker’s key",
        "text": "Three lines hand out the key to the whole building. See what they grant, and the smaller word for each.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.docker-isolation/caretakers-key",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "docker-isolation/caretakers-key"
            }
          ]
        }
      },
      {
        "id": "root-inside",
        "title": "Root inside is root on the kernel",
        "text": "A user is a number. See where the number comes from, and how an image steps down.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.docker-isolation/root-inside",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "docker-isolation/root-inside"
            }
          ]
        }
      },
      {
        "id": "keys-and-house-rules",
        "title": "Keys, house rules and the lift to the roof",
        "text": "Root’s power is cut into forty keys. Begin with none, and give back the one that is needed.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.docker-isolation/keys-and-house-rules",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "docker-isolation/keys-and-house-rules"
            }
          ]
        }
      },
      {
        "id": "secrets-on-the-wall",
        "title": "Secrets are not wallpaper",
        "text": "What is written into an image stays in it. Lend a secret to one command instead.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.docker-isolation/secrets-on-the-wall",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "docker-isolation/secrets-on-the-wall"
            }
          ]
        }
      },
      {
        "id": "three-house-rules",
        "title": "Three house rules: privileged, baseline, restricted",
        "text": "Nobody remembers every lock for every container. Let the cluster check them at the door.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.docker-isolation/three-house-rules",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "docker-isolation/three-house-rules"
            }
          ]
        }
      }
    ]
  },
  {
    "id": "kubernetes-services",
    "title": "Kubernetes Services, from name to pod",
    "description": "Why Services have to exist, how a call finds a pod, and at which of five parts it ends when it does not.",
    "topic": "kubernetes-services",
    "steps": [
      {
        "id": "why-services",
        "title": "Pods come and go, and take their addresses with them",
        "text": "A written-down address works until the pod is replaced. See what stays, and what to call instead.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.kubernetes-services/why-services",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "kubernetes-services/why-services"
            }
          ]
        }
      },
      {
        "id": "five-parts",
        "title": "What happens when you create a Service",
        "text": "An object, an address, a list, a name and a rule on every node. Take one away and see where the call ends.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.kubernetes-services/five-parts",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "kubernetes-services/five-parts"
            }
          ]
        }
      },
      {
        "id": "labels-are-the-wiring",
        "title": "Labels are the wiring",
        "text": "Three places say “labels” and mean three things. Lay the two that count side by side.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.kubernetes-services/labels-are-the-wiring",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "kubernetes-services/labels-are-the-wiring"
            }
          ]
        }
      },
      {
        "id": "ports",
        "title": "port, targetPort, containerPort, nodePort",
        "text": "Four numbers, two doors, and a note that opens nothing.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.kubernetes-services/ports",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "kubernetes-services/ports"
            }
          ]
        }
      },
      {
        "id": "ready-or-not",
        "title": "Ready or not",
        "text": "A pod that runs is not yet a pod that answers. See who is told, and when.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.kubernetes-services/ready-or-not",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "kubernetes-services/ready-or-not"
            }
          ]
        }
      },
      {
        "id": "headless-and-names",
        "title": "A Service without an address",
        "text": "One particular pod, or a name that leads out of the cluster: when the address in between is left out.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.kubernetes-services/headless-and-names",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "kubernetes-services/headless-and-names"
            }
          ]
        }
      },
      {
        "id": "traffic-in",
        "title": "Getting traffic in",
        "text": "Who holds the door to the outside, what each kind costs, and why a renamed Service answers 503.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.kubernetes-services/traffic-in",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "kubernetes-services/traffic-in"
            }
          ]
        }
      }
    ]
  },
  {
    "id": "react-effects",
    "title": "React effects, without surprises",
    "description": "What an effect is for, why the previous user's name stood there for a moment, and how a component with five effects is taken apart.",
    "topic": "react-effects",
    "steps": [
      {
        "id": "late-answer",
        "title": "The answer that arrived too late",
        "text": "Two requests race, and the slower one has the last word. See how a flag that belongs to one run of the effect stops it, and why 'isMounted' does not.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/late-answer",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/late-answer"
            }
          ]
        }
      },
      {
        "id": "unsubscribe",
        "title": "Whoever subscribes must unsubscribe",
        "text": "What you start outside React goes on until you stop it. See what the cleanup sees, and what a listener is to the browser.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/unsubscribe",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/unsubscribe"
            }
          ]
        }
      },
      {
        "id": "compute-not-store",
        "title": "If you can compute it, do not store it",
        "text": "A value that follows from others and is kept in state is one render late. Count the renders of a chain.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/compute-not-store",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/compute-not-store"
            }
          ]
        }
      },
      {
        "id": "key-resets",
        "title": "A new person is a new component: key",
        "text": "See why the state of the person before is still there, who else can see it, and how a key ends it.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/key-resets",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/key-resets"
            }
          ]
        }
      },
      {
        "id": "closures-and-dependencies",
        "title": "Effects remember: closures and dependencies",
        "text": "A clock that stops at 1, a connection that never rests, a loop that makes no sound: one cause, four faces.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/closures-and-dependencies",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/closures-and-dependencies"
            }
          ]
        }
      },
      {
        "id": "event-or-effect",
        "title": "Event or synchronisation?",
        "text": "One press, two orders. See what is left of a click by the time an effect runs.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/event-or-effect",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/event-or-effect"
            }
          ]
        }
      },
      {
        "id": "five-effects",
        "title": "Five effects, no warnings: review one component",
        "text": "Name the outside system of each effect, and take the component apart in the order that saves work.\nThe step is done when its quiz or its exercise is passed.",
        "done": "hindsight.learned.react-effects/five-effects",
        "action": {
          "title": "Open the Lesson",
          "command": "hindsight.openLesson",
          "arguments": [
            {
              "lesson": "react-effects/five-effects"
            }
          ]
        }
      }
    ]
  }
];
