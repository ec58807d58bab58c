import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { longSpeechFile, playSlowly, soundOf, waitUntilReady, waitUntilSung } from './convertView.ts';
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
  opened = await openWindow(browser, served.url, { size: { width: 1024, height: 700 } });
  page = opened.page;
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** What has the focus, and whether that can be seen. */
async function focus(): Promise<{ readonly name: string; readonly region: string; readonly hasRing: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const ringed = [element, element.closest('.slider'), element.closest('.step'), element.closest('label')];
    return {
      name: element.getAttribute('aria-label') ?? (element.closest('label') ?? element).textContent,
      region: element.closest('[data-region]')?.getAttribute('data-region') ?? '',
      hasRing: ringed.some((one) => one !== null && getComputedStyle(one).outlineStyle !== 'none'),
    };
  });
}

async function pressUntilFocused(key: string, name: RegExp): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press(key);
    if (name.test((await focus()).name)) return;
  }
  throw new Error(`${key} never reached ${String(name)}`);
}

describe('with the keyboard alone', () => {
  it('a file is chosen with Ctrl O', async () => {
    const file = await longSpeechFile(served.filesFolder, 2, 'keys.wav');
    const chooser = page.waitForEvent('filechooser');
    // The browser has to know that its chooser is waited for before the key is pressed.
    await page.evaluate(() => document.readyState);
    await page.keyboard.press('Control+o');
    await (await chooser).setFiles(file);
    await waitUntilReady(page);
  });

  it('F6 goes through the regions and back, and the focus is always seen', async () => {
    const regions: string[] = [];
    for (let press = 0; press < 4; press++) {
      await page.keyboard.press('F6');
      const { region, hasRing } = await focus();
      regions.push(region);
      expect(hasRing, region).toBe(true);
    }
    expect(regions).toEqual(['rail', 'lanes', 'transport', 'deck']);
    await page.keyboard.press('Shift+F6');
    expect((await focus()).region).toBe('transport');
  });

  it('a voice is picked with the arrows', async () => {
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.chosen').getByText('Deep').waitFor();
  });

  it('the mode, the key and a slider are changed, each with a visible focus', async () => {
    await pressUntilFocused('Tab', /Chant/);
    expect((await focus()).hasRing).toBe(true);
    await page.keyboard.press('ArrowLeft');
    await page.getByText('Retune speed').waitFor();
    await pressUntilFocused('Tab', /auto/);
    await page.keyboard.press('Enter');
    // The list has the focus once it is open.
    await page.getByRole('listbox', { name: /^Key/ }).locator(':focus').waitFor();
    await page.keyboard.type('a min');
    await page.keyboard.press('Enter');
    await page.locator('.sel').first().getByText('A minor').waitFor();
    await page.getByRole('slider', { name: 'Formant' }).focus();
    await page.keyboard.press('ArrowRight');
    expect((await focus()).hasRing).toBe(true);
    await eventually(() => page.getByRole('slider', { name: 'Formant' }).getAttribute('aria-valuetext')).toMatch(
      /^[+−]\d+\.\d st$/,
    );
  });

  it('Ctrl Enter converts and Esc stops; what was sung is kept and gone on with', async () => {
    const host = await holdHost(served);
    try {
      await page.keyboard.press('Control+Enter');
      await host.stepUntilSeen(page.locator('.lane.out.sung .rend'));
      const asked = page.waitForRequest(/\/call\/jobs\.cancel$/);
      await page.keyboard.press('Escape');
      await asked;
      await host.stepUntilSeen(page.getByText(/^Stopped at 0:\d\d\. What was sung is kept\.$/));
    } finally {
      host.goOn();
    }
    await page.locator('.lane.out.sung').waitFor();
    await pressUntilFocused('Tab', /^Go on/);
    await page.keyboard.press('Enter');
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
  });

  it('Space plays, the arrows move by a tenth of a second, with Shift by a phrase', async () => {
    await waitUntilSung(page, 14.2);
    await playSlowly(page);
    await page.locator('.lane.out .lane-b').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeCloseTo(0.2, 2);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeGreaterThan(1);
    const phrase = (await soundOf(page, 'sung')).currentTime;
    await page.keyboard.press('Space');
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeGreaterThan(phrase + 0.05);
    await page.keyboard.press('Space');
    await eventually(async () => (await soundOf(page, 'sung')).isPaused).toBe(true);
    await page.keyboard.press('l');
    await page.getByRole('button', { name: 'Loop', pressed: true }).waitFor();
  });

  it('Space plays on a voice chosen with the mouse and on a mode that is chosen already, where it has nothing to choose', async () => {
    const isPaused = async (): Promise<boolean> => {
      const lanes = await Promise.all([soundOf(page, 'spoken'), soundOf(page, 'sung')]);
      return lanes.every((lane) => lane.isPaused);
    };
    const chosen = [
      () => page.getByRole('option', { selected: true }).click({ position: { x: 8, y: 8 } }),
      () => page.getByRole('radio', { checked: true }).first().focus(),
    ];
    for (const choose of chosen) {
      await choose();
      const before = await isPaused();
      await page.keyboard.press('Space');
      await eventually(isPaused).toBe(!before);
      await page.keyboard.press('Space');
      await eventually(isPaused).toBe(before);
    }
  });

  it('letters are letters while something is typed', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    // At this size the rail has names, and a field to search them.
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('/');
    await page.getByRole('searchbox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('blab');
    expect(await page.getByRole('searchbox').inputValue()).toBe('blab');
    await page.getByText('No voice matches “blab”.').waitFor();
    expect(await page.getByRole('button', { name: 'Loop' }).getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Escape');
    await page.getByRole('option', { name: 'Deep' }).waitFor();
  });

  it('Ctrl E exports in the last format', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+e');
    await page.getByText(/^Saved as .+keys-Deep-1\.wav$/).waitFor();
  });

  it('breaks no rule of the page and logs no error in all of this', () => {
    expect(opened.complaints).toEqual([]);
  });
});
