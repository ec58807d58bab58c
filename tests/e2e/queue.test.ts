import { copyFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { chooseFile, dropFiles, fixtures, longSpeechFile, speechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { holdHost } from './heldHost.ts';
import { openWindow, startBrowser, type TestWindow } from './openWindow.ts';
import { dragTo, expectNoFaults, largestUpload, moveToNoon, shortTalks } from './queueView.ts';
import { serve, type Served } from './serve.ts';

let served: Served;
let browser: Browser;
let opened: TestWindow;
let page: Page;
let drawer: Locator;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
  opened = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
  page = opened.page;
  await moveToNoon(page);
  drawer = page.getByRole('dialog', { name: 'Queue and history' });
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const rowNames = (): Promise<string[]> => drawer.locator('.job.waits [data-fold]').allTextContents();
const names = (): Promise<string[]> => drawer.locator('.job .nm').allTextContents();

/** Chooses a file and converts it as a single job. */
async function convertOne(file: string): Promise<void> {
  await chooseFile(page, /^(Choose file|Replace)/, file);
  await page.getByRole('heading', { name: path.basename(file) }).waitFor();
  await waitUntilReady(page);
  await page.getByRole('button', { name: /^Convert/ }).click();
  await page.getByRole('progressbar', { name: 'Converting' }).waitFor();
}

describe('a person with many recordings', () => {
  const batch = 'one, batch of 3 files';
  let missing = '';
  let talks: readonly string[] = [];

  it('opens the queue with Ctrl J, pauses everything, and Escape gives the focus back', async () => {
    const button = page.getByRole('button', { name: /^Queue/ });
    await button.focus();
    await page.keyboard.press('Control+j');
    await drawer.getByText('Nothing is waiting.').waitFor();
    await drawer.getByRole('button', { name: 'Pause all' }).click();
    await drawer.getByText('Paused. Nothing is begun until you resume.').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await eventually(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('drops three files and has them converted together', async () => {
    talks = await shortTalks(served, 'one.wav', 'five.wav');
    const two = path.join(served.filesFolder, 'two.wav');
    await copyFile(path.join(fixtures, 'austen-0890.wav'), two);
    await dropFiles(page, [talks[0] ?? '', two, await speechFile(served.filesFolder, 'three.wav')]);
    const sheet = page.getByRole('dialog', { name: '3 recordings' });
    await sheet.getByText('Your own voice, Chant').waitFor();
    expect(await faultsOf(page), 'the sheet').toEqual([]);
    await sheet.getByRole('button', { name: /Export as/ }).click();
    await page.getByRole('option', { name: 'Only takes, no files' }).click();
    await sheet.getByRole('button', { name: 'Convert all' }).click();
    await drawer.getByText(batch).waitFor();
    await drawer.getByRole('button', { name: 'Show files' }).click();
    await drawer.locator('.bat i').nth(2).waitFor();
    // All of them were opened by then; the third goes away before its turn comes.
    await eventually(() => drawer.locator('.files li .small').allTextContents()).toEqual(Array(3).fill('waiting'));
    missing = await largestUpload(served);
    await rename(missing, `${missing}.away`);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('moves a waiting job with a button, and with the keyboard alone', async () => {
    await convertOne(await longSpeechFile(served.filesFolder, 2, 'four.wav'));
    await convertOne(talks[1] ?? '');
    await page.keyboard.press('Control+j');
    await eventually(rowNames).toEqual(['four.wav', 'five.wav']);
    await drawer.getByText('After the batch').waitFor();
    await drawer.getByRole('button', { name: 'five.wav' }).click();
    await drawer.getByRole('button', { name: 'Move up' }).click();
    await eventually(rowNames).toEqual(['five.wav', 'four.wav']);
    await drawer.getByText('five.wav is now number 2 of those that wait.').waitFor();
    await drawer.getByRole('button', { name: 'five.wav' }).focus();
    await page.keyboard.press('ArrowDown');
    await drawer.locator('[data-fold]:focus', { hasText: 'four.wav' }).waitFor();
    await page.keyboard.press('Enter');
    await drawer
      .locator('.job', { hasText: 'four.wav' })
      .getByRole('button', { name: 'Move to the front' })
      .press('Enter');
    await eventually(rowNames).toEqual(['four.wav', 'five.wav']);
    await drawer.getByRole('button', { name: 'Normal priority' }).click();
    await page.getByRole('option', { name: 'High priority' }).click();
    await drawer.getByText(/, high priority/).waitFor();
  });

  it('drags a waiting job before and behind others, and the program keeps that order', async () => {
    await eventually(names).toEqual(['four.wav', batch, 'five.wav']);
    await dragTo(drawer, 'five.wav', 'four.wav', 0.25);
    await drawer.getByText('five.wav is now number 1 of those that wait.').waitFor();
    await eventually(names).toEqual(['five.wav', 'four.wav', batch]);
    await dragTo(drawer, 'five.wav', 'four.wav', 0.75);
    await drawer.getByText('five.wav is now number 2 of those that wait.').waitFor();
    await eventually(names).toEqual(['four.wav', 'five.wav', batch]);
    await dragTo(drawer, 'five.wav', batch, 0.75);
    await drawer.getByText('five.wav is now number 3 of those that wait.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Queue/ }).click();
    await eventually(names).toEqual(['four.wav', batch, 'five.wav']);
  });

  it('resumes: what can be done is done, and what failed says why', async () => {
    const host = await holdHost(served);
    await drawer.getByRole('button', { name: 'Resume' }).click();
    await host.stepUntil(async () => {
      const running = await ask(served, 'jobs.list', { status: 'processing' });
      return running.some(({ progress }) => (progress?.playableSec ?? 0) > 0);
    });
    await drawer.getByRole('button', { name: 'Listen so far' }).first().waitFor();
    await expectNoFaults(page, 'running');
    host.goOn();
    await drawer.getByRole('heading', { name: 'Needs you' }).waitFor();
    await drawer.getByText('2 of 3 done').waitFor();
    await drawer.getByText('1 file needs you.').waitFor();
    await drawer.getByRole('tab', { name: 'Now 0' }).waitFor();
    await expectNoFaults(page, 'needs you');
  });

  it('tries the failed file again once it is back, and nothing is left to do', async () => {
    await rename(`${missing}.away`, missing);
    await drawer.getByRole('button', { name: 'Try failed files again' }).click();
    await drawer.getByText('3 of 3 done').waitFor();
    await drawer.getByRole('heading', { name: 'Needs you' }).waitFor({ state: 'detached' });
    await drawer.getByText('Finished today').waitFor();
    // Files of the batch stand in its row alone.
    await eventually(names).toEqual([batch, 'five.wav, take 1', 'four.wav, take 1']);
    await page.keyboard.press('Escape');
  });
});

describe('a person who looks for a take', () => {
  const row = (name: string): Locator => drawer.getByRole('button', { name, exact: true });

  it('finds it by a word, however it is written', async () => {
    await page.getByRole('button', { name: /^Queue/ }).click();
    await drawer.getByRole('tab', { name: /^History/ }).click();
    await row('two.wav, take 1').waitFor();
    await drawer.getByRole('searchbox', { name: 'Search takes' }).fill('TWO');
    await row('one.wav, take 1').waitFor({ state: 'detached' });
    await row('two.wav, take 1').click();
    await drawer.getByRole('button', { name: 'Recipe', exact: true }).click();
    await drawer.getByText('Chant', { exact: true }).waitFor();
    await expectNoFaults(page, 'a recipe');
  });

  it('makes it again with this recipe and hears the two side by side', async () => {
    await drawer.getByRole('button', { name: 'Re-run' }).click();
    await drawer.getByText('two.wav is in the queue again, with the same recipe.').waitFor();
    await row('two.wav, take 2').waitFor();
    await eventually(() => drawer.locator('.take .dot').count()).toBe(0);
    await drawer.getByRole('button', { name: 'Compare', exact: true }).click();
    await drawer.getByText('Choose another take of two.wav to compare with take 1.').waitFor();
    await row('two.wav, take 2').click();
    await drawer.getByRole('button', { name: 'Compare with this' }).click();
    await drawer.getByText('Both were made with the same recipe.').waitFor();
    expect(await faultsOf(page), 'two takes').toEqual([]);
    await drawer.locator('.lane path.pitch.line').nth(1).waitFor({ state: 'attached' });
    // The middle of the first take; Space and B are those of the two takes, and what lies under the drawer stays silent.
    await drawer.getByRole('slider', { name: /^Take 1, / }).click();
    await page.keyboard.press('Space');
    await page.keyboard.press('b');
    const heard = page.locator('audio[data-lane=sung]').last();
    await eventually(() => heard.evaluate((audio) => (audio as HTMLAudioElement).currentTime)).toBeGreaterThan(2);
    const beneath = page.locator('audio[data-lane=spoken]').first();
    expect(await beneath.evaluate((audio) => (audio as HTMLAudioElement).paused)).toBe(true);
    const sounds = page.locator('audio');
    const isSilent = () => sounds.evaluateAll((all) => all.every((one) => (one as HTMLAudioElement).paused));
    // Behind the other tab Space is that of the recording beneath again.
    await drawer.getByRole('tab', { name: /^Now/ }).click();
    await eventually(isSilent).toBe(true);
    await page.keyboard.press('Space');
    await eventually(isSilent).toBe(false);
    await page.keyboard.press('Space');
    await eventually(isSilent).toBe(true);
    await drawer.getByRole('tab', { name: /^History/ }).click();
    await drawer.getByRole('button', { name: 'Back to the takes' }).click();
  });

  it('deletes it, undoes that, and finds it in the bin after deleting it again', async () => {
    await drawer.getByRole('button', { name: 'Delete' }).click();
    await row('two.wav, take 2').waitFor({ state: 'detached' });
    await drawer.getByText('two.wav, take 2 is in the bin for 30 days.').waitFor();
    await drawer.getByRole('button', { name: 'Undo' }).click();
    await row('two.wav, take 2').waitFor();
    await drawer.getByRole('button', { name: 'Delete' }).click();
    await row('two.wav, take 2').waitFor({ state: 'detached' });
    await drawer.getByRole('button', { name: 'Bin' }).click();
    await row('two.wav, take 2').waitFor();
    expect(await faultsOf(page), 'the bin').toEqual([]);
    await drawer.getByRole('button', { name: 'Bring back' }).click();
    await row('two.wav, take 2').waitFor({ state: 'detached' });
    await drawer.getByText('No take matches.').waitFor();
    await drawer.getByRole('button', { name: 'Bin' }).click();
    await row('two.wav, take 2').waitFor();
  });

  it('loads its recipe into the deck and is shown the take', async () => {
    await row('two.wav, take 1').click();
    await drawer.getByRole('button', { name: 'Load recipe' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByText('The deck stands as it was for two.wav, take 1.').waitFor();
    expect(opened.complaints).toEqual([]);
  });
});

it('the first screen, the queue and the history are whole and without fault in Portuguese too, at both sizes', async () => {
  const other = await openWindow(browser, served.url, { locale: 'pt-BR', reducedMotion: 'reduce' });
  await moveToNoon(other.page);
  await other.page.locator('.recent li').nth(4).waitFor();
  await expectNoFaults(other.page, 'recent takes');
  await other.page.getByRole('button', { name: /^Fila/ }).click();
  await other.page.locator('.drawer .grp').waitFor();
  await expectNoFaults(other.page, 'now');
  await other.page.getByRole('tab', { name: /^Histórico/ }).click();
  await other.page.locator('.take').first().waitFor();
  await other.page.locator('[data-fold]').first().click();
  await other.page.locator('.acts').waitFor();
  await expectNoFaults(other.page, 'history');
  expect(other.complaints).toEqual([]);
});
