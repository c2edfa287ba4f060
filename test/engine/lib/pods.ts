/** A pod with one container, as tests about what a container lacks begin with. */

/**
 * @param annotations lines below `annotations`, without their indentation
 * @param spec whole lines of the pod's `spec`
 * @param container whole lines of its container
 */
export function pod(annotations: readonly string[], spec: string, container: string): string {
  const lines = annotations.map((line) => `    ${line}\n`).join('');
  return `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
${lines && `  annotations:\n${lines}`}spec:
${spec}  containers:
    - name: web
      image: shop/web:1.4.2
${container}`;
}

/** Lines of a container that lacks nothing. */
export const HARD = `      securityContext:
        runAsNonRoot: true
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      resources: { limits: { memory: 512Mi } }
`;
