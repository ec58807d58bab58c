import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronProgram } from '../../tools/setup/electronProgram.mjs';
import { speechFile } from '../e2e/convertView.ts';
import { bridgeSeen, singOneRecording, tryToLeave, whatThePageSees } from '../e2e/desktopJourney.ts';

/** The journey of tests/e2e/shell.test.ts in the real Electron. `npm test` says in one line when there is none to run it in. */
const programFolder = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'cantado-electron-'));
let electron: ElectronApplication;
beforeAll(async () => {
  const executablePath = electronProgram();
  if (executablePath === null) throw new Error('The Electron program is not here: npx install-electron fetches it.');
  electron = await _electron.launch({
    executablePath,
    args: [programFolder, `--data-dir=${path.join(folder, 'data')}`, '--lang=en-US'],
    cwd: folder,
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the desktop program in Electron', () => {
  it('opens one closed window', async () => {
    const page = await electron.firstWindow();
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    expect(page.url()).toBe('app://cantado/');
    expect(await whatThePageSees(page)).toEqual(bridgeSeen);
  });

  it('sings a recording chosen in the system’s dialog', async () => {
    const page = await electron.firstWindow();
    const answerOpenDialog = (chosen: string | null): Promise<void> =>
      electron.evaluate(({ dialog }, file) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({ canceled: file === null, filePaths: file === null ? [] : [file] });
      }, chosen);
    await singOneRecording({ page, answerOpenDialog }, await speechFile(folder));
  });

  it('lets the page go nowhere', async () => {
    const page = await electron.firstWindow();
    expect(await tryToLeave(page, 'https://example.com/')).toEqual({ fetched: false, framed: false });
    expect(page.url()).toBe('app://cantado/');
    expect(electron.windows()).toHaveLength(1);
  });

  it('quits', async () => {
    await electron.close();
  });
});
