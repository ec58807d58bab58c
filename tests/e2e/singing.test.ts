import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dropFiles,
  longSpeechFile,
  playSlowly,
  soundOf,
  strokeCount,
  waitUntilPlayed,
  waitUntilReady,
  waitUntilSung,
} from './convertView.ts';
import { eventually } from './eventually.ts';
import { holdHost } from './heldHost.ts';
import { openWindow, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';

let served: Served;
let browser: Browser;
let opened: TestWindow;
let page: Page;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
  opened = await openWindow(browser, served.url);
  page = opened.page;
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const footer = (): ReturnType<Page['locator']> => page.locator('.deck-f .said');

describe('from a spoken recording to a sung file', () => {
  it('a dropped recording is drawn with its pitch, its syllables and what would be sung', async () => {
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
    await dropFiles(page, [await longSpeechFile(served.filesFolder, 3, 'thrice — spoken ñ.wav')]);
    await waitUntilReady(page);
    await page.getByRole('heading', { name: 'thrice — spoken ñ.wav' }).waitFor();
    await page.getByText('16 kHz mono').waitFor();
    await page.getByText(/\d+ syllables in \d+ phrases/).waitFor();
    await page.getByRole('slider', { name: /^Spoken waveform, 21.3 seconds, \d+ phrases, pitch / }).waitFor();
    await page.getByRole('slider', { name: 'Target notes, not rendered yet' }).waitFor();
    await eventually(() => strokeCount(page, '.lane.out path.note')).toBeGreaterThan(20);
    await eventually(() => strokeCount(page, '.syllables .tick')).toBeGreaterThan(20);
    expect(await page.getByRole('button', { name: 'Export take 1 as WAV' }).isDisabled()).toBe(true);
    // Nothing is known yet of how long it takes; the button stands at the right nevertheless.
    const convert = await page.getByRole('button', { name: /^Convert/ }).boundingBox();
    expect(convert && convert.x + convert.width).toBeGreaterThan(1400);
  });

  it('the first seconds can be heard while the rest is still being rendered', async () => {
    const host = await holdHost(served);
    try {
      await playSlowly(page);
      await page.getByRole('button', { name: /^Convert/ }).click();
      await page.getByRole('progressbar', { name: 'Converting' }).waitFor();
      await host.stepUntilSeen(page.locator('.lane.out.sung .rend'));
      await page.keyboard.press('Space');
      await host.stepWhileWaiting((timeout) => waitUntilPlayed(page, 0.05, timeout));
      expect(await page.getByRole('button', { name: /^Stop/ }).isVisible()).toBe(true);
      expect((await soundOf(page, 'sung')).duration).toBeCloseTo(21.3, 1);
    } finally {
      host.goOn();
    }
  });

  it('goes on playing at its place when the finished take replaces the growing one', async () => {
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
    await eventually(async () => (await soundOf(page, 'sung')).src).toMatch(/completed$/);
    const before = (await soundOf(page, 'sung')).currentTime;
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeGreaterThan(before + 0.05);
    await page.getByRole('slider', { name: /^Sung result by Your own voice, .+, 21.3 seconds$/ }).waitFor();
  });

  it('A and B switch between spoken and sung at the same position while playing', async () => {
    await page.keyboard.press('a');
    await eventually(async () => (await soundOf(page, 'spoken')).isPaused).toBe(false);
    const [spoken, sung] = [await soundOf(page, 'spoken'), await soundOf(page, 'sung')];
    expect(sung.isPaused).toBe(true);
    // What was spoken goes on meanwhile, at a tenth of its speed.
    expect(spoken.currentTime).toBeLessThan(sung.currentTime + 2);
    // Two elements' clocks, read one after the other: a tenth of a second is as near as that gets.
    expect(spoken.currentTime).toBeGreaterThanOrEqual(sung.currentTime - 0.1);
    await page.keyboard.press('b');
    await eventually(async () => (await soundOf(page, 'sung')).isPaused).toBe(false);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  });

  it('a click in a lane goes there, and the playhead stands over both lanes', async () => {
    const lane = page.locator('.lane.out .lane-b');
    const box = await lane.boundingBox();
    await lane.click({ position: { x: (box?.width ?? 0) / 2, y: 20 } });
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeCloseTo(10.65, 0);
    const middle = (box?.x ?? 0) + (box?.width ?? 0) / 2;
    await eventually(async () => Math.abs(((await page.locator('.ph').boundingBox())?.x ?? 0) - middle)).toBeLessThan(
      3,
    );
  });

  it('a changed setting redraws what would be sung and leaves the take alone', async () => {
    await page.getByText('Snap', { exact: true }).click();
    await page.getByText('Convert makes take 2. Take 1 stays.').waitFor();
    await page.getByText('Retune speed').waitFor();
    expect(await page.getByText('Glide', { exact: true }).count()).toBe(0);
    await eventually(() => strokeCount(page, '.lane.out path.note')).toBeGreaterThan(20);
    await page.keyboard.press('Control+z');
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await page.getByText('Retune speed').waitFor();
  });

  it('a second take stands beside the first, which comes back with its settings', async () => {
    await page.getByRole('option', { name: /Deep/ }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Take 2 is saved. Any change makes take 3.').waitFor();
    await page.getByRole('button', { name: 'Take 2', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Take 1' }).click();
    await page.getByText('Take 1 is saved. Any change makes take 3.').waitFor();
    await page.locator('.chosen').getByText('Your own voice').waitFor();
    expect(await page.getByRole('radio', { name: 'Chant' }).isChecked()).toBe(true);
    await waitUntilSung(page, 21.3);
  });

  it.each([
    ['WAV', 'RIFF'],
    ['FLAC', 'fLaC'],
    ['MP3', 'ID3'],
  ])('is exported as %s, and the window says where', async (format, firstBytes) => {
    await page.getByRole('button', { name: `Export take 1 as ${format}` }).click();
    await eventually(() => footer().textContent()).toMatch(new RegExp(`^Saved as .+\\.${format.toLowerCase()}$`));
    const saved = (await footer().textContent())?.replace('Saved as ', '') ?? '';
    expect((await readFile(saved)).subarray(0, firstBytes.length).toString('latin1')).toBe(firstBytes);
  });

  it('offers nothing that only the desktop program can do', async () => {
    expect(await page.getByRole('button', { name: /Drag take/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Show in folder' }).count()).toBe(0);
  });

  it('breaks no rule of the page and logs no error in all of this', () => {
    expect(opened.complaints).toEqual([]);
  });
});
