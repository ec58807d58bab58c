import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openBrowser } from './openBrowser.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cantado-open-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A computer whose opener of addresses ends like this. */
function computer(exitCode: number): { platform: NodeJS.Platform; env: NodeJS.ProcessEnv } {
  const bin = mkdtempSync(path.join(folder, 'bin-'));
  writeFileSync(path.join(bin, 'xdg-open'), `#!/bin/sh\nexit ${String(exitCode)}\n`);
  chmodSync(path.join(bin, 'xdg-open'), 0o755);
  return { platform: 'linux', env: { PATH: bin, DISPLAY: ':0' } };
}

describe('opening a browser', () => {
  // Windows cannot start the script that stands for xdg-open; what it would call cannot be replaced.
  const openers = process.platform === 'win32' ? [] : [[0, true] as const, [3, false] as const];
  it('is said to have worked only when it has', async () => {
    for (const [exitCode, isOpen] of openers) {
      expect(await openBrowser('http://127.0.0.1:1/', computer(exitCode))).toBe(isOpen);
    }
  });
  it('is not tried without a display, and no program for it is no failure', async () => {
    expect(await openBrowser('http://127.0.0.1:1/', { platform: 'linux', env: { PATH: '/nowhere' } })).toBe(false);
    expect(
      await openBrowser('http://127.0.0.1:1/', { platform: 'linux', env: { PATH: '/nowhere', DISPLAY: ':0' } }),
    ).toBe(false);
  });
});
