/** Opens an address in the person's own browser. */
import { spawn } from 'node:child_process';

/**
 * @param {string} url
 * @returns {Promise<boolean>} false where there is no screen or no program to open it with
 */
export function openInBrowser(url) {
  const { platform, env } = process;
  if (env['CI']) return Promise.resolve(false);
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return Promise.resolve(false);
  const [file, ...args] =
    platform === 'darwin'
      ? ['open', url]
      : platform === 'win32'
        ? // `start` takes a first quoted argument for a title; `&` would end the command.
          ['cmd', '/d', '/c', 'start', '""', url.replaceAll('&', '^&')]
        : ['xdg-open', url];
  return new Promise((settle) => {
    const child = spawn(file ?? '', args, {
      stdio: 'ignore',
      detached: true,
      windowsVerbatimArguments: true,
    });
    child.once('error', () => settle(false));
    child.once('spawn', () => {
      child.unref();
      settle(true);
    });
  });
}
