// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.
import type { GoodForm, Rule, Subject } from '../engine/index.ts';
import dockerIsolationHostNamespaceShared from '../../content/docker-isolation/fifty-tenants/host-namespace-shared.ts';
import dockerIsolationMissingMemoryLimit from '../../content/docker-isolation/who-eats-how-much/missing-memory-limit.ts';
import dockerIsolationPidsLimitMissing from '../../content/docker-isolation/who-eats-how-much/pids-limit-missing.ts';
import dockerIsolationDockerSocketMounted from '../../content/docker-isolation/caretakers-key/docker-socket-mounted.ts';
import dockerIsolationHostPathMount from '../../content/docker-isolation/caretakers-key/host-path-mount.ts';
import dockerIsolationPrivilegedContainer from '../../content/docker-isolation/caretakers-key/privileged-container.ts';
import dockerIsolationImageRunsAsRoot from '../../content/docker-isolation/root-inside/image-runs-as-root.ts';
import dockerIsolationPodMayRunAsRoot from '../../content/docker-isolation/root-inside/pod-may-run-as-root.ts';
import dockerIsolationSudoInImage from '../../content/docker-isolation/root-inside/sudo-in-image.ts';
import dockerIsolationCapabilitiesNotDropped from '../../content/docker-isolation/keys-and-house-rules/capabilities-not-dropped.ts';
import dockerIsolationDangerousCapability from '../../content/docker-isolation/keys-and-house-rules/dangerous-capability.ts';
import dockerIsolationPrivilegeEscalationAllowed from '../../content/docker-isolation/keys-and-house-rules/privilege-escalation-allowed.ts';
import dockerIsolationSecurityProfileDisabled from '../../content/docker-isolation/keys-and-house-rules/security-profile-disabled.ts';
import dockerIsolationWritableRootFilesystem from '../../content/docker-isolation/keys-and-house-rules/writable-root-filesystem.ts';
import dockerIsolationSecretInImage from '../../content/docker-isolation/secrets-on-the-wall/secret-in-image.ts';
import dockerIsolationSecretInPodEnv from '../../content/docker-isolation/secrets-on-the-wall/secret-in-pod-env.ts';
import kubernetesServicesHardcodedClusterIp from '../../content/kubernetes-services/why-services/hardcoded-cluster-ip.ts';
import kubernetesServicesCrossNamespaceShortDns from '../../content/kubernetes-services/five-parts/cross-namespace-short-dns.ts';
import kubernetesServicesEndpointsApiDeprecated from '../../content/kubernetes-services/five-parts/endpoints-api-deprecated.ts';
import kubernetesServicesServiceSelectorDuplicate from '../../content/kubernetes-services/labels-are-the-wiring/service-selector-duplicate.ts';
import kubernetesServicesServiceSelectorNoMatch from '../../content/kubernetes-services/labels-are-the-wiring/service-selector-no-match.ts';
import kubernetesServicesWorkloadSelectorMismatch from '../../content/kubernetes-services/labels-are-the-wiring/workload-selector-mismatch.ts';
import kubernetesServicesServicePortInvalid from '../../content/kubernetes-services/ports/service-port-invalid.ts';
import kubernetesServicesServiceTargetPortMissing from '../../content/kubernetes-services/ports/service-target-port-missing.ts';
import kubernetesServicesProbePortMissing from '../../content/kubernetes-services/ready-or-not/probe-port-missing.ts';
import kubernetesServicesProbesIdentical from '../../content/kubernetes-services/ready-or-not/probes-identical.ts';
import kubernetesServicesServicePodNoReadiness from '../../content/kubernetes-services/ready-or-not/service-pod-no-readiness.ts';
import kubernetesServicesServiceFieldMisuse from '../../content/kubernetes-services/headless-and-names/service-field-misuse.ts';
import kubernetesServicesStatefulsetServiceMismatch from '../../content/kubernetes-services/headless-and-names/statefulset-service-mismatch.ts';
import kubernetesServicesIngressBackendMissing from '../../content/kubernetes-services/traffic-in/ingress-backend-missing.ts';
import kubernetesServicesLoadbalancerSprawl from '../../content/kubernetes-services/traffic-in/loadbalancer-sprawl.ts';
import kubernetesServicesServiceNodeExposure from '../../content/kubernetes-services/traffic-in/service-node-exposure.ts';
import reactEffectsEffectAsyncCallback from '../../content/react-effects/late-answer/effect-async-callback.ts';
import reactEffectsEffectStaleResponse from '../../content/react-effects/late-answer/effect-stale-response.ts';
import reactEffectsEffectCleanupMismatch from '../../content/react-effects/unsubscribe/effect-cleanup-mismatch.ts';
import reactEffectsEffectMissingCleanup from '../../content/react-effects/unsubscribe/effect-missing-cleanup.ts';
import reactEffectsEffectChain from '../../content/react-effects/compute-not-store/effect-chain.ts';
import reactEffectsEffectDerivedState from '../../content/react-effects/compute-not-store/effect-derived-state.ts';
import reactEffectsEffectResetOnPropChange from '../../content/react-effects/key-resets/effect-reset-on-prop-change.ts';
import reactEffectsEffectDepsSuppressed from '../../content/react-effects/closures-and-dependencies/effect-deps-suppressed.ts';
import reactEffectsEffectSelfTrigger from '../../content/react-effects/closures-and-dependencies/effect-self-trigger.ts';
import reactEffectsEffectStaleClosure from '../../content/react-effects/closures-and-dependencies/effect-stale-closure.ts';
import reactEffectsEffectUnstableDep from '../../content/react-effects/closures-and-dependencies/effect-unstable-dep.ts';
import reactEffectsEffectEventLogic from '../../content/react-effects/event-or-effect/effect-event-logic.ts';
import reactEffectsManyEffects from '../../content/react-effects/five-effects/many-effects.ts';

