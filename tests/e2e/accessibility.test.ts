import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { chooseFile, dropFiles, longSpeechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { holdHost } from './heldHost.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';

let served: Served;
let browser: Browser;
let opened: TestWindow;
let page: Page;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
  // No colour is half way between two when axe looks.
  opened = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
  page = opened.page;
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const convert = (): Locator => page.getByRole('button', { name: /^Convert/ });
const said = (text: RegExp): Promise<void> => page.getByRole('log').getByText(text).waitFor({ state: 'attached' });

/** At both sizes, the small one last. */
async function expectNoFaults(state: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await faultsOf(page), `${state}, ${String(size.width)} wide`).toEqual([]);
  }
}

describe('axe finds nothing wrong at both sizes', () => {
  it('when nothing is open', async () => {
    await expectNoFaults('empty');
  });

  it('while a recording is read', async () => {
    const host = await holdHost(served);
    await chooseFile(page, /^Choose file/, await longSpeechFile(served.filesFolder, 2, 'axe.wav'));
    await page.getByRole('progressbar', { name: 'Reading the recording' }).waitFor();
    await expectNoFaults('reading');
    host.goOn();
    await waitUntilReady(page);
  });

  it('when a recording is ready', async () => {
    await expectNoFaults('ready');
  });
});

describe('a recording that is ready', () => {
  it.each(sizes)(
    'lies inside the window, and its one primary button can be reached, at $width × $height',
    async (size) => {
      await page.setViewportSize(size);
      const button = await convert().boundingBox();
      expect((button?.y ?? size.height) + (button?.height ?? 0)).toBeLessThanOrEqual(size.height);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
    },
  );

  it('can be read at 200 % in the small window without anything cut off at the side', async () => {
    await page.setViewportSize(sizes[1]);
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
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '';
    });
  });

  it('has waves in the system’s colours when those are forced', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const colours = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      return ['--wave-spoken', '--wave-sung', '--playhead'].map((name) => style.getPropertyValue(name));
    });
    expect(colours).toEqual(['CanvasText', 'Highlight', 'CanvasText']);
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('has a playhead that steps instead of gliding when motion is reduced', async () => {
    expect(await page.locator('.fold .i').evaluate((icon) => getComputedStyle(icon).transitionDuration)).toBe('0s');
    await page.keyboard.press('Space');
    await page.locator('.ph:visible').waitFor();
    // From one place to the third at least one whole step has gone by, however seldom the page is drawn.
    const heardSec = await page.evaluate(async () => {
      const [line] = document.querySelectorAll<HTMLElement>('.ph');
      const [audio] = document.querySelectorAll<HTMLAudioElement>('audio[data-lane=spoken]');
      if (!line || !audio) throw new Error('no playhead');
      const seen = new Set<string>();
      const fromSec = audio.currentTime;
      while (seen.size < 3) {
        seen.add(line.style.transform);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return audio.currentTime - fromSec;
    });
    expect(heardSec).toBeGreaterThan(0.25);
    await page.keyboard.press('Space');
  });
});

describe('axe finds nothing wrong at both sizes', () => {
  it('while it is sung, which is said in words', async () => {
    const host = await holdHost(served);
    await convert().click();
    await page.locator('.lane.out .rend').waitFor();
    await host.stepUntil(async () => {
      const [job] = await ask(served, 'jobs.list', { limit: 1 });
      return (job?.progress?.playableSec ?? 0) > 0 && (job?.progress?.overallRatio ?? 0) >= 0.25;
    });
    await host.stepUntilSeen(page.locator('.lane.out.sung .rend'));
    const bar = page.getByRole('progressbar', { name: 'Converting' });
    await eventually(() => bar.getAttribute('aria-valuetext')).toMatch(/^\d+ percent(, \d+ (s|min) left)?$/);
    await said(/^(25|50|75) percent$/);
    await expectNoFaults('rendering');
    host.goOn();
    await said(/^Converted. Take \d is ready.$/);
    await page.getByText(/^Take \d is saved/).waitFor();
  });

  it('when it is done, with the advanced settings and a menu open', async () => {
    await page.getByRole('button', { name: /^Advanced/ }).click();
    await page.locator('#advanced').waitFor();
    await expectNoFaults('done, advanced open');
    await page.getByRole('button', { name: /^Take \d$/ }).click();
    await page.getByRole('menu').waitFor();
    await expectNoFaults('menu');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
  });

  it('when a file cannot be opened', async () => {
    const notAudio = path.join(served.filesFolder, 'not audio.mp3');
    await writeFile(notAudio, 'words\n'.repeat(100));
    await dropFiles(page, [notAudio]);
    await page.getByRole('alert').waitFor();
    await expectNoFaults('error');
  });

  it('and no rule of the page is broken, and no error logged in all of this', () => {
    expect(opened.complaints).toEqual([]);
  });
});
