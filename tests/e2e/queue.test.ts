import { copyFile, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page, WebSocketRoute } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chooseFile, dropFiles, longSpeechFile, soundOf, speechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
import { longQueue } from './longQueue.ts';
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
  drawer = page.getByRole('dialog', { name: 'Queue and history' });
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const rowNames = (): Promise<string[]> => drawer.locator('.job.waits [data-fold]').allTextContents();

async function uploadsNow(): Promise<string[]> {
  return readdir(path.join(served.dataFolder, 'recordings')).catch(() => []);
}

async function sizeOf(name: string): Promise<{ readonly name: string; readonly bytes: number }> {
  return { name, bytes: (await stat(path.join(served.dataFolder, 'recordings', name))).size };
}

/** Other words of the same reader, 3 s. */
async function shortSpeechFile(name: string): Promise<string> {
  const file = path.join(served.filesFolder, name);
  await copyFile(path.resolve(import.meta.dirname, '../fixtures/audio/austen-0880.wav'), file);
  return file;
}

/** Chooses a file and converts it as a single job. */
async function convertOne(file: string): Promise<void> {
  await chooseFile(page, /^(Choose file|Replace)/, file);
  await page.getByRole('heading', { name: path.basename(file) }).waitFor();
  await waitUntilReady(page);
  await page.getByRole('button', { name: /^Convert/ }).click();
  await page.getByRole('progressbar', { name: 'Converting' }).waitFor();
}

/** Drags a row with the mouse onto another, so far down in it; on the way it is shown where it would go. */
async function dragTo(name: string, onto: string, heightRatio: number): Promise<void> {
  const rowOf = (row: string): Locator => drawer.locator('.job', { has: page.locator('.nm', { hasText: row }) });
  const from = await rowOf(name).boundingBox();
  const to = await rowOf(onto).boundingBox();
  if (!from || !to) throw new Error('two rows');
  await page.mouse.move(from.x + from.width / 2, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height * heightRatio, { steps: 8 });
  const side = heightRatio < 0.5 ? 'before' : 'behind';
  await eventually(async () => {
    // A hand is never still: Chromium tells a row that it is dragged over when the mouse moves in it.
    await page.mouse.move(to.x + to.width / 2, to.y + to.height * heightRatio);
    return rowOf(onto).getAttribute('data-drop');
  }).toBe(side);
  await page.mouse.up();
  await drawer.locator('[data-drop]').waitFor({ state: 'detached' });
}