/** All rules, in the order of their lessons. */
export const rules: readonly Rule[] = [
  { ...dockerIsolationHostNamespaceShared, id: 'docker-isolation/host-namespace-shared', topic: 'docker-isolation', lesson: 'docker-isolation/fifty-tenants' },
  { ...dockerIsolationMissingMemoryLimit, id: 'docker-isolation/missing-memory-limit', topic: 'docker-isolation', lesson: 'docker-isolation/who-eats-how-much' },
  { ...dockerIsolationPidsLimitMissing, id: 'docker-isolation/pids-limit-missing', topic: 'docker-isolation', lesson: 'docker-isolation/who-eats-how-much' },
  { ...dockerIsolationDockerSocketMounted, id: 'docker-isolation/docker-socket-mounted', topic: 'docker-isolation', lesson: 'docker-isolation/caretakers-key' },
  { ...dockerIsolationHostPathMount, id: 'docker-isolation/host-path-mount', topic: 'docker-isolation', lesson: 'docker-isolation/caretakers-key' },
  { ...dockerIsolationPrivilegedContainer, id: 'docker-isolation/privileged-container', topic: 'docker-isolation', lesson: 'docker-isolation/caretakers-key' },
  { ...dockerIsolationImageRunsAsRoot, id: 'docker-isolation/image-runs-as-root', topic: 'docker-isolation', lesson: 'docker-isolation/root-inside' },
  { ...dockerIsolationPodMayRunAsRoot, id: 'docker-isolation/pod-may-run-as-root', topic: 'docker-isolation', lesson: 'docker-isolation/root-inside' },
  { ...dockerIsolationSudoInImage, id: 'docker-isolation/sudo-in-image', topic: 'docker-isolation', lesson: 'docker-isolation/root-inside' },
  { ...dockerIsolationCapabilitiesNotDropped, id: 'docker-isolation/capabilities-not-dropped', topic: 'docker-isolation', lesson: 'docker-isolation/keys-and-house-rules' },
  { ...dockerIsolationDangerousCapability, id: 'docker-isolation/dangerous-capability', topic: 'docker-isolation', lesson: 'docker-isolation/keys-and-house-rules' },
  { ...dockerIsolationPrivilegeEscalationAllowed, id: 'docker-isolation/privilege-escalation-allowed', topic: 'docker-isolation', lesson: 'docker-isolation/keys-and-house-rules' },
  { ...dockerIsolationSecurityProfileDisabled, id: 'docker-isolation/security-profile-disabled', topic: 'docker-isolation', lesson: 'docker-isolation/keys-and-house-rules' },
  { ...dockerIsolationWritableRootFilesystem, id: 'docker-isolation/writable-root-filesystem', topic: 'docker-isolation', lesson: 'docker-isolation/keys-and-house-rules' },
  { ...dockerIsolationSecretInImage, id: 'docker-isolation/secret-in-image', topic: 'docker-isolation', lesson: 'docker-isolation/secrets-on-the-wall' },
  { ...dockerIsolationSecretInPodEnv, id: 'docker-isolation/secret-in-pod-env', topic: 'docker-isolation', lesson: 'docker-isolation/secrets-on-the-wall' },
  { ...kubernetesServicesHardcodedClusterIp, id: 'kubernetes-services/hardcoded-cluster-ip', topic: 'kubernetes-services', lesson: 'kubernetes-services/why-services' },
  { ...kubernetesServicesCrossNamespaceShortDns, id: 'kubernetes-services/cross-namespace-short-dns', topic: 'kubernetes-services', lesson: 'kubernetes-services/five-parts' },
  { ...kubernetesServicesEndpointsApiDeprecated, id: 'kubernetes-services/endpoints-api-deprecated', topic: 'kubernetes-services', lesson: 'kubernetes-services/five-parts' },
  { ...kubernetesServicesServiceSelectorDuplicate, id: 'kubernetes-services/service-selector-duplicate', topic: 'kubernetes-services', lesson: 'kubernetes-services/labels-are-the-wiring' },
  { ...kubernetesServicesServiceSelectorNoMatch, id: 'kubernetes-services/service-selector-no-match', topic: 'kubernetes-services', lesson: 'kubernetes-services/labels-are-the-wiring' },
  { ...kubernetesServicesWorkloadSelectorMismatch, id: 'kubernetes-services/workload-selector-mismatch', topic: 'kubernetes-services', lesson: 'kubernetes-services/labels-are-the-wiring' },
  { ...kubernetesServicesServicePortInvalid, id: 'kubernetes-services/service-port-invalid', topic: 'kubernetes-services', lesson: 'kubernetes-services/ports' },
  { ...kubernetesServicesServiceTargetPortMissing, id: 'kubernetes-services/service-target-port-missing', topic: 'kubernetes-services', lesson: 'kubernetes-services/ports' },
  { ...kubernetesServicesProbePortMissing, id: 'kubernetes-services/probe-port-missing', topic: 'kubernetes-services', lesson: 'kubernetes-services/ready-or-not' },
  { ...kubernetesServicesProbesIdentical, id: 'kubernetes-services/probes-identical', topic: 'kubernetes-services', lesson: 'kubernetes-services/ready-or-not' },
  { ...kubernetesServicesServicePodNoReadiness, id: 'kubernetes-services/service-pod-no-readiness', topic: 'kubernetes-services', lesson: 'kubernetes-services/ready-or-not' },
  { ...kubernetesServicesServiceFieldMisuse, id: 'kubernetes-services/service-field-misuse', topic: 'kubernetes-services', lesson: 'kubernetes-services/headless-and-names' },
  { ...kubernetesServicesStatefulsetServiceMismatch, id: 'kubernetes-services/statefulset-service-mismatch', topic: 'kubernetes-services', lesson: 'kubernetes-services/headless-and-names' },
  { ...kubernetesServicesIngressBackendMissing, id: 'kubernetes-services/ingress-backend-missing', topic: 'kubernetes-services', lesson: 'kubernetes-services/traffic-in' },
  { ...kubernetesServicesLoadbalancerSprawl, id: 'kubernetes-services/loadbalancer-sprawl', topic: 'kubernetes-services', lesson: 'kubernetes-services/traffic-in' },
  { ...kubernetesServicesServiceNodeExposure, id: 'kubernetes-services/service-node-exposure', topic: 'kubernetes-services', lesson: 'kubernetes-services/traffic-in' },
  { ...reactEffectsEffectAsyncCallback, id: 'react-effects/effect-async-callback', topic: 'react-effects', lesson: 'react-effects/late-answer' },
  { ...reactEffectsEffectStaleResponse, id: 'react-effects/effect-stale-response', topic: 'react-effects', lesson: 'react-effects/late-answer' },
  { ...reactEffectsEffectCleanupMismatch, id: 'react-effects/effect-cleanup-mismatch', topic: 'react-effects', lesson: 'react-effects/unsubscribe' },
  { ...reactEffectsEffectMissingCleanup, id: 'react-effects/effect-missing-cleanup', topic: 'react-effects', lesson: 'react-effects/unsubscribe' },
  { ...reactEffectsEffectChain, id: 'react-effects/effect-chain', topic: 'react-effects', lesson: 'react-effects/compute-not-store' },
  { ...reactEffectsEffectDerivedState, id: 'react-effects/effect-derived-state', topic: 'react-effects', lesson: 'react-effects/compute-not-store' },
  { ...reactEffectsEffectResetOnPropChange, id: 'react-effects/effect-reset-on-prop-change', topic: 'react-effects', lesson: 'react-effects/key-resets' },
  { ...reactEffectsEffectDepsSuppressed, id: 'react-effects/effect-deps-suppressed', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectSelfTrigger, id: 'react-effects/effect-self-trigger', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectStaleClosure, id: 'react-effects/effect-stale-closure', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectUnstableDep, id: 'react-effects/effect-unstable-dep', topic: 'react-effects', lesson: 'react-effects/closures-and-dependencies' },
  { ...reactEffectsEffectEventLogic, id: 'react-effects/effect-event-logic', topic: 'react-effects', lesson: 'react-effects/event-or-effect' },
  { ...reactEffectsManyEffects, id: 'react-effects/many-effects', topic: 'react-effects', lesson: 'react-effects/five-effects' },
];

