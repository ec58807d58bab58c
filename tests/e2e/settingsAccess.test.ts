import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chooseFile, speechFile, waitUntilReady } from './convertView.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type WindowOptions } from './openWindow.ts';
import { serve, type Served } from './serve.ts';

let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([startBrowser(), serve()]);
  // One take and one held-back request, so that no section is empty.
  const { page, close } = await openWindow(browser, served.url);
  await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder));
  await waitUntilReady(page);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Take 1 is saved.').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Network' }).click();
  await page.getByText('Stay offline', { exact: true }).click();
  await page.getByRole('tab', { name: 'Devices' }).click();
  await page.getByRole('button', { name: 'Download RMVPE' }).click();
  await page.getByRole('alert').waitFor();
  await close();
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

async function open(options: WindowOptions): Promise<Page> {
  const { page, close } = await openWindow(browser, served.url, { reducedMotion: 'reduce', ...options });
  onTestFinished(close);
  await page.keyboard.press('Control+,');
  return page;
}

/** Goes to every section, once it has what it shows. */
async function eachSection(page: Page, look: (section: string) => Promise<void>): Promise<void> {
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await page.locator('.settings [data-loading]').first().waitFor({ state: 'detached' });
    await look((await tab.textContent()) ?? '');
  }
}

/** What is wider than the place it has. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.settings, .section-panel, .panes, .pane, .pane > *, .section-list')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.className}`),
  );
}

describe('every section of the settings', () => {
  it.each([
    ['wide, in English', { size: sizes[0] }],
    ['small, in Portuguese', { size: sizes[1], locale: 'pt-BR' }],
  ] as const)('%s: axe finds nothing wrong and nothing is cut off', async (_name, options) => {
    const page = await open(options);
    await eachSection(page, async (section) => {
      expect(await faultsOf(page), section).toEqual([]);
      expect(await tooWide(page), section).toEqual([]);
    });
  });

  it('can be read at 200 % in the small window', async () => {
    const page = await open({ size: sizes[1], locale: 'pt-BR' });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await eachSection(page, async (section) => expect(await tooWide(page), section).toEqual([]));
  });

  it('shows what is chosen in the system’s colours when those are forced', async () => {
    const page = await open({ forcedColors: 'active' });
    const chosen = page.getByRole('tab', { selected: true });
    const rest = page.getByRole('tab', { selected: false }).first();
    const colourOf = (one: typeof chosen): Promise<string> =>
      one.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await colourOf(chosen)).not.toBe(await colourOf(rest));
  });
});
