import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { chooseFile, speechFile, waitUntilHearable, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { openWindow, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { confirm, openSettings } from './settingsView.ts';

let browser: Browser;
let served: Served;
let opened: TestWindow;
let page: Page;
beforeAll(async () => {
  [browser, served] = await Promise.all([startBrowser(), serve()]);
  opened = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
  page = opened.page;
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** What the program has kept: what the window shows may still be on its way to it. */
const kept = <Name extends 'nameTemplate' | 'isOffline'>(name: Name) =>
  eventually(async () => (await ask(served, 'settings.get', undefined))[name]);

describe('what a person sets', () => {
  it('is kept at once, and what is refused says why beside it and comes back', async () => {
    const audio = await openSettings(page, 'Audio');
    const template = audio.getByRole('textbox', { name: 'Name of exports' });
    await template.fill('{name} in {key}');
    await audio.getByText(/^Example: interview in A minor/).waitFor();
    await template.press('Enter');
    await kept('nameTemplate').toBe('{name} in {key}');
    await template.fill('{who}');
    await audio.getByText(/^Write a name without slashes/).waitFor();
    await template.press('Escape');
    await eventually(() => template.inputValue()).toBe('{name} in {key}');

    const folder = audio.getByRole('textbox', { name: /^Folder on the computer/ });
    await folder.fill(path.join(served.filesFolder, 'not there'));
    await folder.press('Enter');
    await audio.getByRole('alert').getByText('Nothing can be saved in').waitFor();
    expect(await folder.inputValue()).toContain('not there');
    await page.reload();
    await eventually(() => template.inputValue()).toBe('{name} in {key}');
    expect(await folder.inputValue()).toBe('');
    await audio.getByRole('button', { name: 'Use the first template again' }).click();
    await eventually(() => template.inputValue()).toBe('{name}-{voice}-{n}');
    await kept('nameTemplate').toBe('{name}-{voice}-{n}');
    await page.getByRole('tab', { selected: true }).press('Escape');
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
  });
});

describe('the keyboard alone', () => {
  it('goes to the settings, through the sections and back to where it was', async () => {
    await page.keyboard.press('Control+,');
    const first = page.getByRole('tab', { selected: true });
    await first.and(page.locator(':focus')).waitFor();
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
    await page.getByRole('tablist', { name: 'Settings' }).waitFor({ state: 'detached' });
  });
});

describe('the network', () => {
  it('is told as untouched; kept offline, a download is refused and the ledger says so', async () => {
    const network = await openSettings(page, 'Network');
    await network.getByText('Nothing has left this computer.').waitFor();
    await network.getByText('Stay offline', { exact: true }).click();
    await kept('isOffline').toBe(true);
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
    await kept('isOffline').toBe(false);
    await page.getByRole('tab', { selected: true }).press('Escape');
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
  });
});

describe('after a conversion', () => {
  it('statistics and storage tell of it, and working files are emptied', async () => {
    await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder, 'told.wav'));
    await waitUntilReady(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Take 1 is saved.').waitFor();
    // What a window still fetches is no working file that can go.
    await waitUntilHearable(page);

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
  });

  it('a backup is made and restored, and the window goes on with it', async () => {
    const storage = await openSettings(page, 'Storage');
    const backup = path.join(served.filesFolder, 'library.cantado-backup');
    await storage.getByRole('button', { name: 'Back up' }).click();
    await page.getByRole('textbox', { name: /^New file on the computer/ }).fill(backup);
    await confirm(page, 'Back up the library', 'Back up');
    await storage.getByText(/^Saved [\d.,]+ [KMG]B as .*library\.cantado-backup\.$/).waitFor();
    expect(existsSync(backup)).toBe(true);

    await storage.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('textbox', { name: /^Backup on the computer/ }).fill(backup);
    await confirm(page, 'Restore a backup', 'Check');
    const question = page.getByRole('dialog', { name: 'Restore this backup' });
    await question.getByText(/0 voices and 1 take\./).waitFor();
    await question.getByRole('button', { name: 'Restore' }).click();
    await storage.getByText(/^The backup of .* is your library now\.$/).waitFor();
    // The window goes on with it: another take of the same recording is its second.
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    await chooseFile(page, /^Choose file/, path.join(served.filesFolder, 'told.wav'));
    await waitUntilReady(page);
    await page.getByRole('button', { name: 'Take 1', exact: true }).waitFor();
  });

  it('diagnostics are shown as a whole before they are copied, and hold no name of a file', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const about = await openSettings(page, 'About');
    await about.getByRole('button', { name: 'Copy diagnostics' }).click();
    const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
    const shown = await dialog.getByRole('textbox', { name: 'Diagnostics' }).inputValue();
    // English in every language, and read so.
    expect(await dialog.getByRole('textbox', { name: 'Diagnostics' }).getAttribute('lang')).toBe('en');
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    expect(shown.length).toBeGreaterThan(200);
    expect(shown).not.toContain('told');
    expect(shown).not.toContain(served.filesFolder);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('the language', () => {
  it('changes at once, in other windows too, and stays after a reload', async () => {
    const { page: other, complaints } = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
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

it('nothing was complained of', () => {
  expect(opened.complaints).toEqual([]);
});