describe('a person with many recordings', () => {
  let missing = '';

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
    const files = [
      await speechFile(served.filesFolder, 'one.wav'),
      await longSpeechFile(served.filesFolder, 2, 'two.wav'),
    ];
    await dropFiles(page, [...files, await longSpeechFile(served.filesFolder, 3, 'three.wav')]);
    const sheet = page.getByRole('dialog', { name: '3 recordings' });
    await sheet.getByText('Your own voice, Chant').waitFor();
    expect(await faultsOf(page), 'the sheet').toEqual([]);
    await sheet.getByRole('button', { name: /Export as/ }).click();
    await page.getByRole('option', { name: 'Only takes, no files' }).click();
    await sheet.getByRole('button', { name: 'Convert all' }).click();
    await drawer.getByText('one, batch of 3 files').waitFor();
    await drawer.getByRole('button', { name: 'Show files' }).click();
    await eventually(() => drawer.locator('.files li').count()).toBe(3);
    await drawer.locator('.bat i').nth(2).waitFor();
    await eventually(async () => (await uploadsNow()).length).toBe(3);
    // The third file goes away before its turn comes.
    const sizes = await Promise.all((await uploadsNow()).map((name) => sizeOf(name)));
    const largest = sizes.sort((a, b) => b.bytes - a.bytes)[0];
    missing = path.join(served.dataFolder, 'recordings', largest?.name ?? '');
    await drawer.getByText('waiting').nth(2).waitFor();
    await rename(missing, `${missing}.away`);
    await page.keyboard.press('Escape');
  });

  it('moves a waiting job with a button, and with the keyboard alone', async () => {
    await convertOne(await longSpeechFile(served.filesFolder, 4, 'four.wav'));
    await convertOne(await shortSpeechFile('five.wav'));
    await page.keyboard.press('Control+j');
    await eventually(rowNames).toEqual(['four.wav', 'five.wav']);
    await drawer.getByText('After the batch').waitFor();
    await drawer.getByRole('button', { name: 'five.wav' }).click();
    await drawer.getByRole('button', { name: 'Move up' }).click();
    await eventually(rowNames).toEqual(['five.wav', 'four.wav']);
    await drawer.getByText('five.wav is now number 2 of those that wait.').waitFor();
    await drawer.getByRole('button', { name: 'five.wav' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await drawer.getByRole('button', { name: 'Move to the front' }).focus();
    await page.keyboard.press('Enter');
    await eventually(rowNames).toEqual(['four.wav', 'five.wav']);
    await drawer.getByRole('button', { name: 'Normal priority' }).click();
    await page.getByRole('option', { name: 'High priority' }).click();
    await drawer.getByText(/, high priority/).waitFor();
  });

  it('drags a waiting job before and behind others, and the program keeps that order', async () => {
    const batch = 'one, batch of 3 files';
    const names = (): Promise<string[]> => drawer.locator('.job .nm').allTextContents();
    await eventually(names).toEqual(['four.wav', batch, 'five.wav']);
    await dragTo('five.wav', 'four.wav', 0.25);
    await drawer.getByText('five.wav is now number 1 of those that wait.').waitFor();
    await eventually(names).toEqual(['five.wav', 'four.wav', batch]);
    await dragTo('five.wav', 'four.wav', 0.75);
    await drawer.getByText('five.wav is now number 2 of those that wait.').waitFor();
    await eventually(names).toEqual(['four.wav', 'five.wav', batch]);
    await dragTo('five.wav', batch, 0.75);
    await drawer.getByText('five.wav is now number 3 of those that wait.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Queue/ }).click();
    await eventually(names).toEqual(['four.wav', batch, 'five.wav']);
  });

  it('resumes: what can be done is done, and what failed says why', async () => {
    await drawer.getByRole('button', { name: 'Resume' }).click();
    await drawer.getByRole('button', { name: 'Listen so far' }).first().waitFor();
    expect(await faultsOf(page), 'running').toEqual([]);
    await drawer.getByRole('heading', { name: 'Needs you' }).waitFor({ timeout: 90_000 });
    expect(await faultsOf(page), 'needs you').toEqual([]);
    await drawer.getByText('2 of 3 done').waitFor({ timeout: 60_000 });
    await drawer.getByText('1 file needs you.').waitFor();
  });

  it('tries the failed file again once it is back, and nothing is left to do', async () => {
    await rename(`${missing}.away`, missing);
    await drawer.getByRole('button', { name: 'Try failed files again' }).click();
    await drawer.getByText('3 of 3 done').waitFor({ timeout: 60_000 });
    await drawer.getByRole('heading', { name: 'Needs you' }).waitFor({ state: 'detached' });
    await drawer.getByText('Finished today').waitFor();
    // Files of the batch stand in its row alone.
    await eventually(() => drawer.locator('.job .nm').allTextContents()).toEqual([
      'one, batch of 3 files',
      'five.wav, take 1',
      'four.wav, take 1',
    ]);
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
    expect(await faultsOf(page), 'a recipe').toEqual([]);
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
    await eventually(() => heard.evaluate((audio) => (audio as HTMLAudioElement).currentTime)).toBeGreaterThan(6);
    const beneath = page.locator('audio[data-lane=spoken]').first();
    expect(await beneath.evaluate((audio) => (audio as HTMLAudioElement).paused)).toBe(true);
    await drawer.getByRole('button', { name: 'Back to the takes' }).click();
    expect((await soundOf(page, 'sung')).isPaused).toBe(true);
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

describe.each([
  { size: sizes[0], locale: 'pt-BR', now: /^Agora/, history: /^Histórico/, queue: /^Fila/ },
  { size: sizes[1], locale: 'en-US', now: /^Now/, history: /^History/, queue: /^Queue/ },
  { size: sizes[1], locale: 'pt-BR', now: /^Agora/, history: /^Histórico/, queue: /^Fila/ },
] as const)('at $size.width × $size.height in $locale', ({ size, locale, now, history, queue }) => {
  it('the first screen, the queue and the history are whole and without fault', async () => {
    const other = await openWindow(browser, served.url, { size, locale, reducedMotion: 'reduce' });
    await other.page.evaluate(() => window.sessionStorage.clear());
    await other.page.reload();
    await other.page.locator('.recent li').nth(4).waitFor();
    expect(await faultsOf(other.page), 'recent takes').toEqual([]);
    await other.page.getByRole('button', { name: queue }).click();
    await other.page.getByRole('tab', { name: now }).waitFor();
    await other.page.locator('.drawer .grp').waitFor();
    expect(await faultsOf(other.page), 'now').toEqual([]);
    await other.page.getByRole('tab', { name: history }).click();
    await other.page.locator('.take').first().waitFor();
    await other.page.locator('[data-fold]').first().click();
    expect(await faultsOf(other.page), 'history').toEqual([]);
    const cut = await other.page.evaluate(() =>
      [...document.querySelectorAll('.drawer, .drawer-h, .sieve, .acts, .job')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.className),
    );
    expect(cut).toEqual([]);
    expect(other.complaints).toEqual([]);
    await other.close();
  });
});

/** In the page: cancels the first waiting jobs through the program, as another window would. */
async function cancelFirst(count: number): Promise<void> {
  const call = async (name: string, input: object): Promise<{ readonly value: readonly { readonly id: string }[] }> => {
    const body = JSON.stringify({ input });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`/call/${name}`, { method: 'POST', headers, body })).json();
  };
  const { value: jobs } = await call('jobs.list', { status: 'queued', order: 'queue', limit: count });
  await Promise.all(jobs.map(({ id }) => call('jobs.cancel', { jobId: id })));
}

it('two thousand waiting jobs: few rows are in the page, keys reach the first and the last, and no lost connection hides a change', async () => {
  const long = await serve(longQueue);
  onTestFinished(() => long.stop());
  const { page: other, complaints, close } = await openWindow(browser, long.url, { reducedMotion: 'reduce' });
  await other.getByRole('button', { name: /^Queue/ }).click();
  const rows = other.locator('.job.waits');
  const focusedRow = other.locator('li', { has: other.locator(':focus') });
  await other.getByRole('button', { name: 'chapter-0001.wav' }).focus();
  expect(await focusedRow.getAttribute('aria-setsize')).toBe('-1');
  await other.keyboard.press('End');
  await other.locator('li:has(:focus)', { hasText: 'chapter-2000.wav' }).waitFor();
  expect(await focusedRow.getAttribute('aria-posinset')).toBe('2000');
  expect(await focusedRow.getAttribute('aria-setsize')).toBe('2000');
  expect(await rows.count()).toBeLessThan(50);
  expect(await faultsOf(other), 'the end of a long queue').toEqual([]);
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Move to the front' }).click();
  await other.getByText('chapter-2000.wav is now number 1 of those that wait.').waitFor();
  await other.locator('li:has(:focus)', { hasText: 'chapter-2000.wav' }).waitFor();
  await other.keyboard.press('Home');
  await other.keyboard.press('ArrowDown');
  await other.locator('li:has(:focus)', { hasText: 'chapter-0001.wav' }).waitFor();
  expect(await rows.count()).toBeLessThan(50);
  expect(complaints).toEqual([]);

  // The connection goes, so many jobs are cancelled meanwhile, and it comes back.
  let isDown = false;
  const sockets: WebSocketRoute[] = [];
  await other.routeWebSocket(/\/events/, (socket) => {
    sockets.push(socket);
    if (isDown) void socket.close();
    else socket.connectToServer();
  });
  await other.reload();
  await other.getByRole('button', { name: /^Queue/ }).click();
  await rows.nth(10).waitFor();
  isDown = true;
  for (const socket of sockets) await socket.close();
  await other.evaluate(cancelFirst, 120);
  isDown = false;
  await other.getByRole('tab', { name: 'Now 1,880' }).waitFor();
  await eventually(() => rows.first().locator('.nm').textContent()).toBe('chapter-0120.wav');
  await close();
});
