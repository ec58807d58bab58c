import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles, speechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { addReported, voiceFile, waitForReport } from './strangersVoices.ts';

let served: Served;
let browser: Browser;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main, .report, .deck, .vo, .rail-f, .msg, .dialog')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.className),
  );
}

describe('at both sizes axe finds nothing wrong and nothing is cut off', () => {
  let opened: TestWindow;
  let page: Page;
  beforeAll(async () => {
    opened = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
    page = opened.page;
  });

  /** The small size last. */
  async function check(state: string): Promise<void> {
    for (const size of sizes) {
      await page.setViewportSize(size);
      const where = `${state}, ${String(size.width)} wide`;
      expect(await faultsOf(page), where).toEqual([]);
      expect(await overflowing(page), where).toEqual([]);
    }
  }

  it('in a report, an offer and a refusal', async () => {
    await dropFiles(page, [await voiceFile(served.filesFolder, 'Ana.pth', 'voices/v1_f0_48k/v1_f0_48k.pth')]);
    await waitForReport(page, 'Ana.pth');
    await check('report');
    await addReported(page, 'Ana');

    await dropFiles(page, [await speechFile(served.filesFolder, 'Ana.wav')]);
    await waitUntilReady(page);
    await page.getByRole('button', { name: /^Download/ }).waitFor();
    expect(await page.locator('.btn.p').count()).toBe(1);
    await check('offer of a base model');

    await dropFiles(page, [await voiceFile(served.filesFolder, 'G Ana.pth', 'broken/training_checkpoint_G.pth')]);
    await page.getByText('was not added').waitFor();
    await check('refusal');
    await page.keyboard.press('Escape');
    await page.getByText('was not added').waitFor({ state: 'detached' });
  });

  it('in a menu, a dialog and the bin', async () => {
    await page.getByRole('button', { name: 'More for Ana' }).click();
    await page.getByRole('menu').waitFor();
    await check('menu');
    await page.getByRole('menuitem', { name: 'Whose voice it is' }).click();
    await page.getByRole('dialog', { name: 'About Ana' }).waitFor();
    await check('dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'About Ana' }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'More for Ana' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByText('Ana was removed.').waitFor();
    await check('removed');
    await page.getByRole('button', { name: /^Bin/ }).click();
    await page.getByRole('dialog', { name: 'Bin' }).waitFor();
    await check('bin');
    expect(opened.complaints).toEqual([]);
  });
});

describe('with the keyboard alone', () => {
  it('a voice is brought, named, added, renamed, removed and brought back', async () => {
    const { page, close } = await openWindow(browser, served.url);
    const chooser = page.waitForEvent('filechooser');
    // The browser has to know that its chooser is waited for before the key is pressed.
    await page.evaluate(() => document.readyState);
    await page.keyboard.press('Control+i');
    await (await chooser).setFiles(await voiceFile(served.filesFolder, 'keys.pth'));
    await waitForReport(page, 'keys.pth');
    await page.getByRole('button', { name: 'Add Keys' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Tecla');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Tecla', selected: true }).and(page.locator(':focus')).waitFor();

    await page.keyboard.press('F2');
    await page.getByRole('dialog', { name: 'About Tecla' }).waitFor();
    await page.keyboard.type('Chave');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Chave', selected: true }).and(page.locator(':focus')).waitFor();

    await page.keyboard.press('Delete');
    await page.getByText('Chave was removed.').waitFor();
    await page.locator('[role=option]:focus').waitFor();
    const undo = page.locator('button:focus', { hasText: 'Undo' });
    for (let press = 0; press < 12 && (await undo.count()) === 0; press++) {
      const before = await page.evaluateHandle(() => document.activeElement);
      await page.keyboard.press('Tab');
      await eventually(() => before.evaluate((element) => element !== document.activeElement)).toBe(true);
    }
    await undo.waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Chave', selected: true }).and(page.locator(':focus')).waitFor();
    await close();
  });
});

describe('a person who needs it otherwise', () => {
  it('reads a report at 200 % in the small window, and sees edges in the system’s colours when those are forced', async () => {
    const { page, close } = await openWindow(browser, served.url, { size: sizes[1], locale: 'pt-BR' });
    await dropFiles(page, [await voiceFile(served.filesFolder, 'grande.pth', 'voices/v1_f0_40k/v1_f0_40k.pth')]);
    await page.getByRole('heading', { name: 'Importação segura: grande.pth' }).waitFor();
    await page.emulateMedia({ forcedColors: 'active' });
    const borders = await page.evaluate(() =>
      ['.report', '.report .field'].map((name) => {
        const element = document.querySelector(name);
        return element && getComputedStyle(element).borderTopStyle;
      }),
    );
    expect(borders).toEqual(['solid', 'solid']);
    await page.emulateMedia({ forcedColors: 'none' });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await overflowing(page)).toEqual([]);
    const add = page.getByRole('button', { name: 'Adicionar Grande' });
    await add.scrollIntoViewIfNeeded();
    const box = await add.boundingBox();
    expect((box?.x ?? 2000) + (box?.width ?? 0)).toBeLessThanOrEqual(sizes[1].width);
    await close();
  });
});
