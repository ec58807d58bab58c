import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireChromium } from '../../tools/setup/findChromium.mjs';
import { dropFiles, speechFile, waitUntilReady } from './convertView.ts';
import { bridgeSeen, hear, singOneRecording, tryToLeave, whatThePageSees } from './desktopJourney.ts';
import { startShell, type Shell } from './electronStandIn/startShell.ts';
import { eventually } from './eventually.ts';

/** The built main process and preload with a stand-in for Electron in front; see electronStandIn/electron.ts for what that proves. */
const folder = mkdtempSync(path.join(tmpdir(), 'cantado-shell-'));
let shell: Shell;
beforeAll(async () => {
  process.env['CHROMIUM_PATH'] = await requireChromium();
  shell = await startShell({ dataFolder: path.join(folder, 'data'), workingFolder: folder });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the desktop program', () => {
  it('opens one closed window: sandboxed, isolated, without Node, its bar drawn by the page', async () => {
    await shell.page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    expect(shell.windowOptions).toMatchObject({
      minWidth: 1024,
      minHeight: 700,
      backgroundColor: '#151A18',
      titleBarStyle: 'hidden',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    });
    expect(await whatThePageSees(shell.page)).toEqual(bridgeSeen);
  });

  it('sings a recording chosen in the system’s dialog', async () => {
    const file = await speechFile(folder, "first ñ 🎤 it's 日本語.wav");
    const answerOpenDialog = (chosen: string | null): Promise<void> =>
      shell.command({ kind: 'answerOpenDialog', path: chosen });
    await singOneRecording({ page: shell.page, answerOpenDialog }, file);
  });

  it('shows an exported take in the file explorer and hands it to the system’s drag', async () => {
    await shell.page.getByRole('button', { name: 'Export take 1 as WAV' }).click();
    await shell.page.getByRole('button', { name: 'Show in folder' }).click();
    const { path: exported } = await shell.observed('revealed');
    expect(readFileSync(exported).toString('latin1', 0, 4)).toBe('RIFF');
    await shell.page.getByRole('button', { name: 'Drag take 1 to another app' }).dispatchEvent('dragstart');
    expect(await shell.observed('dragged')).toEqual({ kind: 'dragged', path: exported });
  });

  it('reads a dropped file where it lies, without copying it', async () => {
    const file = await speechFile(folder, 'dropped.wav');
    await shell.command({ kind: 'fileLies', name: 'dropped.wav', path: file });
    await dropFiles(shell.page, [file]);
    await shell.page.getByText('dropped.wav').first().waitFor();
    await waitUntilReady(shell.page);
    await hear(shell.page, 'spoken');
  });

  it('opens the file of a second start in the window that is there', async () => {
    await speechFile(folder, 'second.wav');
    await shell.command({ kind: 'secondInstance', words: ['second.wav'], workingFolder: folder });
    await shell.page.getByText('second.wav').first().waitFor();
  });

  it('keeps a folder for exports that is chosen in the system’s dialog, and saves texts where a person says', async () => {
    const { page } = shell;
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Audio' }).click();
    await shell.command({ kind: 'answerOpenDialog', path: folder });
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await page.getByRole('tabpanel').getByText(folder, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Use the folder of the recording' }).click();
    await page.getByText('Beside the recording', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'About' }).click();
    await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    const text = path.join(folder, 'diagnostics.txt');
    await shell.command({ kind: 'answerSaveDialog', path: text });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(`Saved as ${text}`).waitFor();
    expect(readFileSync(text, 'utf8')).toMatch(/^Cantado/);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('tablist', { name: 'Settings' }).waitFor({ state: 'detached' });
  });

  it('waits on battery where that is wished, says so, and goes on with the plug', async () => {
    const { page } = shell;
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'General' }).click();
    await page.getByText('It runs on mains power now.').waitFor();
    await page.getByText('Pause on battery', { exact: true }).click();
    await shell.command({ kind: 'power', isOnBattery: true });
    await page.getByText('It runs on its battery now.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+j');
    const drawer = page.getByRole('dialog', { name: 'Queue and history' });
    await drawer.getByText('Paused while this computer runs on its battery.').waitFor();
    // Nothing is to be resumed: the pause is not the person's, who may add one.
    await drawer.getByRole('button', { name: 'Pause all' }).waitFor();
    await shell.command({ kind: 'power', isOnBattery: false });
    await drawer.getByText('Paused while this computer runs on its battery.').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('lets the page go nowhere: no request, frame, window or navigation leaves the computer', async () => {
    const before = shell.page.url();
    expect(await tryToLeave(shell.page, 'https://example.com/')).toEqual({ fetched: false, framed: false });
    await eventually(() => shell.observations.flatMap((one) => (one.kind === 'blocked' ? [one.by] : []))).toEqual(
      expect.arrayContaining(['navigation', 'window']),
    );
    expect(shell.page.url()).toBe(before);
    expect(shell.observations.filter(({ kind }) => kind === 'openExternal')).toEqual([]);
    await shell.page.getByText('second.wav').first().waitFor();
  });

  it('quits politely, remembers its window, and lets go of the data folder', async () => {
    expect(await shell.quit()).toBe(0);
    const remembered: unknown = JSON.parse(readFileSync(path.join(folder, 'data', 'shell', 'window.json'), 'utf8'));
    expect(remembered).toMatchObject({ width: 1440, height: 900, isMaximized: false });
    const again = await startShell({
      dataFolder: path.join(folder, 'data'),
      workingFolder: folder,
      words: ['second.wav'],
    });
    await again.page.getByText('second.wav').first().waitFor();
    expect(await again.quit()).toBe(0);
  });
});
