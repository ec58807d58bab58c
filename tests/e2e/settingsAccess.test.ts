import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { voiceIdSchema } from '../../src/contract/ids.ts';
import { completedJob } from '../suites/completedJob.ts';
import { ask } from './ask.ts';
import { speechFile } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { settingsSections } from './settingsView.ts';

let browser: Browser;
let served: Served;
let page: Page;
beforeAll(async () => {
  [browser, served] = await Promise.all([startBrowser(), serve()]);
  // One take and one held-back request, so that no section is empty.
  const recording = await ask(served, 'recordings.open', { path: await speechFile(served.filesFolder) });
  const order = { recordingId: recording.id, voiceId: voiceIdSchema.parse('deep') };
  const { jobId } = await ask(served, 'jobs.create', order);
  await ask(served, 'settings.set', { isOffline: true });
  await ask(served, 'baseModels.download', { modelId: 'rmvpe' });
  await completedJob({ call: (name, input) => ask(served, name, input) }, jobId);
  ({ page } = await openWindow(browser, served.url, { size: sizes[1], reducedMotion: 'reduce', locale: 'pt-BR' }));
  await page.keyboard.press('Control+,');
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** Goes to every section, once it has what it shows. */
async function eachSection(look: (section: string) => Promise<void>): Promise<void> {
  const tabs = page.locator('.section-list').getByRole('tab');
  await eventually(() => tabs.count()).toBe(settingsSections.length);
  for (const tab of await tabs.all()) {
    await tab.click();
    const section = (await tab.textContent()) ?? '';
    await page.getByRole('tabpanel', { name: section }).waitFor();
    await page.locator('.settings [data-loading]').first().waitFor({ state: 'detached' });
    await look(section);
  }
}

/** What is wider than the place it has. */
function tooWide(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.settings, .section-panel, .panes, .pane, .pane > *, .section-list')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.className}`),
  );
}

async function setFontSize(size: string): Promise<void> {
  await page.evaluate((fontSize) => {
    document.documentElement.style.fontSize = fontSize;
  }, size);
}

describe('every section of the settings', () => {
  it('small, in Portuguese: axe finds nothing wrong and nothing is cut off, not at 200 % either', async () => {
    await eventually(async () => (await ask(served, 'network.list', {})).entries[0]?.state).toBe('held-back');
    await eachSection(async (section) => {
      expect(await faultsOf(page), section).toEqual([]);
      expect(await tooWide(), section).toEqual([]);
      await setFontSize('200%');
      expect(await tooWide(), `${section} at 200 %`).toEqual([]);
      await setFontSize('');
    });
  });

  it('wide, in English: axe finds nothing wrong and nothing is cut off', async () => {
    await ask(served, 'settings.set', { language: 'en' });
    await page.getByRole('tab', { name: 'Storage' }).waitFor();
    await page.setViewportSize(sizes[0]);
    await eachSection(async (section) => {
      expect(await faultsOf(page), section).toEqual([]);
      expect(await tooWide(), section).toEqual([]);
    });
  });

  it('shows what is chosen in the system’s colours when those are forced', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const chosen = page.getByRole('tab', { selected: true });
    const rest = page.getByRole('tab', { selected: false }).first();
    const colourOf = (one: typeof chosen): Promise<string> =>
      one.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await colourOf(chosen)).not.toBe(await colourOf(rest));
  });
});
