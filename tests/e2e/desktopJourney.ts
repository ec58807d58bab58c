import { expect } from 'vitest';
import type { Page } from 'playwright';
import type { CantadoBridge } from '../../src/contract/bridge.ts';
import { playSlowly, soundOf, waitUntilReady, waitUntilSung } from './convertView.ts';
import { eventually } from './eventually.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly cantado?: CantadoBridge;
  }
}

/** The desktop program as a test drives it, whether Electron runs it or the stand-in. */
export type Desktop = {
  readonly page: Page;
  /** What the person will choose in the next open dialog. */
  answerOpenDialog(path: string | null): Promise<void>;
};

/** Opens a recording through the system's dialog, converts it and hears it sung. */
export async function singOneRecording({ page, answerOpenDialog }: Desktop, file: string): Promise<void> {
  await answerOpenDialog(file);
  await page.getByRole('button', { name: 'Choose file' }).click();
  await waitUntilReady(page);
  await page.getByRole('button', { name: /^Convert/ }).click();
  await page.getByRole('button', { name: 'Export take 1 as WAV' }).and(page.locator(':enabled')).waitFor();
  await waitUntilSung(page, 7.1);
  await hear(page, 'sung');
}

/** Plays a lane and waits until its sound has moved. */
export async function hear(page: Page, lane: 'spoken' | 'sung'): Promise<void> {
  await playSlowly(page);
  await page.getByRole('radio', { name: lane === 'sung' ? 'Sung' : 'Spoken' }).check({ force: true });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await eventually(async () => (await soundOf(page, lane)).currentTime).toBeGreaterThan(0.05);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect((await soundOf(page, lane)).error).toBeNull();
}

/** What the page can see of Electron and Node; in a closed window nothing but the bridge. */
export function whatThePageSees(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(() => ({
    bridge: Object.keys(window.cantado ?? {}).sort(),
    shell: Object.keys(window.cantado?.shell ?? {}).sort(),
    isFrozen: Object.isFrozen(window.cantado),
    leaks: ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
  }));
}

export const bridgeSeen = {
  bridge: ['call', 'pathOfFile', 'platform', 'shell', 'subscribe'],
  shell: [
    'chooseBackup',
    'chooseBackupPath',
    'chooseBaseModel',
    'chooseExportPath',
    'chooseFolder',
    'chooseRecording',
    'chooseVoice',
    'onOpenFile',
    'revealFile',
    'revealFolder',
    'saveText',
    'startDrag',
  ],
  isFrozen: true,
  leaks: [],
};

/** Tries to leave the window in every way a page has. Resolves when all have been tried. */
export async function tryToLeave(
  page: Page,
  elsewhere: string,
): Promise<{ readonly fetched: boolean; readonly framed: boolean }> {
  return page.evaluate(async (url) => {
    const fetched = await fetch(url).then(
      () => true,
      () => false,
    );
    const frame = document.createElement('iframe');
    frame.src = url;
    const framed = await new Promise<boolean>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        if (effectiveDirective === 'frame-src') resolve(false);
      });
      // What is refused loads too, as an empty page, and is told of at the same time.
      frame.addEventListener('load', () => setTimeout(resolve, 1000, true));
      document.body.append(frame);
    });
    frame.remove();
    window.open(url);
    location.assign(url);
    return { fetched, framed };
  }, elsewhere);
}
