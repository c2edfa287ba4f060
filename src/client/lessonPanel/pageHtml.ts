/** The code and the styles of the lesson panel's page, as they were built. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
}

/**
 * The page that the panel loads. It holds its script and its styles: fetching them takes a webview several round trips
 * through the editor, which is most of the time that a lesson would take to appear. Both run by nonce only, the
 * component library's styles by the nonce that it reads from the page; nothing is fetched from anywhere.
 */
export function page({ script, style }: PageParts): string {
  const nonce = newNonce();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<style nonce="${nonce}">${inStyle(style)}</style>
<title>Hindsight</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}">${inScript(script)}</script>
</body>
</html>`;
}

/**
 * Code that means the same and cannot end the element it stands in. In bundled code these words are found in strings and
 * patterns alone, where the escape is the character (HTML Standard, "Restrictions for contents of script elements").
 */
function inScript(code: string): string {
  return code.replaceAll(/<(?=!--|\/?script)/gi, '\\x3C');
}

/** In a style sheet an end tag could stand in a string or a comment, where the escape is the same text. */
function inStyle(code: string): string {
  return code.replaceAll(/<(?=\/style)/gi, '\\3C ');
}

function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, '');
}
