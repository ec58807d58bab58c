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
const line = async (name: string): Promise<string> => {
  const [text = ''] = await passport().locator('.kv > div').filter({ hasText: name }).locator('dd').allInnerTexts();
  return text;
};

describe('among the voices', () => {
  it('every voice is there, and the chosen one tells what it is', async () => {
    await page.getByRole('link', { name: 'Voices' }).click();
    await eventually(() => options().count()).toBe(builtInVoices.length);
    await eventually(() => page.title()).toBe('Voices – Cantado');
    await focused('Your own voice');
    await passport().getByRole('heading', { name: 'Your own voice' }).waitFor();
    expect(await line('Singer')).toContain('None was recorded.');
    expect(await passport().getByRole('button', { name: /^Hear/ }).isDisabled()).toBe(true);
    await passport().getByText('Open a recording in Convert to hear it.').waitFor();
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
    expect(await line('Engine')).toBe('RVC version 1, pitch-aware');
    expect(await line('Sample rate')).toBe('40 kHz');
    expect(await line('Index')).toMatch(/^\d+ KB, \d+ vectors$/);
    expect(await line('Original file')).toBe('mare-alta.pth');
    expect(await line('SHA-256')).toMatch(/^[0-9a-f]{4}…[0-9a-f]{4} Copy$/);
    expect(await line('Added')).toMatch(/\d{4}$/);
    expect(await page.locator('.chosen, .ready-line').allInnerTexts()).not.toContain('Mare Alta');
  });

  it('it says whose it is and is renamed', async () => {
    await passport().getByRole('button', { name: 'Say whose voice this is' }).click();
    const dialog = page.getByRole('dialog', { name: 'About Mare Alta' });
    await dialog.getByRole('radio', { name: 'I have permission' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await eventually(() => line('Whose voice')).toBe('With permission');
    await options().filter({ hasText: 'Mare Alta' }).focus();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Name' }).fill('Maré Baixa');
    await page.keyboard.press('Enter');
    await passport().getByRole('heading', { name: 'Maré Baixa' }).waitFor();
    await focused('Maré Baixa');
  });

  it('is found by its name, and the look is remembered', async () => {
    await page.keyboard.press('/');
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
    const { isPaused, currentTime } = await soundOf(page, 'spoken');
    expect(isPaused).toBe(true);
    expect(await page.getByRole('slider').count()).toBe(0);
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
    await eventually(() => sample.evaluate((audio) => (audio as HTMLAudioElement).paused)).toBe(true);
  });

  it('is where a recording goes that is dropped among the voices; a voice dropped on the settings comes here', async () => {
    await dropFiles(page, [await speechFile(served.filesFolder, 'dropped.wav')]);
    await page.getByRole('heading', { name: 'dropped.wav' }).waitFor();
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

async function overflowing(here: Page): Promise<string[]> {
  return here.evaluate(() =>
    [...document.querySelectorAll('.bar, .pane, .pane-h, .pane-b, .voices, .report, .pass, .bin-list')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.className),
  );
}

describe.each([
  { ...sizes[0], locale: 'en-US', voices: 'Voices', file: 'voices/v1_f0_48k/v1_f0_48k.pth' },
  { ...sizes[1], locale: 'pt-BR', voices: 'Vozes', file: 'voices/v1_nof0_40k/v1_nof0_40k.pth' },
] as const)('at $width × $height in $locale axe finds nothing wrong', ({ width, height, locale, voices, file }) => {
  it('in the grid, the list, a report, a refusal, a failed voice and the bin', async () => {
    const other = await openWindow(browser, served.url, {
      size: width === 1440 ? sizes[0] : sizes[1],
      locale,
      reducedMotion: 'reduce',
    });
    const here = other.page;
    const check = async (state: string): Promise<void> => {
      expect(await faultsOf(here), state).toEqual([]);
      expect(await overflowing(here), state).toEqual([]);
      expect(await here.evaluate(() => document.documentElement.scrollHeight), state).toBe(height);
    };
    const isEnglish = locale === 'en-US';
    await here.getByRole('link', { name: voices }).click();
    await here.locator('.library [role=option]').first().waitFor();
    await check('grid');
    await here.getByRole('radio', { name: isEnglish ? 'List' : 'Lista' }).check({ force: true });
    await here.locator('.in-list').waitFor();
    await check('list');
    await here.getByRole('searchbox').and(here.locator('.library *')).fill('zzz');
    await here.getByRole('button', { name: isEnglish ? 'Show all voices' : 'Mostrar todas as vozes' }).click();
    const name = `Ana ${String(width)}`;
    await dropFiles(here, [await voiceFile(served.filesFolder, `${name}.pth`, file)]);
    await here.locator('.library .report').waitFor();
    await check('report');
    await here.getByRole('button', { name: isEnglish ? `Add ${name}` : `Adicionar ${name}` }).click();
    await here.locator('.library [role=option]:focus').filter({ hasText: name }).waitFor();
    const id = (await here.locator('.library [role=option]:focus').getAttribute('data-key')) ?? '';
    await check('imported voice');
    await dropFiles(here, [await voiceFile(served.filesFolder, `G ${name}.pth`, 'broken/training_checkpoint_G.pth')]);
    await here.locator('.library .drop.problem').waitFor();
    await check('refusal');
    await here.keyboard.press('Escape');
    await here.locator('.library .drop.problem').waitFor({ state: 'detached' });
    await here.locator('.library [role=option]').filter({ hasText: name }).click();
    await here.keyboard.press('Delete');
    await here.locator('.library .strip').waitFor();
    await check('removed');
    await here.locator('.pane-h .btn:has(.n)').click();
    await here.locator('.bin-list li').filter({ hasText: name }).waitFor();
    await check('bin');
    // What is brought back is looked at again.
    await rm(path.join(served.dataFolder, 'voices', id, 'decoder.onnx'));
    await here.locator('.bin-list li').filter({ hasText: name }).getByRole('button').click();
    await here.keyboard.press('Escape');
    await here.locator('.library [role=option] .m.alarm').first().waitFor();
    await here.locator('.library [role=option]').filter({ hasText: name }).click();
    await here.locator('.pass .fault').waitFor();
    await check('failed voice');
    expect(await here.locator('.library .btn.p').count()).toBe(0);
    await here.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await overflowing(here), 'text at 200 %').toEqual([]);
    expect(other.complaints).toEqual([]);
    await other.close();
  });
});

it('with forced colours the selected voice and the range are seen in the system’s', async () => {
  const other = await openWindow(browser, served.url, { forcedColors: 'active' });
  await other.page.getByRole('link', { name: 'Voices' }).click();
  const selected = other.page.locator('.library [role=option][aria-selected=true]');
  await selected.waitFor();
  expect(await selected.evaluate((option) => getComputedStyle(option).outlineStyle)).toBe('solid');
  await other.close();
});
