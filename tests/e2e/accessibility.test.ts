import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFile, dropFiles, longSpeechFile, speechFile, waitUntilReady } from './convertView.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type WindowOptions } from './openWindow.ts';
import { serve, type Served } from './serve.ts';

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

async function openReady(options: WindowOptions, name: string): Promise<Page> {
  const { page } = await openWindow(browser, served.url, options);
  await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder, name));
  await waitUntilReady(page);
  return page;
}

/** At both sizes, the large one first. */
async function expectNoFaults(page: Page, state: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await faultsOf(page), `${state}, ${String(size.width)} wide`).toEqual([]);
  }
}

it('axe finds nothing wrong at both sizes in any state, nor when the advanced settings or a menu are open', async () => {
  // No colour is half way between two when axe looks.
  const { page, complaints, close } = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
  await expectNoFaults(page, 'empty');

  await chooseFile(page, /^Choose file/, await longSpeechFile(served.filesFolder, 6, 'axe.wav'));
  await page.getByRole('progressbar', { name: 'Reading the recording' }).waitFor();
  await expectNoFaults(page, 'reading');
  await waitUntilReady(page);
  await expectNoFaults(page, 'ready');

  await page.getByRole('button', { name: /^Convert/ }).click();
  await page.locator('.lane.out.sung .rend').waitFor();
  await expectNoFaults(page, 'rendering');
  await page.getByText(/^Take \d is saved/).waitFor({ timeout: 90_000 });
  await page.getByRole('button', { name: /^Advanced/ }).click();
  await expectNoFaults(page, 'done, advanced open');
  await page.getByRole('button', { name: /^Take \d$/ }).click();
  await page.getByRole('menu').waitFor();
  await expectNoFaults(page, 'menu');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Escape');

  const notAudio = path.join(served.filesFolder, 'not audio.mp3');
  await writeFile(notAudio, 'words\n'.repeat(100));
  await dropFiles(page, [notAudio]);
  await page.getByRole('alert').waitFor();
  await expectNoFaults(page, 'error');
  expect(complaints).toEqual([]);
  await close();
});

describe.each(sizes)('at $width × $height', (size) => {
  it('nothing lies outside the window and the one primary button can be reached', async () => {
    const page = await openReady({ size }, 'inside.wav');
    const button = await page.getByRole('button', { name: /^Convert/ }).boundingBox();
    expect((button?.y ?? size.height) + (button?.height ?? 0)).toBeLessThanOrEqual(size.height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    await page.context().close();
  });
});

describe('a person who needs it otherwise', () => {
  it('reads text at 200 % in the small window without anything cut off at the side', async () => {
    const page = await openReady({ size: sizes[1] }, 'large.wav');
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    const overflow = await page.evaluate(() =>
      [...document.querySelectorAll('main, .deck, .trans, .deck-f, .file-h, .bar')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.className),
    );
    expect(overflow).toEqual([]);
    for (const name of ['Export take 1 as FLAC', /^Convert/, 'Loop']) {
      await page.getByRole('button', { name }).scrollIntoViewIfNeeded();
      const box = await page.getByRole('button', { name }).boundingBox();
      expect((box?.x ?? 2000) + (box?.width ?? 0)).toBeLessThanOrEqual(sizes[1].width);
    }
    await page.context().close();
  });

  it('sees the waves in the system’s colours when those are forced', async () => {
    const page = await openReady({ forcedColors: 'active' }, 'forced.wav');
    const colours = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return ['--wave-spoken', '--wave-sung', '--playhead'].map((name) => style.getPropertyValue(name));
    });
    expect(colours).toEqual(['CanvasText', 'Highlight', 'CanvasText']);
    await page.context().close();
  });

  it('sees a playhead that steps instead of gliding when motion is reduced', async () => {
    const page = await openReady({ reducedMotion: 'reduce' }, 'still.wav');
    expect(await page.locator('.fold .i').evaluate((icon) => getComputedStyle(icon).transitionDuration)).toBe('0s');
    await page.keyboard.press('Space');
    await page.locator('.ph:visible').waitFor();
    const places = await page.evaluate(async () => {
      const line = document.querySelector<HTMLElement>('.ph');
      const seen = new Set<string>();
      const until = performance.now() + 1500;
      while (performance.now() < until) {
        seen.add(line?.style.transform ?? '');
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return seen.size;
    });
    expect(places).toBeGreaterThan(1);
    expect(places).toBeLessThanOrEqual(9);
    await page.context().close();
  });

  it('hears of progress in words', async () => {
    const { page, close } = await openWindow(browser, served.url);
    await chooseFile(page, /^Choose file/, await longSpeechFile(served.filesFolder, 5, 'heard.wav'));
    await waitUntilReady(page);
    await page.getByRole('button', { name: /^Convert/ }).click();
    const bar = page.getByRole('progressbar', { name: 'Converting' });
    await bar.waitFor();
    expect(await bar.getAttribute('aria-valuetext')).toMatch(
      /^(\d+ percent(, \d+ (s|min) left)?|Waiting for its turn)$/,
    );
    await page
      .getByRole('log')
      .getByText(/^(25|50|75) percent$/)
      .waitFor({ state: 'attached' });
    await page
      .getByRole('log')
      .getByText(/^Converted. Take \d is ready.$/)
      .waitFor({ state: 'attached', timeout: 90_000 });
    await close();
  });
});
