import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFile, speechFile, waitUntilReady } from './convertView.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { dropOnLane, humFile, scoreFile } from './songFiles.ts';

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

describe.each(sizes)('a melody in Portuguese at $width × $height', (size) => {
  it('axe finds nothing wrong in any of its states, and nothing is cut off', async () => {
    const { page, complaints, close } = await openWindow(browser, served.url, {
      size,
      locale: 'pt-BR',
      reducedMotion: 'reduce',
    });
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await chooseFile(page, /^Escolher arquivo/, await speechFile(served.filesFolder, `fala ${String(size.width)}.wav`));
    await waitUntilReady(page);
    await page.getByRole('radio', { name: 'Melodia' }).check({ force: true });
    const remove = button('Remover a melodia');
    if ((await remove.count()) > 0) await remove.click();
    await page.getByText('Solte uma melodia aqui').waitFor();
    expect(await faultsOf(page), 'empty lane').toEqual([]);
    const zone = page.locator('.lane-msg.zone');
    expect(await zone.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);

    await button('Digitar notas').click();
    await page.getByRole('textbox', { name: 'Notas' }).fill('C4:1 X');
    await button('Usar estas notas').click();
    await page.getByText('“X”').first().waitFor();
    expect(await faultsOf(page), 'notes that cannot be read').toEqual([]);
    await page.keyboard.press('Escape');

    await dropOnLane(page, await scoreFile(served.filesFolder, 'musicxml', 'canção.musicxml'));
    await page.locator('.note-texts span').first().waitFor();
    expect(await faultsOf(page), 'target').toEqual([]);

    await dropOnLane(page, await humFile(served.filesFolder, [55, 59, 62, 60], `murmúrio ${String(size.width)}.wav`));
    const question = page.getByRole('group', { name: /^O que é murmúrio/ });
    await question.waitFor();
    expect(await faultsOf(page), 'question').toEqual([]);
    expect(await question.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
    await button('Música para tocar por baixo').click();
    await button('Trocar o acompanhamento').click();
    await page.getByRole('slider', { name: 'Volume do acompanhamento' }).waitFor();
    expect(await faultsOf(page), 'backing').toEqual([]);
    await page.keyboard.press('Escape');
    await button('Remover o acompanhamento').click();

    await button('Digitar as palavras').click();
    await page.getByRole('textbox', { name: 'Palavras' }).waitFor();
    expect(await faultsOf(page), 'words').toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    expect(complaints).toEqual([]);
    await close();
  });
});
