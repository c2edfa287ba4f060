/**
 * What VS Code tells a webview about its four kinds of themes, as far as the panel asks: classes of the body
 * and the variables of the default themes.
 */
export interface Theme {
  readonly name: string;
  readonly kind: string;
  readonly classes: string;
  readonly variables: Readonly<Record<string, string>>;
}

const fonts = {
  'font-family': 'system-ui, sans-serif',
  'font-size': '13px',
  'font-weight': 'normal',
  'editor-font-family': '"DejaVu Sans Mono", "Droid Sans Mono", monospace',
  'editor-font-size': '14px',
};

export const themes: readonly Theme[] = [
  {
    name: 'dark',
    kind: 'vscode-dark',
    classes: 'vscode-dark',
    variables: {
      ...fonts,
      foreground: '#cccccc',
      'editor-foreground': '#cccccc',
      'editor-background': '#1f1f1f',
      'textLink-foreground': '#4daafc',
      'textCodeBlock-background': '#2b2b2b',
      focusBorder: '#0078d4',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#026ec1',
      'button-secondaryBackground': '#313131',
      'button-secondaryForeground': '#cccccc',
      'button-secondaryHoverBackground': '#3c3c3c',
      'button-border': '#ffffff12',
      'checkbox-background': '#313131',
      'checkbox-foreground': '#cccccc',
      'checkbox-border': '#3c3c3c',
    },
  },
  {
    name: 'light',
    kind: 'vscode-light',
    classes: 'vscode-light',
    variables: {
      ...fonts,
      foreground: '#3b3b3b',
      'editor-foreground': '#3b3b3b',
      'editor-background': '#ffffff',
      'textLink-foreground': '#005fb8',
      'textCodeBlock-background': '#f8f8f8',
      focusBorder: '#005fb8',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
      'button-hoverBackground': '#0258a8',
      'button-secondaryBackground': '#e5e5e5',
      'button-secondaryForeground': '#3b3b3b',
      'button-secondaryHoverBackground': '#cccccc',
      'button-border': '#0000001a',
      'checkbox-background': '#f8f8f8',
      'checkbox-foreground': '#3b3b3b',
      'checkbox-border': '#cecece',
    },
  },
  {
    name: 'high-contrast',
    kind: 'vscode-high-contrast',
    classes: 'vscode-high-contrast',
    variables: {
      ...fonts,
      foreground: '#ffffff',
      'editor-foreground': '#ffffff',
      'editor-background': '#000000',
      'textLink-foreground': '#21a6ff',
      focusBorder: '#f38518',
      contrastBorder: '#6fc3df',
      contrastActiveBorder: '#f38518',
      'button-foreground': '#ffffff',
      'button-border': '#6fc3df',
      'button-secondaryForeground': '#ffffff',
      'checkbox-background': '#000000',
      'checkbox-foreground': '#ffffff',
      'checkbox-border': '#6fc3df',
    },
  },
  {
    name: 'high-contrast-light',
    kind: 'vscode-high-contrast-light',
    classes: 'vscode-high-contrast vscode-high-contrast-light',
    variables: {
      ...fonts,
      foreground: '#292929',
      'editor-foreground': '#292929',
      'editor-background': '#ffffff',
      'textLink-foreground': '#0f4a85',
      focusBorder: '#006bbd',
      contrastBorder: '#0f4a85',
      contrastActiveBorder: '#006bbd',
      'button-background': '#0f4a85',
      'button-foreground': '#ffffff',
      'button-border': '#0f4a85',
      'button-secondaryBackground': '#ffffff',
      'button-secondaryForeground': '#292929',
      'checkbox-background': '#ffffff',
      'checkbox-foreground': '#292929',
      'checkbox-border': '#0f4a85',
    },
  },
];