/** What the lessons are about, in their order. */
export const subjects: readonly Subject[] = [
  {
    lesson: 'docker-isolation/fifty-tenants',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.image"},
  },
  {
    lesson: 'docker-isolation/fifty-tenants',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.pid"},
  },
  {
    lesson: 'docker-isolation/fifty-tenants',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.network_mode"},
  },
  {
    lesson: 'docker-isolation/fifty-tenants',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/fifty-tenants',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.containers.*","names":{"service":"spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/who-eats-how-much',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.mem_limit"},
  },
  {
    lesson: 'docker-isolation/who-eats-how-much',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.cpus"},
  },
  {
    lesson: 'docker-isolation/who-eats-how-much',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.pids_limit"},
  },
  {
    lesson: 'docker-isolation/who-eats-how-much',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.deploy.resources"},
  },
  {
    lesson: 'docker-isolation/who-eats-how-much',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*.resources","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/who-eats-how-much',
    languages: ['yaml'],
    places: {"kind":"LimitRange","path":"spec.limits"},
  },
  {
    lesson: 'docker-isolation/caretakers-key',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.volumes"},
  },
  {
    lesson: 'docker-isolation/caretakers-key',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.privileged"},
  },
  {
    lesson: 'docker-isolation/caretakers-key',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.volumes.*.hostPath"},
  },
  {
    lesson: 'docker-isolation/caretakers-key',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*.securityContext.privileged","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/caretakers-key',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.volumes.*.hostPath"},
  },
  {
    lesson: 'docker-isolation/root-inside',
    languages: ['dockerfile'],
    places: {"instruction":"USER","names":{"user":"argument"}},
  },
  {
    lesson: 'docker-isolation/root-inside',
    languages: ['dockerfile'],
    places: {"instruction":"FROM","names":{"image":"argument"}},
  },
  {
    lesson: 'docker-isolation/root-inside',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.user"},
  },
  {
    lesson: 'docker-isolation/root-inside',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.securityContext"},
  },
  {
    lesson: 'docker-isolation/root-inside',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*.securityContext","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/root-inside',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.securityContext"},
  },
  {
    lesson: 'docker-isolation/root-inside',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.containers.*.securityContext","names":{"service":"spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/keys-and-house-rules',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.cap_add"},
  },
  {
    lesson: 'docker-isolation/keys-and-house-rules',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.cap_drop"},
  },
  {
    lesson: 'docker-isolation/keys-and-house-rules',
    languages: ['yaml', 'dockercompose'],
    places: {"path":"services.*.security_opt"},
  },
  {
    lesson: 'docker-isolation/keys-and-house-rules',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*.securityContext","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/keys-and-house-rules',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.securityContext.seccompProfile"},
  },
  {
    lesson: 'docker-isolation/keys-and-house-rules',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.containers.*.securityContext","names":{"service":"spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/secrets-on-the-wall',
    languages: ['dockerfile'],
    places: {"instruction":["ARG","ENV"]},
  },
  {
    lesson: 'docker-isolation/secrets-on-the-wall',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*.env","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/secrets-on-the-wall',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*.envFrom","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/secrets-on-the-wall',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.containers.*.env","names":{"service":"spec.containers.*.name"}},
  },
  {
    lesson: 'docker-isolation/three-house-rules',
    languages: ['yaml'],
    places: {"kind":"Namespace","path":"metadata.labels"},
  },
  {
    lesson: 'docker-isolation/three-house-rules',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet","Job"],"path":"spec.template.spec.containers.*","names":{"service":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'kubernetes-services/why-services',
    languages: ['yaml'],
    places: {"kind":["Deployment","ReplicaSet","DaemonSet"],"names":{"workload":"metadata.name"}},
  },
  {
    lesson: 'kubernetes-services/five-parts',
    languages: ['yaml'],
    places: {"kind":"Service","names":{"service":"metadata.name","namespace":"metadata.namespace"}},
  },
  {
    lesson: 'kubernetes-services/five-parts',
    languages: ['yaml'],
    places: {"kind":["Endpoints","EndpointSlice"]},
  },
  {
    lesson: 'kubernetes-services/labels-are-the-wiring',
    languages: ['yaml'],
    places: {"kind":"Service","path":"spec.selector","names":{"service":"metadata.name"}},
  },
  {
    lesson: 'kubernetes-services/labels-are-the-wiring',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet"],"path":"spec.selector","names":{"workload":"metadata.name","kind":"kind"}},
  },
  {
    lesson: 'kubernetes-services/labels-are-the-wiring',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet"],"path":"spec.template.metadata.labels","names":{"workload":"metadata.name","kind":"kind"}},
  },
  {
    lesson: 'kubernetes-services/ports',
    languages: ['yaml'],
    places: {"kind":"Service","path":"spec.ports.*","names":{"service":"metadata.name","port":"spec.ports.*.port","targetPort":"spec.ports.*.targetPort"}},
  },
  {
    lesson: 'kubernetes-services/ports',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet"],"path":"spec.template.spec.containers.*.ports","names":{"workload":"metadata.name","container":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'kubernetes-services/ready-or-not',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet"],"path":"spec.template.spec.containers.*.readinessProbe","names":{"workload":"metadata.name","container":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'kubernetes-services/ready-or-not',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet"],"path":"spec.template.spec.containers.*.livenessProbe","names":{"workload":"metadata.name","container":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'kubernetes-services/ready-or-not',
    languages: ['yaml'],
    places: {"kind":["Deployment","StatefulSet","DaemonSet","ReplicaSet"],"path":"spec.template.spec.containers.*.startupProbe","names":{"workload":"metadata.name","container":"spec.template.spec.containers.*.name"}},
  },
  {
    lesson: 'kubernetes-services/ready-or-not',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.containers.*.readinessProbe","names":{"workload":"metadata.name","container":"spec.containers.*.name"}},
  },
  {
    lesson: 'kubernetes-services/ready-or-not',
    languages: ['yaml'],
    places: {"kind":"Pod","path":"spec.containers.*.livenessProbe","names":{"workload":"metadata.name","container":"spec.containers.*.name"}},
  },
  {
    lesson: 'kubernetes-services/headless-and-names',
    languages: ['yaml'],
    places: {"kind":"StatefulSet","names":{"workload":"metadata.name","service":"spec.serviceName"}},
  },
  {
    lesson: 'kubernetes-services/headless-and-names',
    languages: ['yaml'],
    places: {"kind":"Service","path":"spec.clusterIP","names":{"service":"metadata.name"}},
  },
  {
    lesson: 'kubernetes-services/headless-and-names',
    languages: ['yaml'],
    places: {"kind":"Service","path":"spec.externalName","names":{"service":"metadata.name","address":"spec.externalName"}},
  },
  {
    lesson: 'kubernetes-services/traffic-in',
    languages: ['yaml'],
    places: {"kind":["Ingress","HTTPRoute","GRPCRoute"],"names":{"ingress":"metadata.name"}},
  },
  {
    lesson: 'kubernetes-services/traffic-in',
    languages: ['yaml'],
    places: {"kind":"Service","path":"spec.type","names":{"service":"metadata.name"}},
  },
  {
    lesson: 'react-effects/late-answer',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    places: `; An effect that goes on when an answer has arrived: fetchUser(userId).then(…)
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments
    . (arrow_function body: (statement_block (expression_statement (call_expression
      function: (member_expression
        object: (call_expression function: [
          (identifier) @call
          (member_expression object: (identifier)) @call
          (member_expression object: (call_expression function: [
            (identifier) @call
            (member_expression object: (identifier)) @call
            (member_expression object: (call_expression function: [
              (identifier) @call
              (member_expression object: (identifier)) @call
            ]))
          ]))
        ])
        property: (property_identifier) @_then)))))
    . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_then "^(then|catch|finally)$")) @at

; The setter that gets the answer: fetchUser(userId).then(setUser)
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function body: (statement_block (expression_statement (call_expression
    function: (member_expression object: (call_expression) property: (property_identifier) @_then)
    arguments: (arguments . [
      (identifier) @setter
      (arrow_function body: (call_expression function: (identifier) @setter))
      (arrow_function body: (statement_block (expression_statement (call_expression function: (identifier) @setter))))
    ]))))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#eq? @_then "then")
  (#match? @setter "^set[A-Z]")) @at

; The same in an async function: async function load() { … }
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments
    . (arrow_function body: (statement_block [
      (function_declaration "async" name: (identifier) @call)
      (lexical_declaration (variable_declarator name: (identifier) @call value: (arrow_function "async")))
      (expression_statement (call_expression function: (parenthesized_expression (arrow_function "async"))))
    ]))
    . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at

; An effect that is async itself.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function "async") . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at`,
  },
  {
    lesson: 'react-effects/unsubscribe',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    places: `; An effect that adds a listener.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function body: (statement_block (expression_statement (call_expression
    function: (member_expression object: (_) @target property: (property_identifier) @call)
    arguments: (arguments . (string) @event . [(identifier) @handler (_)]))))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @call "^(addEventListener|addListener|on)$")) @at

; An effect that keeps a timer, a subscription, a connection or an observer, or returns its release.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . (arrow_function body: (statement_block [
    (lexical_declaration (variable_declarator value: (call_expression function: (_) @call)))
    (lexical_declaration (variable_declarator value: (new_expression constructor: (identifier) @call)))
    (return_statement (call_expression function: (_) @call))
  ])))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @call "^((window|globalThis)\\\\.)?(setInterval|setTimeout|matchMedia|requestAnimationFrame)$|(^|\\\\.)(subscribe|watch|listen|on[A-Z]\\\\w*)$|^(WebSocket|EventSource|BroadcastChannel|\\\\w+Observer)$")) @at`,
  },
  {
    lesson: 'react-effects/compute-not-store',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    places: `; An effect that writes a state at once, from what it depends on.
(_
  name: (identifier) @component
  body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(call_expression) (member_expression) (template_string) (binary_expression) (ternary_expression)] @value)))))
        . (array . (identifier) @dep))) @at))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]")
  (#not-match? @setter "^set(Timeout|Interval|Immediate)$"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(call_expression) (member_expression) (template_string) (binary_expression) (ternary_expression)] @value)))))
        . (array . (identifier) @dep))) @at)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]")
  (#not-match? @setter "^set(Timeout|Interval|Immediate)$"))

; A value that is computed while rendering, and cached.
(variable_declarator
  name: (identifier) @state
  value: (call_expression
    function: [(identifier) (member_expression)] @_memo
    arguments: (arguments . (arrow_function body: [(call_expression) (member_expression) (statement_block)] @value)
      . (array . (identifier) @dep)?))
  (#match? @_memo "^(React\\\\.)?useMemo$")) @at

; A value that is computed while rendering, from a state: items.filter(…)
(statement_block
  (lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @_source)
    value: (call_expression function: [(identifier) (member_expression)] @_use)))
  (lexical_declaration (variable_declarator
    name: (identifier) @state
    value: [
      (call_expression function: (member_expression object: (identifier) @dep property: (property_identifier) @_method))
      (member_expression object: (call_expression function: (member_expression object: (identifier) @dep property: (property_identifier) @_method)))
      (ternary_expression condition: (binary_expression left: (member_expression object: (identifier) @dep property: (property_identifier) @_method)))
    ] @value) @at)
  (#match? @_use "^(React\\\\.)?use(State|Reducer)$")
  (#eq? @dep @_source)
  (#match? @_method "^(filter|map|flatMap|reduce|find|findIndex|some|every|toSorted|slice|length)$"))`,
  },
  {
    lesson: 'react-effects/key-resets',
    languages: ['typescriptreact', 'javascriptreact', 'javascript'],
    places: `; A component that is told by its key whose it is: <Profile key={userId} … />
(jsx_self_closing_element
  name: (identifier) @component
  attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @dep))
  (#match? @component "^[A-Z]")
  (#eq? @_key "key")
  (#match? @dep "([iI]d|ID|[sS]lug|[uU]ser|[kK]ey)$")) @at

(jsx_element
  open_tag: (jsx_opening_element
    name: (identifier) @component
    attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @dep)))
  (#match? @component "^[A-Z]")
  (#eq? @_key "key")
  (#match? @dep "([iI]d|ID|[sS]lug|[uU]ser|[kK]ey)$")) @at`,
  },
  {
    lesson: 'react-effects/key-resets',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    places: `; An effect that empties state: setText('')
(_
  name: (identifier) @component
  body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block . (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(string) (null) (undefined) (false) (array) (number)] .)))))
        . (array . (identifier) @dep))) @at))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments
        . (arrow_function body: (statement_block . (expression_statement (call_expression
          function: (identifier) @setter
          arguments: (arguments . [(string) (null) (undefined) (false) (array) (number)] .)))))
        . (array . (identifier) @dep))) @at)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @setter "^set[A-Z]"))`,
  },
  {
    lesson: 'react-effects/closures-and-dependencies',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    places: `; The dependencies of an effect.
(_
  name: (identifier) @component
  body: (statement_block (expression_statement (call_expression
    function: [(identifier) (member_expression)] @hook
    arguments: (arguments . (_) . (array . (identifier)? @dep) @at))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement (call_expression
    function: [(identifier) (member_expression)] @hook
    arguments: (arguments . (_) . (array . (identifier)? @dep) @at)))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

; A function that an effect may call without listing it.
(variable_declarator
  name: (identifier) @callback
  value: (call_expression function: [(identifier) (member_expression)] @_event)
  (#match? @_event "^(React\\\\.)?useEffectEvent$")) @at

; A functional update: setSeconds((previous) => previous + 1)
(call_expression
  function: (identifier) @setter
  arguments: (arguments . (arrow_function) .)
  (#match? @setter "^set[A-Z]")
  (#not-match? @setter "^set(Timeout|Interval|Immediate)$")) @at

; The lint rule for dependencies, switched off.
((comment) @at (#match? @at "exhaustive-deps|useExhaustiveDependencies"))`,
  },
  {
    lesson: 'react-effects/event-or-effect',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    places: `; An effect that acts when a flag is up: if (submitted) { … }
(_
  name: (identifier) @component
  body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments . (arrow_function body: (statement_block . (if_statement
        condition: (parenthesized_expression (identifier) @state)
        consequence: (statement_block . (expression_statement (call_expression function: (_) @call)))))))) @at))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block (expression_statement
    (call_expression
      function: [(identifier) (member_expression)] @hook
      arguments: (arguments . (arrow_function body: (statement_block . (if_statement
        condition: (parenthesized_expression (identifier) @state)
        consequence: (statement_block . (expression_statement (call_expression function: (_) @call)))))))) @at)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$"))

; A handler of something that a person did.
(function_declaration
  name: (identifier) @handler
  (#match? @handler "^(handle[A-Z]|on(Submit|Save|Send|Buy|Delete|Click)$)")) @at

(variable_declarator
  name: (identifier) @handler
  value: [(arrow_function) (function_expression)]
  (#match? @handler "^(handle[A-Z]|on(Submit|Save|Send|Buy|Delete|Click)$)")) @at`,
  },
  {
    lesson: 'react-effects/five-effects',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    places: `; A component or a hook with at least three effects.
(function_declaration
  name: (identifier) @component
  body: (statement_block
    (expression_statement (call_expression function: [(identifier) (member_expression)] @hook))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_second))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_third)))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_second "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_third "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at

(variable_declarator
  name: (identifier) @component
  value: (_ body: (statement_block
    (expression_statement (call_expression function: [(identifier) (member_expression)] @hook))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_second))
    (expression_statement (call_expression function: [(identifier) (member_expression)] @_third))))
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_second "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_third "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at

; A value that is read from a store outside React.
(variable_declarator
  name: (identifier) @state
  value: (call_expression function: [(identifier) (member_expression)] @_store)
  (#match? @_store "^(React\\\\.)?useSyncExternalStore$")) @at

; Any effect at all, for those that no other lesson is about.
(call_expression
  function: [(identifier) (member_expression)] @hook
  arguments: (arguments . [(arrow_function) (function_expression)] . (array . (identifier) @dep)?)
  (#match? @hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")) @at`,
  },
];

