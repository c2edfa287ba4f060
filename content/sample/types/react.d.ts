// The few parts of React that this app uses, so that it type-checks before anything is installed.
// With @types/react installed this file can go.
declare module 'react' {
  export type ReactNode = unknown;
  export type Dispatch<S> = (next: S | ((previous: S) => S)) => void;
  export function useState<S>(initial: S | (() => S)): [S, Dispatch<S>];
  export function useEffect(setup: () => void | (() => void), dependencies?: readonly unknown[]): void;
  export function useMemo<T>(compute: () => T, dependencies: readonly unknown[]): T;
  export function useRef<T>(initial: T): { current: T };
  export function useSyncExternalStore<T>(subscribe: (notify: () => void) => () => void, read: () => T): T;
  export function StrictMode(props: { children?: ReactNode }): JSX.Element;
  export namespace JSX {
    interface Element {}
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicAttributes {
      key?: string | number;
    }
    interface IntrinsicElements {
      [name: string]: {
        onChange?: (event: { target: { value: string } }) => void;
        onSubmit?: (event: { preventDefault(): void }) => void;
        [attribute: string]: any;
      };
    }
  }
}

declare module 'react/jsx-runtime' {
  export { JSX } from 'react';
  export const jsx: unknown;
  export const jsxs: unknown;
  export const Fragment: unknown;
}

declare module 'react-dom/client' {
  export function createRoot(node: Element): { render(element: unknown): void };
}
