import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInVoices } from '../../src/engine/voices/registry.ts';
import { chooseFile, dropFiles, soundOf, speechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { voiceFile, voiceWithIndex, waitForReport } from './strangersVoices.ts';

let served: Served;
let browser: Browser;
let opened: TestWindow;
let page: Page;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
  opened = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
  page = opened.page;
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const options = (): Locator => page.locator('.library').getByRole('option');
const focused = (name: string): Promise<void> =>
  page.locator('.library [role=option]:focus').filter({ hasText: name }).waitFor();
const passport = (): Locator => page.getByRole('complementary', { name: 'Voice passport' });
/** What the passport says beside a name. */
const line = (name: string) =>
  eventually(async () => {
    const [text = ''] = await passport().locator('.kv > div').filter({ hasText: name }).locator('dd').allInnerTexts();
    return text;
  });
const isPaused = (lane: string) =>
  eventually(() => page.locator(`audio[data-lane=${lane}]`).evaluate((audio) => (audio as HTMLAudioElement).paused));

/** Waits until the window was drawn thirty times more. */
async function framesGoBy(): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 30; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

describe('among the voices', () => {
  it('every voice is there, and the chosen one tells what it is', async () => {
    await page.getByRole('link', { name: 'Voices' }).click();
    await eventually(() => options().count()).toBe(builtInVoices.length);
    await eventually(() => page.title()).toBe('Voices – Cantado');
    await focused('Your own voice');
    await passport().getByRole('heading', { name: 'Your own voice' }).waitFor();
    await line('Singer').toContain('None was recorded.');
    await passport().getByText('Open a recording in Convert to hear it.').waitFor();
    expect(await passport().getByRole('button', { name: /^Hear/ }).isDisabled()).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('the passport follows the arrows, and the focus stays where it is when the window gets smaller', async () => {
    await page.keyboard.press('ArrowRight');
    await focused('Deep');
    await passport().getByRole('heading', { name: 'Deep' }).waitFor();
    await passport().getByRole('img', { name: 'Deep covers E 1 to D 3.' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await focused('Child');
    await page.setViewportSize(sizes[1]);
    await eventually(() => page.locator('.option-rows > li').first().getByRole('option').count()).toBe(4);
    await focused('Child');
    await page.setViewportSize(sizes[0]);
    await page.keyboard.press('Home');
    await focused('Your own voice');
  });

  it('one is brought, reported here, added and shown, and Convert keeps its own', async () => {
    const [voice] = await voiceWithIndex(served.filesFolder, 'mare-alta');
    const chooser = page.waitForEvent('filechooser');
    await page.evaluate(() => document.readyState);
    await page.keyboard.press('Control+i');
    await (
      await chooser
    ).setFiles([voice, path.join(served.filesFolder, 'added_IVF10_Flat_nprobe_1_mare-alta_v1.index')]);
    await waitForReport(page, 'mare-alta.pth');
    expect(await page.locator('.report').count()).toBe(1);
    await page.getByRole('button', { name: 'Add Mare Alta' }).click();
    await focused('Mare Alta');
    await eventually(() => options().count()).toBe(builtInVoices.length + 1);
    await passport().getByRole('heading', { name: 'Mare Alta' }).waitFor();
    await line('Engine').toBe('RVC version 1, pitch-aware');
    await line('Sample rate').toBe('40 kHz');
    await line('Index').toMatch(/^\d+ KB, \d+ vectors$/);
    await line('Original file').toBe('mare-alta.pth');
    await line('SHA-256').toMatch(/^[0-9a-f]{4}…[0-9a-f]{4} Copy$/);
    await line('Added').toMatch(/\d{4}$/);
    expect(await page.locator('.chosen, .ready-line').allInnerTexts()).not.toContain('Mare Alta');
  });

  it('it says whose it is and is renamed', async () => {
    await passport().getByRole('button', { name: 'Say whose voice this is' }).click();
    const dialog = page.getByRole('dialog', { name: 'About Mare Alta' });
    await dialog.getByRole('radio', { name: 'I have permission' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await line('Whose voice').toBe('With permission');
    await options().filter({ hasText: 'Mare Alta' }).focus();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Name' }).fill('Maré Baixa');
    await page.keyboard.press('Enter');
    await passport().getByRole('heading', { name: 'Maré Baixa' }).waitFor();
    await focused('Maré Baixa');
  });

  it('is found by its name, and the look is remembered', async () => {
    await page.keyboard.press('/');
    await page.locator('.library input[type=search]:focus').waitFor();
    await page.keyboard.type('mare b');
    await eventually(() => options().count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'List' }).check({ force: true });
    await page.locator('.library .in-list').waitFor();
    await page.reload();
    await page.locator('.library .in-list').waitFor();
    await eventually(() => options().count()).toBe(builtInVoices.length + 1);
  });

  it('is removed, brought back by Undo, removed and brought back from the bin', async () => {
    await options().filter({ hasText: 'Maré Baixa' }).click();
    await page.keyboard.press('Delete');
    const strip = page.locator('.library .strip');
    await strip.getByText('Maré Baixa was removed. It stays in the bin for 30 days.').waitFor();
    await eventually(() => options().count()).toBe(builtInVoices.length);
    await passport().getByRole('heading', { name: 'Radio' }).waitFor();
    await strip.getByRole('button', { name: 'Undo' }).click();
    await focused('Maré Baixa');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: '1 voice in the bin' }).and(page.locator('.library *')).click();
    await page.getByRole('heading', { name: 'Bin' }).waitFor();
    await page.locator('.bin-list').getByText('30 days left').waitFor();
    await page.getByRole('button', { name: 'Bring back Maré Baixa' }).click();
    await page.getByText('Nothing is in the bin.').waitFor();
    // However long one looks at it.
    await framesGoBy();
    await page.keyboard.press('Escape');
    await focused('Maré Baixa');
  });

  it('Enter takes it to Convert, where it is chosen', async () => {
    await page.keyboard.press('Enter');
    await page.getByText('Maré Baixa will sing it').waitFor();
    await page.locator('.rail [role=option]:focus').filter({ hasText: 'Maré Baixa' }).waitFor();
    await eventually(() => page.title()).toBe('Cantado');
  });
});

describe('what lies in Convert', () => {
  it('stays as it was meanwhile, and is silent where it cannot be stopped', async () => {
    // Maré Baixa was scrolled to when it was chosen.
    await page.locator('.rail [role=listbox]').evaluate((list) => list.scrollTo({ top: 0 }));
    await page.getByRole('option', { name: 'Deep' }).click();
    await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder, 'kept.wav'));
    await waitUntilReady(page);
    await page.getByRole('slider', { name: 'Formant' }).focus();
    await page.keyboard.press('ArrowRight');
    const value = await page.getByRole('slider', { name: 'Formant' }).getAttribute('aria-valuetext');
    await page.keyboard.press('Space');
    await eventually(async () => (await soundOf(page, 'spoken')).currentTime).toBeGreaterThan(0.3);
    await page.keyboard.press('Control+3');
    await page.locator('.library [role=option]:focus').waitFor();
    await isPaused('spoken').toBe(true);
    const { currentTime } = await soundOf(page, 'spoken');
    await eventually(() => page.getByRole('slider').count()).toBe(0);
    await page.keyboard.press('Control+1');
    await page.getByRole('slider', { name: 'Formant' }).and(page.locator(':focus')).waitFor();
    expect(await page.getByRole('slider', { name: 'Formant' }).getAttribute('aria-valuetext')).toBe(value);
    expect((await soundOf(page, 'spoken')).currentTime).toBeCloseTo(currentTime, 1);
  });

  it('lets built-in voices be heard among the voices', async () => {
    await page.keyboard.press('Control+3');
    await options().filter({ hasText: 'Bright' }).click();
    await page.keyboard.press('Space');
    const sample = page.locator('audio[data-lane=sample]');
    await eventually(() => sample.evaluate((audio) => (audio as HTMLAudioElement).currentTime)).toBeGreaterThan(0.1);
    await page.keyboard.press('Escape');
    await isPaused('sample').toBe(true);
  });

  it('is where a recording goes that is dropped among the voices; a voice dropped on the settings comes here', async () => {
    await dropFiles(page, [await speechFile(served.filesFolder, 'dropped.wav')]);
    await page.getByRole('heading', { name: 'dropped.wav' }).waitFor();
    await waitUntilReady(page);
    await page.keyboard.press('Control+,');
    await eventually(() => page.title()).toBe('Settings – Cantado');
    await dropFiles(page, [await voiceFile(served.filesFolder, 'late.pth', 'voices/v2_f0_40k/v2_f0_40k.pth')]);
    await waitForReport(page, 'late.pth');
    await page.locator('.library .report').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.report').waitFor({ state: 'detached' });
  });

  it('breaks no rule of the page and logs no error in all of this', () => {
    expect(opened.complaints).toEqual([]);
  });
});

describe('in Portuguese, at both sizes, axe finds nothing wrong and nothing is cut off', () => {
  let other: TestWindow;
  let here: Page;
  let id = '';
  beforeAll(async () => {
    other = await openWindow(browser, served.url, { locale: 'pt-BR', reducedMotion: 'reduce' });
    here = other.page;
  });

  const tile = (name: string): Locator => here.locator('.library [role=option]').filter({ hasText: name });
  const inBin = (): Locator => here.locator('.bin-list li').filter({ hasText: 'Ana' });

  async function overflowing(): Promise<string[]> {
    return here.evaluate(() =>
      [...document.querySelectorAll('.bar, .pane, .pane-h, .pane-b, .voices, .report, .pass, .bin-list')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.className),
    );
  }

  async function check(state: string): Promise<void> {
    for (const size of sizes) {
      await here.setViewportSize(size);
      const where = `${state}, ${String(size.width)} wide`;
      expect(await faultsOf(here), where).toEqual([]);
      expect(await overflowing(), where).toEqual([]);
      expect(await here.evaluate(() => document.documentElement.scrollHeight), where).toBe(size.height);
    }
  }

  it('in the grid and the list; in forced colours the selected voice is seen in the system’s', async () => {
    await here.getByRole('link', { name: 'Vozes' }).click();
    const selected = here.locator('.library [role=option][aria-selected=true]');
    await selected.waitFor();
    await here.emulateMedia({ forcedColors: 'active' });
    expect(await selected.evaluate((option) => getComputedStyle(option).outlineStyle)).toBe('solid');
    await here.emulateMedia({ forcedColors: 'none' });
    await check('grid');
    await here.getByRole('radio', { name: 'Lista' }).check({ force: true });
    await here.locator('.in-list').waitFor();
    await check('list');
    await here.getByRole('searchbox').and(here.locator('.library *')).fill('zzz');
    await here.getByRole('button', { name: 'Mostrar todas as vozes' }).click();
  });

  it('with a report, the voice it became, and a refusal', async () => {
    await dropFiles(here, [await voiceFile(served.filesFolder, 'Ana.pth', 'voices/v1_f0_48k/v1_f0_48k.pth')]);
    await here.locator('.library .report').waitFor();
    await check('report');
    await here.getByRole('button', { name: 'Adicionar Ana' }).click();
    const added = here.locator('.library [role=option]:focus').filter({ hasText: 'Ana' });
    await added.waitFor();
    id = (await added.getAttribute('data-key')) ?? '';
    await check('imported voice');
    await dropFiles(here, [await voiceFile(served.filesFolder, 'G Ana.pth', 'broken/training_checkpoint_G.pth')]);
    await here.locator('.library .drop.problem').waitFor();
    await check('refusal');
    await here.keyboard.press('Escape');
    await here.locator('.library .drop.problem').waitFor({ state: 'detached' });
  });

  it('with a voice that was removed, and in the bin', async () => {
    await tile('Ana').click();
    await here.keyboard.press('Delete');
    await here.locator('.library .strip').waitFor();
    await check('removed');
    await here.locator('.pane-h .btn:has(.n)').click();
    await inBin().waitFor();
    await check('bin');
  });

  it('with a voice that failed, also at 200 %', async () => {
    // What is brought back is looked at again.
    await rm(path.join(served.dataFolder, 'voices', id, 'decoder.onnx'));
    await inBin().getByRole('button').click();
    await inBin().waitFor({ state: 'detached' });
    await here.keyboard.press('Escape');
    await tile('Ana').locator('.m.alarm').waitFor();
    await tile('Ana').click();
    await here.locator('.pass .fault').waitFor();
    await check('failed voice');
    expect(await here.locator('.library .btn.p').count()).toBe(0);
    await here.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await overflowing(), 'text at 200 %').toEqual([]);
    expect(other.complaints).toEqual([]);
  });
});
