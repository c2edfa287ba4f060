/**
 * The one door to the component library: which of its components the panel uses, and how they are made. If
 * the library has to be replaced, this file is what changes.
 */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox } from '@vscode/webview-ui-toolkit';

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());

interface ToolkitButton extends HTMLElement {
  appearance: 'primary' | 'secondary' | 'icon';
  disabled: boolean;
}

interface ToolkitCheckbox extends HTMLElement {
  checked: boolean;
}

/** A push button. Its text is its name; `label` replaces the name where the text alone does not tell enough. */
export function button(
  text: string,
  action: () => void,
  options: { appearance?: 'primary' | 'secondary'; label?: string; icon?: Element } = {},
): HTMLElement & { disabled: boolean } {
  const element = document.createElement('vscode-button') as ToolkitButton;
  element.setAttribute('appearance', options.appearance ?? 'secondary');
  if (options.label) element.setAttribute('aria-label', options.label);
  if (options.icon) {
    options.icon.setAttribute('slot', 'start');
    element.append(options.icon);
  }
  element.append(text);
  element.addEventListener('click', () => {
    if (!element.disabled) action();
  });
  return element;
}

/** A box that is on or off. `changed` hears only what the reader does. */
export function checkbox(
  text: string,
  changed: (checked: boolean) => void,
): { element: HTMLElement; set: (checked: boolean) => void } {
  const element = document.createElement('vscode-checkbox') as ToolkitCheckbox;
  element.append(text);
  let shown = false;
  element.addEventListener('change', () => {
    if (element.checked === shown) return;
    shown = element.checked;
    changed(shown);
  });
  return {
    element,
    set: (checked) => {
      shown = checked;
      element.checked = checked;
    },
  };
}
