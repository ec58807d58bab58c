import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireChromium } from '../../tools/setup/findChromium.mjs';
import { dropFiles } from './convertView.ts';
import { faultsOf } from './faultsOf.ts';
import { startShell, type Shell } from './electronStandIn/startShell.ts';
import { voiceFile, voiceWithIndex, waitForReport } from './strangersVoices.ts';

/** The desktop program knows where files lie, and so what lies beside them. */
const folder = mkdtempSync(path.join(tmpdir(), 'cantado-shell-voices-'));
const logs = path.join(folder, 'logs of a trainer');
let shell: Shell;
beforeAll(async () => {
  process.env['CHROMIUM_PATH'] = await requireChromium();
  shell = await startShell({ dataFolder: path.join(folder, 'data'), workingFolder: folder });
});
afterAll(async () => {
  await shell.quit();
  rmSync(folder, { recursive: true, force: true });
});

describe('in the desktop program', () => {
  it('a training checkpoint is named, and the voice beside it is added with its index', async () => {
    const { page } = shell;
    await voiceWithIndex(logs, 'mare-alta');
    await voiceFile(logs, 'D_2333.pth', 'broken/training_checkpoint_D.pth');
    const checkpoint = await voiceFile(logs, 'G_2333.pth', 'broken/training_checkpoint_G.pth');
    await shell.command({ kind: 'answerOpenDialog', path: checkpoint });
    await page.getByRole('button', { name: /^Bring a voice/ }).click();
    await page.getByRole('heading', { name: 'This is a training checkpoint (G_2333.pth)' }).waitFor();
    const table = page.getByRole('table', { name: 'In the same folder' });
    await table.waitFor();
    const rows = await table.getByRole('row').allInnerTexts();
    expect(
      rows.slice(1).map((row) =>
        row
          .trim()
          .split(/\s{2,}|\t|\n/)
          .filter(Boolean),
      ),
    ).toEqual([
      ['mare-alta.pth', expect.stringMatching(/KB$/), 'Looks like the voice'],
      [
        'added_IVF10_Flat_nprobe_1_mare-alta_v1.index',
        expect.stringMatching(/[KM]B$/),
        'Goes with it, improves likeness',
      ],
      ['D_2333.pth', expect.stringMatching(/KB$/), 'Training checkpoint'],
      ['G_2333.pth', expect.stringMatching(/KB$/), 'Training checkpoint'],
    ]);
    expect(await faultsOf(page)).toEqual([]);

    await page
      .getByRole('button', { name: 'Add mare-alta.pth and its index' })
      .and(page.locator(':focus'))
      .press('Enter');
    await waitForReport(page, 'mare-alta.pth');
    await page.getByText(/^Passed: Index matches: 256 dims/).waitFor();
    await page.getByRole('button', { name: /^Add / }).press('Enter');
    await page.getByRole('option', { selected: true }).filter({ hasText: 'RVC v1' }).waitFor();
  });

  it('a dropped voice is read where it lies', async () => {
    const file = await voiceFile(logs, 'dropped.pth', 'voices/v2_f0_40k/v2_f0_40k.pth');
    await shell.command({ kind: 'fileLies', name: 'dropped.pth', path: file });
    await dropFiles(shell.page, [file]);
    await waitForReport(shell.page, 'dropped.pth');
    await shell.page.keyboard.press('Escape');
  });
});
