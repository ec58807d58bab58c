import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseFile, speechFile, waitUntilReady } from './convertView.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { dropOnLane, humFile, scoreFile } from './songFiles.ts';

let served: Served;
let browser: Browser;
let opened: TestWindow;
let page: Page;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
  // No colour is half way between two when axe looks.
  opened = await openWindow(browser, served.url, { locale: 'pt-BR', reducedMotion: 'reduce' });
  page = opened.page;
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });

/** At both sizes axe is content, and nothing is cut off. */
async function expectNoFaults(state: string, whole?: Locator): Promise<void> {
  for (const size of sizes) {
    const where = `${state}, ${String(size.width)} wide`;
    await page.setViewportSize(size);
    expect(await faultsOf(page), where).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBe(size.width);
    if (whole) expect(await whole.evaluate((one) => one.scrollHeight - one.clientHeight), where).toBe(0);
  }
}

/** Leaves what is open over the lanes, and waits until they can be reached. */
async function leave(what: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await what.waitFor({ state: 'detached' });
}

it('axe finds nothing wrong with a melody in Portuguese in any of its states, and nothing is cut off', async () => {
  await chooseFile(page, /^Escolher arquivo/, await speechFile(served.filesFolder, 'fala.wav'));
  await waitUntilReady(page);
  await page.getByRole('radio', { name: 'Melodia' }).check({ force: true });
  await page.getByText('Solte uma melodia aqui').waitFor();
  await expectNoFaults('empty lane', page.locator('.lane-msg.zone'));

  await button('Digitar notas').click();
  const notes = page.getByRole('textbox', { name: 'Notas' });
  await notes.fill('C4:1 X');
  await button('Usar estas notas').click();
  await page.getByText('“X”').first().waitFor();
  await expectNoFaults('notes that cannot be read');
  await leave(notes);

  await dropOnLane(page, await scoreFile(served.filesFolder, 'musicxml', 'canção.musicxml'));
  await page.locator('.note-texts span').first().waitFor();
  await expectNoFaults('target');

  await dropOnLane(page, await humFile(served.filesFolder, [55, 59, 62, 60], 'murmúrio.wav'));
  const question = page.getByRole('group', { name: /^O que é murmúrio/ });
  await question.waitFor();
  await expectNoFaults('question', question);
  await button('Música para tocar por baixo').click();
  await button('Trocar o acompanhamento').click();
  const loudness = page.getByRole('slider', { name: 'Volume do acompanhamento' });
  await loudness.waitFor();
  await expectNoFaults('backing');
  await leave(loudness);
  await button('Remover o acompanhamento').click();

  await button('Digitar as palavras').click();
  const words = page.getByRole('textbox', { name: 'Palavras' });
  await words.waitFor();
  await expectNoFaults('words');
  await leave(words);
  expect(opened.complaints).toEqual([]);
});