/** Their good forms. */
export const goodForms: readonly GoodForm[] = [
  {
    lesson: 'react-effects/late-answer',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['useEffect', 'useLayoutEffect'],
    places: `; The cleanup of a run raises the flag that the run has made, and the flag is asked before the write.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments
    . (arrow_function body: (statement_block
      (lexical_declaration "let" (variable_declarator name: (identifier) @_flag value: [(true) (false)]))
      (return_statement (arrow_function body: [
        (assignment_expression left: (identifier) @_raised right: [(true) (false)])
        (statement_block (expression_statement (assignment_expression left: (identifier) @_raised right: [(true) (false)])))
      ])) @at) @_run)
    . (array . (_)))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#eq? @_raised @_flag)
  (#match? @_run "\\\\bset[A-Z]")
  (#match? @_run "(if ?\\\\( ?|[&|]{2} ?)!?((did|has|is|was)?([iI]gnored?|[cC]ancell?ed|[sS]taled?|[aA]borted|[dD]isposed|[uU]nmounted)|(is|still)?([aA]ctive|[cC]urrent|[lL]atest|[mM]ounted|[sS]ubscribed|[aA]live|[lL]ive))\\\\b"))

; The cleanup aborts the request that the run has started.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments
    . (arrow_function body: (statement_block
      (lexical_declaration (variable_declarator
        name: (identifier) @_controller
        value: (new_expression constructor: (identifier) @_class)))
      (return_statement (arrow_function body: [
        (call_expression function: (member_expression object: (identifier) @_aborted property: (property_identifier) @_abort))
        (statement_block (expression_statement
          (call_expression function: (member_expression object: (identifier) @_aborted property: (property_identifier) @_abort))))
      ])) @at) @_run)
    . (array . (_)))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#eq? @_class "AbortController")
  (#eq? @_abort "abort")
  (#eq? @_aborted @_controller)
  (#match? @_run "\\\\bset[A-Z]"))`,
  },
  {
    lesson: 'react-effects/unsubscribe',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['useEffect', 'useLayoutEffect'],
    places: `; The cleanup removes the listener that the run has added: the same target, event and function.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments . (arrow_function body: (statement_block
    [
      (lexical_declaration (variable_declarator name: (identifier) @_made))
      (function_declaration name: (identifier) @_made)
    ]
    (expression_statement (call_expression
      function: (member_expression object: (_) @_target property: (property_identifier) @_add)
      arguments: (arguments . (string) @_event . (identifier) @_handler)))
    (return_statement (arrow_function body: [
      (call_expression
        function: (member_expression object: (_) @_same property: (property_identifier) @_remove)
        arguments: (arguments . (string) @_removed . (identifier) @_former))
      (statement_block (expression_statement (call_expression
        function: (member_expression object: (_) @_same property: (property_identifier) @_remove)
        arguments: (arguments . (string) @_removed . (identifier) @_former))))
    ])) @at))
    . (array))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_add "^(addEventListener|addListener|on)$")
  (#match? @_remove "^(removeEventListener|removeListener|off)$")
  (#eq? @_made @_handler)
  (#eq? @_same @_target)
  (#eq? @_removed @_event)
  (#eq? @_former @_handler))

; The same with a function that is listed as a dependency.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments . (arrow_function body: (statement_block
    (expression_statement (call_expression
      function: (member_expression object: (_) @_target property: (property_identifier) @_add)
      arguments: (arguments . (string) @_event . (identifier) @_handler)))
    (return_statement (arrow_function body: [
      (call_expression
        function: (member_expression object: (_) @_same property: (property_identifier) @_remove)
        arguments: (arguments . (string) @_removed . (identifier) @_former))
      (statement_block (expression_statement (call_expression
        function: (member_expression object: (_) @_same property: (property_identifier) @_remove)
        arguments: (arguments . (string) @_removed . (identifier) @_former))))
    ])) @at))
    . (array (identifier) @_dep))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_add "^(addEventListener|addListener|on)$")
  (#match? @_remove "^(removeEventListener|removeListener|off)$")
  (#eq? @_dep @_handler)
  (#eq? @_same @_target)
  (#eq? @_removed @_event)
  (#eq? @_former @_handler))

; The cleanup stops the timer that the run has started.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments . (arrow_function body: (statement_block
    (lexical_declaration (variable_declarator name: (identifier) @_timer value: (call_expression function: (_) @_start)))
    (return_statement (arrow_function body: [
      (call_expression function: (_) @_clear arguments: (arguments . (identifier) @_stopped .))
      (statement_block (expression_statement (call_expression function: (_) @_clear arguments: (arguments . (identifier) @_stopped .))))
    ])) @at))
    . (array))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_start "^((window|globalThis)\\\\.)?(setInterval|setTimeout|requestAnimationFrame)$")
  (#match? @_clear "^((window|globalThis)\\\\.)?(clearInterval|clearTimeout|cancelAnimationFrame)$")
  (#eq? @_stopped @_timer))

; The cleanup closes the observer, the connection or the subscription that the run has opened.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments . (arrow_function body: (statement_block
    (lexical_declaration (variable_declarator name: (identifier) @_open value: [(new_expression) (call_expression)]))
    (return_statement (arrow_function body: [
      (call_expression function: (member_expression object: (identifier) @_closed property: (property_identifier) @_close))
      (statement_block (expression_statement (call_expression function: (member_expression object: (identifier) @_closed property: (property_identifier) @_close))))
    ])) @at))
    . (array))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_close "^(disconnect|close|unsubscribe|dispose|remove|destroy)$")
  (#eq? @_closed @_open))

; What subscribes gives the release back, and the cleanup calls it.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments . (arrow_function body: (statement_block
    (lexical_declaration (variable_declarator name: (identifier) @_release value: (call_expression function: (_) @_subscribe)))
    [
      (return_statement (identifier) @_called) @at
      (return_statement (arrow_function body: [
        (call_expression function: (identifier) @_called)
        (statement_block (expression_statement (call_expression function: (identifier) @_called)))
      ])) @at
    ]))
    . (array))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_subscribe "(^|\\\\.)(subscribe|watch|listen|on[A-Z]\\\\w*)$")
  (#eq? @_called @_release))

; Or the effect hands the release on.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments
    . (arrow_function body: (statement_block (return_statement (call_expression function: (_) @_subscribe)) @at))
    . (array))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_subscribe "(^|\\\\.)(subscribe|watch|listen)$"))

; An effect that writes a state at once has a second job, and is no model.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments . (arrow_function body: (statement_block [
    (expression_statement (call_expression function: (identifier) @_setter))
    (if_statement consequence: (statement_block (expression_statement (call_expression function: (identifier) @_setter))))
  ])))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_setter "^set[A-Z]")
  (#not-match? @_setter "^set(Timeout|Interval|Immediate)$")) @not`,
  },
  {
    lesson: 'react-effects/compute-not-store',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['useMemo'],
    places: `; A list or a number is computed from a state while rendering, and cached.
(statement_block
  (lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @_source)
    value: (call_expression function: [(identifier) (member_expression)] @_use)))
  (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: (call_expression
      function: [(identifier) (member_expression)] @_memo
      arguments: (arguments . (arrow_function body: (_) @_value) . (array (identifier) @_dep)))) @at)
  (#match? @_use "^(React\\\\.)?use(State|Reducer)$")
  (#match? @_memo "^(React\\\\.)?useMemo$")
  (#eq? @_dep @_source)
  (#not-match? @_name "[mM]emo|[sS]table|[cC]ontext")
  (#match? @_value "\\\\.(filter|map|flatMap|reduce|find|findIndex|some|every|sort|toSorted|slice|join|includes)\\\\("))

; From a prop.
(function_declaration
  name: (identifier) @_whole
  parameters: (formal_parameters (required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @_source)))
  body: (statement_block (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: (call_expression
      function: [(identifier) (member_expression)] @_memo
      arguments: (arguments . (arrow_function body: (_) @_value) . (array (identifier) @_dep)))) @at))
  (#match? @_whole "^([A-Z]|use[A-Z])")
  (#match? @_memo "^(React\\\\.)?useMemo$")
  (#eq? @_dep @_source)
  (#not-match? @_name "[mM]emo|[sS]table|[cC]ontext")
  (#match? @_value "\\\\.(filter|map|flatMap|reduce|find|findIndex|some|every|sort|toSorted|slice|join|includes)\\\\("))

(variable_declarator
  name: (identifier) @_whole
  value: (arrow_function
    parameters: (formal_parameters (required_parameter pattern: (object_pattern (shorthand_property_identifier_pattern) @_source)))
    body: (statement_block (lexical_declaration (variable_declarator
    name: (identifier) @_name
    value: (call_expression
      function: [(identifier) (member_expression)] @_memo
      arguments: (arguments . (arrow_function body: (_) @_value) . (array (identifier) @_dep)))) @at)))
  (#match? @_whole "^([A-Z]|use[A-Z])")
  (#match? @_memo "^(React\\\\.)?useMemo$")
  (#eq? @_dep @_source)
  (#not-match? @_name "[mM]emo|[sS]table|[cC]ontext")
  (#match? @_value "\\\\.(filter|map|flatMap|reduce|find|findIndex|some|every|sort|toSorted|slice|join|includes)\\\\("))`,
  },
  {
    lesson: 'react-effects/compute-not-store',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['useState'],
    places: `; The same without a cache.
(statement_block
  (lexical_declaration (variable_declarator
    name: (array_pattern . (identifier) @_source)
    value: (call_expression function: [(identifier) (member_expression)] @_use)))
  (lexical_declaration (variable_declarator
    name: (identifier)
    value: [
      (call_expression function: (member_expression object: (identifier) @_dep property: (property_identifier) @_method))
      (member_expression object: (call_expression function: (member_expression object: (identifier) @_dep property: (property_identifier) @_method)))
      (ternary_expression condition: (binary_expression left: (member_expression object: (identifier) @_dep property: (property_identifier) @_method)))
    ]) @at)
  (#match? @_use "^(React\\\\.)?use(State|Reducer)$")
  (#eq? @_dep @_source)
  (#match? @_method "^(filter|map|flatMap|reduce|find|findIndex|some|every|toSorted|slice|length)$"))`,
  },
  {
    lesson: 'react-effects/key-resets',
    languages: ['typescriptreact', 'javascriptreact', 'javascript'],
    looksFor: ['key='],
    places: `; What a component returns has the key of whose it is; in a list every key is one of many, and says nothing of this.
(_
  name: (identifier) @_whole
  body: (statement_block (return_statement [
      (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at
      (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at
      (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)
      (jsx_element (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at)
      (jsx_element (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at))
      (parenthesized_expression (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)
      (parenthesized_expression (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at)
      (parenthesized_expression (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at))
      (parenthesized_expression (jsx_element (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at))
      (parenthesized_expression (jsx_element (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)))
    ]))
  (#match? @_whole "^[A-Z]")
  (#eq? @_key "key")
  (#match? @_whose "([iI]d|ID|[sS]lug|[uU]ser)$"))

(variable_declarator
  name: (identifier) @_whole
  value: (arrow_function body: [(statement_block (return_statement [
      (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at
      (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at
      (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)
      (jsx_element (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at)
      (jsx_element (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at))
      (parenthesized_expression (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)
      (parenthesized_expression (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at)
      (parenthesized_expression (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at))
      (parenthesized_expression (jsx_element (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at))
      (parenthesized_expression (jsx_element (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)))
    ])) [
      (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at
      (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at
      (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)
      (jsx_element (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at)
      (jsx_element (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at))
      (parenthesized_expression (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)
      (parenthesized_expression (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at)
      (parenthesized_expression (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at))
      (parenthesized_expression (jsx_element (jsx_element open_tag: (jsx_opening_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose)))) @at))
      (parenthesized_expression (jsx_element (jsx_element (jsx_self_closing_element attribute: (jsx_attribute (property_identifier) @_key (jsx_expression (identifier) @_whose))) @at)))
    ]])
  (#match? @_whole "^[A-Z]")
  (#eq? @_key "key")
  (#match? @_whose "([iI]d|ID|[sS]lug|[uU]ser)$"))`,
  },
  {
    lesson: 'react-effects/closures-and-dependencies',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['useEffect', 'useLayoutEffect', 'useCallback'],
    places: `; What runs later, in a timer, a listener or an answer, says how to get from the present state to the next.
(call_expression
  function: [(identifier) (member_expression)] @_hook
  arguments: (arguments
    . (arrow_function body: (statement_block [
      (lexical_declaration (variable_declarator value: [
        (call_expression arguments: (arguments . (arrow_function body: [
          (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at
          (statement_block (expression_statement (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at))
        ])))
        (arrow_function body: [
          (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at
          (statement_block (expression_statement (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at))
        ])
      ]))
      (expression_statement (call_expression arguments: (arguments (arrow_function body: [
          (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at
          (statement_block (expression_statement (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at))
        ]))))
    ]))
    . (array))
  (#match? @_hook "^(React\\\\.)?use(Layout|Insertion)?Effect$")
  (#match? @_setter "^set[A-Z]")
  (#not-match? @_setter "^set(Timeout|Interval|Immediate)$"))

; A function that is made once and still knows the present state.
(call_expression
  function: [(identifier) (member_expression)] @_callback
  arguments: (arguments . (arrow_function body: [
          (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at
          (statement_block (expression_statement (call_expression function: (identifier) @_setter arguments: (arguments . [(arrow_function parameter: (identifier)) (arrow_function parameters: (formal_parameters (_)))] .)) @at))
        ]) . (array . "[" . "]"))
  (#match? @_callback "^(React\\\\.)?useCallback$")
  (#match? @_setter "^set[A-Z]")
  (#not-match? @_setter "^set(Timeout|Interval|Immediate)$"))`,
  },
  {
    lesson: 'react-effects/closures-and-dependencies',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['useEffectEvent'],
    places: `; What an effect calls without starting anew for it.
(variable_declarator
  value: (call_expression
    function: [(identifier) (member_expression)] @_event
    arguments: (arguments . [(arrow_function) (function_expression)]))
  (#match? @_event "^(React\\\\.)?useEffectEvent$")) @at`,
  },
  {
    lesson: 'react-effects/event-or-effect',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['handle', 'onSubmit', 'onSave', 'onSend', 'onBuy', 'onDelete', 'onClick'],
    places: `; The handler of a component does by itself what the person asked for.
(_
  name: (identifier) @_component
  body: (statement_block (function_declaration body: (statement_block [
      (expression_statement [(call_expression function: (_) @_work) (await_expression (call_expression function: (_) @_work))])
      (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      (try_statement body: (statement_block [
        (expression_statement (await_expression (call_expression function: (_) @_work)))
        (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      ]))
    ] @at)))
  (#match? @_component "^[A-Z]")
  (#match? @_work "(^|\\\\.)(post|put|patch|delete|send|submit|save|create|update|order|buy|pay|invite|publish|upload|sign(In|Out|Up)|log(In|Out|in|out)|mutateAsync|navigate|notify|toast|track)([A-Z]\\\\w*)?$|^(history|router|navigation)\\\\.(push|replace)$"))

(_
  name: (identifier) @_component
  body: (statement_block (lexical_declaration (variable_declarator
    value: [(arrow_function body: (statement_block [
      (expression_statement [(call_expression function: (_) @_work) (await_expression (call_expression function: (_) @_work))])
      (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      (try_statement body: (statement_block [
        (expression_statement (await_expression (call_expression function: (_) @_work)))
        (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      ]))
    ] @at)) (function_expression body: (statement_block [
      (expression_statement [(call_expression function: (_) @_work) (await_expression (call_expression function: (_) @_work))])
      (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      (try_statement body: (statement_block [
        (expression_statement (await_expression (call_expression function: (_) @_work)))
        (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      ]))
    ] @at))])))
  (#match? @_component "^[A-Z]")
  (#match? @_work "(^|\\\\.)(post|put|patch|delete|send|submit|save|create|update|order|buy|pay|invite|publish|upload|sign(In|Out|Up)|log(In|Out|in|out)|mutateAsync|navigate|notify|toast|track)([A-Z]\\\\w*)?$|^(history|router|navigation)\\\\.(push|replace)$"))

(variable_declarator
  name: (identifier) @_component
  value: (_ body: (statement_block [
    (function_declaration body: (statement_block [
      (expression_statement [(call_expression function: (_) @_work) (await_expression (call_expression function: (_) @_work))])
      (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      (try_statement body: (statement_block [
        (expression_statement (await_expression (call_expression function: (_) @_work)))
        (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      ]))
    ] @at))
    (lexical_declaration (variable_declarator
      value: [(arrow_function body: (statement_block [
      (expression_statement [(call_expression function: (_) @_work) (await_expression (call_expression function: (_) @_work))])
      (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      (try_statement body: (statement_block [
        (expression_statement (await_expression (call_expression function: (_) @_work)))
        (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      ]))
    ] @at)) (function_expression body: (statement_block [
      (expression_statement [(call_expression function: (_) @_work) (await_expression (call_expression function: (_) @_work))])
      (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      (try_statement body: (statement_block [
        (expression_statement (await_expression (call_expression function: (_) @_work)))
        (lexical_declaration (variable_declarator value: (await_expression (call_expression function: (_) @_work))))
      ]))
    ] @at))]))
  ]))
  (#match? @_component "^[A-Z]")
  (#match? @_work "(^|\\\\.)(post|put|patch|delete|send|submit|save|create|update|order|buy|pay|invite|publish|upload|sign(In|Out|Up)|log(In|Out|in|out)|mutateAsync|navigate|notify|toast|track)([A-Z]\\\\w*)?$|^(history|router|navigation)\\\\.(push|replace)$"))`,
  },
  {
    lesson: 'react-effects/five-effects',
    languages: ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'],
    looksFor: ['useSyncExternalStore'],
    places: `; A store outside React is read while rendering.
(variable_declarator
  value: (call_expression
    function: [(identifier) (member_expression)] @_store
    arguments: (arguments . (_) . (_)))
  (#match? @_store "^(React\\\\.)?useSyncExternalStore$")) @at`,
  },
];
