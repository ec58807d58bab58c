import { spawn } from 'node:child_process';

/** How each system opens an address in the person's own browser. */
function opener(platform: NodeJS.Platform, url: string): readonly [program: string, ...parameters: string[]] {
  if (platform === 'darwin') return ['open', url];
  // `start` is a word of cmd.exe, which would read & in an address as the next command; this is what it calls.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

/** How long an opener may think before it counts as having worked, ms: some stay until the browser is closed. */
const patienceMs = 3000;

/** Opens the address in a browser; false where there is none. Never throws and never keeps this process alive. */
export function openBrowser(
  url: string,
  { platform, env }: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv } = process,
): Promise<boolean> {
  const isWithoutDisplay = platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
  if (isWithoutDisplay) return Promise.resolve(false);
  return new Promise((resolve) => {
    const [program, ...parameters] = opener(platform, url);
    const child = spawn(program, parameters, { stdio: 'ignore', detached: true, env });
    const timer = setTimeout(() => {
      resolve(true);
    }, patienceMs);
    const finish = (isOpen: boolean): void => {
      clearTimeout(timer);
      resolve(isOpen);
    };
    child.on('error', () => {
      finish(false);
    });
    child.on('exit', (code) => {
      finish(code === 0);
    });
    child.unref();
  });
}
