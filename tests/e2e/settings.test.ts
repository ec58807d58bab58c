import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chooseFile, speechFile, waitUntilReady } from './convertView.ts';
import { openWindow, startBrowser, type TestWindow, type WindowOptions } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { confirm, openSettings } from './settingsView.ts';

let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([startBrowser(), serve()]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

async function open(options: WindowOptions = {}): Promise<TestWindow> {
  const opened = await openWindow(browser, served.url, { reducedMotion: 'reduce', ...options });
  onTestFinished(() => opened.close());
  return opened;
}

describe('what a person sets', () => {
  it('is kept at once, and what is refused says why beside it and comes back', async () => {
    const { page } = await open();
    const audio = await openSettings(page, 'Audio');
    const template = audio.getByRole('textbox', { name: 'Name of exports' });
    await template.fill('{name} in {key}');
    await audio.getByText(/^Example: interview in A minor/).waitFor();
    await template.press('Enter');
    await template.fill('{who}');
    await audio.getByText(/^Write a name without slashes/).waitFor();
    await template.press('Escape');
    expect(await template.inputValue()).toBe('{name} in {key}');

    const folder = audio.getByRole('textbox', { name: /^Folder on the computer/ });
    await folder.fill(path.join(served.filesFolder, 'not there'));
    await folder.press('Enter');
    await audio.getByRole('alert').getByText('Nothing can be saved in').waitFor();
    expect(await folder.inputValue()).toContain('not there');
    await page.reload();
    expect(await folder.inputValue()).toBe('');
    expect(await template.inputValue()).toBe('{name} in {key}');
    await audio.getByRole('button', { name: 'Use the first template again' }).click();
    await expect.poll(() => template.inputValue()).toBe('{name}-{voice}-{n}');
  });
});

describe('the keyboard alone', () => {
  it('goes to the settings, through the sections and back to where it was', async () => {
    const { page } = await open();
    await page.keyboard.press('Control+,');
    const first = page.getByRole('tab', { selected: true });
    await expect.poll(() => first.evaluate((tab) => tab === document.activeElement)).toBe(true);
    await page.keyboard.press('Home');
    await page.getByRole('tabpanel', { name: 'General' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('tabpanel', { name: 'Audio' }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('tabpanel', { name: 'About' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Diagnostics' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tabpanel', { name: 'About' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    expect(await page.getByRole('tablist', { name: 'Settings' }).count()).toBe(0);
  });
});

describe('the network', () => {
  it('is told as untouched; kept offline, a download is refused and the ledger says so', async () => {
    const { page } = await open();
    const network = await openSettings(page, 'Network');
    await network.getByText('Nothing has left this computer.').waitFor();
    await network.getByText('Stay offline', { exact: true }).click();
    const devices = await openSettings(page, 'Devices');
    await devices.getByRole('button', { name: 'Download ContentVec' }).click();
    await devices.getByRole('alert').getByText('Cantado stays offline, as you asked.').waitFor();
    await openSettings(page, 'Network');
    await network.getByRole('row', { name: /huggingface\.co.*Base model ContentVec.*held back/ }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      network.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv.split('\r\n')[1]).toMatch(/huggingface\.co.*,base-model,contentvec,held-back,/);
    await network.getByText('Stay offline', { exact: true }).click();
  });
});

describe('after a conversion', () => {
  it('statistics and storage tell of it, working files are emptied, a backup is made and restored', async () => {
    const { page, complaints } = await open();
    await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder, 'told.wav'));
    await waitUntilReady(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Take 1 is saved.').waitFor({ timeout: 60_000 });

    const statistics = await openSettings(page, 'Statistics');
    await statistics.getByRole('img', { name: 'Jobs per day, 1 completed, 0 failed, 0 stopped' }).waitFor();
    await statistics.getByText('100 %').waitFor();
    await statistics.getByRole('row', { name: /Built.in.* CPU 1 / }).waitFor();
    await statistics.getByRole('button', { name: 'Show as tables' }).click();
    await statistics.getByRole('row', { name: /^\d+ \w+ 1 0 0 / }).waitFor();

    const storage = await openSettings(page, 'Storage');
    await storage.getByRole('img', { name: /Takes [\d.]+ MB/ }).waitFor();
    await storage.getByRole('button', { name: 'Empty working files' }).click();
    await confirm(page, 'Empty working files', 'Empty working files');
    await storage.getByText(/^[\d.,]+ [KM]B were freed\.$/).waitFor();

    const backup = path.join(served.filesFolder, 'library.cantado-backup');
    await storage.getByRole('button', { name: 'Back up' }).click();
    await page.getByRole('textbox', { name: /^New file on the computer/ }).fill(backup);
    await confirm(page, 'Back up the library', 'Back up');
    await storage.getByText(/^Saved [\d.,]+ [KMG]B as .*library\.cantado-backup\.$/).waitFor({ timeout: 30_000 });
    expect(existsSync(backup)).toBe(true);

    await storage.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('textbox', { name: /^Backup on the computer/ }).fill(backup);
    await confirm(page, 'Restore a backup', 'Check');
    const question = page.getByRole('dialog', { name: 'Restore this backup' });
    await question.getByText(/0 voices and 1 take\./).waitFor({ timeout: 30_000 });
    await question.getByRole('button', { name: 'Restore' }).click();
    await storage.getByText(/^The backup of .* is your library now\.$/).waitFor({ timeout: 30_000 });
    // The window goes on with it: another take of the same recording is its second.
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    await chooseFile(page, /^Choose file/, path.join(served.filesFolder, 'told.wav'));
    await waitUntilReady(page);
    await page.getByRole('button', { name: 'Take 1', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('diagnostics are shown as a whole before they are copied, and hold no name of a file', async () => {
    const { page } = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const about = await openSettings(page, 'About');
    await about.getByRole('button', { name: 'Copy diagnostics' }).click();
    const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
    const shown = await dialog.getByRole('textbox', { name: 'Diagnostics' }).inputValue();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    expect(shown.length).toBeGreaterThan(200);
    expect(shown).not.toContain('told');
    expect(shown).not.toContain(served.filesFolder);
  });
});

describe('the language', () => {
  it('changes at once, in other windows too, and stays after a reload', async () => {
    const { page, complaints } = await open();
    const { page: other } = await open();
    const general = await openSettings(page, 'General');
    await general.getByText('Português (Brasil)').click();
    await page.getByRole('tab', { name: 'Armazenamento' }).waitFor();
    await other.getByRole('heading', { name: 'Solte uma gravação falada' }).waitFor();
    await page.reload();
    await page.getByRole('radio', { name: 'Português (Brasil)', checked: true }).waitFor();
    await page.getByRole('radiogroup', { name: 'Idioma' }).getByText('English').click();
    await other.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
