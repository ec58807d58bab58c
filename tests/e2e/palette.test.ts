import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { styles } from '../../src/engine/perform/styles.ts';
import { chooseFile, speechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
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
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder, 'palette.wav'));
  await waitUntilReady(page);
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const effects = () => page.locator('.deck').getByRole('button', { name: /^Effects/ });
const links = () => page.getByRole('dialog', { name: 'Effects' }).locator('.links .fold');
const glideOf = (style: string) => String(styles.find(({ id }) => id === style)?.settings.glideMs);
const glide = () => page.getByRole('slider', { name: 'Glide' });

async function addEffect(name: RegExp): Promise<void> {
  await button('Add an effect').click();
  await page.getByRole('menuitem', { name }).click();
}

/** What has the focus, by name. */
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);

describe('a chain of effects', () => {
  it('is built in a panel of the deck, which says it in words; what changes the voice comes first', async () => {
    expect(await effects().textContent()).toBe('none');
    await effects().click();
    await page.getByText('Effects change how the voice sings').waitFor();
    await addEffect(/^Reverb/);
    await addEffect(/^Choir/);
    await addEffect(/^Telephone/);
    expect(await links().allTextContents()).toEqual(['1 Choir', '2 Reverb', '3 Telephone']);
    expect(await effects().textContent()).toBe('Choir, Reverb, Telephone');
  });

  it('is ordered, opened, set and shortened with the keyboard alone', async () => {
    expect(await focused()).toBe('3 Telephone');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await links().allTextContents()).toEqual(['1 Choir', '2 Telephone', '3 Reverb']);
    expect(await focused()).toBe('2 Telephone');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await links().allTextContents(), 'never before what changes the voice').toEqual([
      '1 Choir',
      '2 Telephone',
      '3 Reverb',
    ]);
    await page.keyboard.press('Delete');
    expect(await focused()).toBe('2 Reverb');
    await page.keyboard.press('Enter');
    const mix = page.getByRole('slider', { name: 'Mix' });
    await mix.focus();
    const before = await mix.inputValue();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(Number(await mix.inputValue())).toBeGreaterThan(Number(before));
    expect(await button('Move Reverb up').isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await eventually(focused).toMatch(/Choir, Reverb/);
  });

  it('is undone step by step and done again', async () => {
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await effects().textContent()).toBe('Choir, Telephone, Reverb');
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    expect(await effects().textContent()).toBe('Choir, Reverb');
  });

  it('is what the take is made with', async () => {
    await button(/^Convert/).click();
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor({ timeout: 90_000 });
    const takes = await page.evaluate(async () => {
      const session = JSON.parse(sessionStorage.getItem('cantado.session') ?? '{}') as {
        state: { recordingId: string };
      };
      const body = JSON.stringify({ input: { recordingId: session.state.recordingId } });
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch('/call/takes.list', { method: 'POST', headers, body });
      return (await reply.json()) as { value: { recipe: { settings: { effects: string } } }[] };
    });
    expect(takes.value[0]?.recipe.settings.effects).toMatch(/^choir > reverb mix=/);
    await effects().click();
    await button('No effects').click();
    await page.keyboard.press('Escape');
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
  });

  it('is there after the window is loaded again', async () => {
    await page.reload();
    await waitUntilReady(page);
    expect(await effects().textContent()).toBe('Choir, Reverb');
  });
});

describe('styles and presets', () => {
  const presets = () => page.getByRole('dialog', { name: 'Presets' });
  const own = () => presets().getByRole('list', { name: 'Your own' }).locator('.use');
  const use = (name: string) => presets().getByRole('button', { name, exact: true });

  it('a style sets the deck in one step and says that it is in force', async () => {
    await button('Presets').click();
    await use('Lyric').click();
    expect(await glide().inputValue()).toBe(glideOf('lyric'));
    expect(await use('Lyric').getAttribute('aria-pressed')).toBe('true');
    await use('Hard tune').click();
    expect(await glide().inputValue()).toBe(glideOf('hard-tune'));
    expect(await use('Lyric').getAttribute('aria-pressed')).toBe('false');
    expect(await effects().textContent(), 'what a style does not name stays').toBe('Choir, Reverb');
  });

  it('what was changed is kept under a name, also when there is one like it', async () => {
    for (const name of ['My choir', 'My choir (2)']) {
      await button('Save the settings').click();
      await page.keyboard.type('My choir');
      await page.keyboard.press('Enter');
      await use(name).waitFor();
      expect(await focused()).toBe(name);
    }
    expect(await own().count()).toBe(2);
  });

  it('is put in force, renamed and copied as text', async () => {
    await use('Pop').click();
    expect(await glide().inputValue()).toBe(glideOf('pop'));
    await use('My choir').click();
    expect(await glide().inputValue()).toBe(glideOf('hard-tune'));
    await button('More for My choir (2)').click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.keyboard.type('Chapel');
    await page.keyboard.press('Enter');
    await use('Chapel').waitFor();
    await button('More for Chapel').click();
    await page.getByRole('menuitem', { name: 'Copy as text' }).click();
    await page.getByText('Chapel was copied as text.').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(text)).toMatchObject({
      app: 'cantado',
      kind: 'preset',
      name: 'Chapel',
      settings: { glideMs: 0 },
    });
    expect(text).toContain('choir > reverb');
  });

  it('is removed, and comes back whole', async () => {
    await page.getByRole('button', { name: 'More for My choir', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByText('The preset My choir was removed.').waitFor();
    await eventually(() => own().allTextContents()).toEqual(['Chapel']);
    await page.keyboard.press('Escape');
    await button('Undo').click();
    await button('Presets').click();
    await eventually(() => own().allTextContents()).toEqual(['Chapel', 'My choir']);
  });

  it('is added from text, and text that is none is refused where it was pasted', async () => {
    await button('Paste a preset').click();
    const field = page.getByRole('textbox', { name: 'Preset as text' });
    await field.fill('{"app":"cantado","kind":"preset","version":1,"name":"Bad","settings":{"glideMs":9000}}');
    await button('Add').click();
    await presets().getByText('This preset cannot be used.').waitFor();
    await field.fill(
      '{"app":"cantado","kind":"preset","version":1,"name":"Radio days","settings":{"effects":"radio"}}',
    );
    await button('Add').click();
    await use('Radio days').waitFor();
    await use('Radio days').click();
    await page.keyboard.press('Escape');
    expect(await effects().textContent()).toBe('Radio');
  });

  it('nothing was complained of', () => {
    expect(opened.complaints).toEqual([]);
  });
});

describe.each(sizes)('at $width × $height', (size) => {
  it.each(['en-US', 'pt-BR'] as const)(
    'the panels fit into the window and axe finds nothing wrong (%s)',
    async (locale) => {
      const other = await openWindow(browser, served.url, { size, locale, reducedMotion: 'reduce' });
      const isEnglish = locale === 'en-US';
      const press = (name: string | RegExp) => other.page.getByRole('button', { name }).click();
      await chooseFile(
        other.page,
        isEnglish ? /^Choose file/ : /^Escolher arquivo/,
        await speechFile(served.filesFolder, `panel ${locale} ${String(size.width)}.wav`),
      );
      await waitUntilReady(other.page);
      const check = async (what: string): Promise<void> => {
        expect(await faultsOf(other.page), what).toEqual([]);
        const box = await other.page.getByRole('dialog').boundingBox();
        expect(box?.x, what).toBeGreaterThanOrEqual(0);
        expect(box?.y, what).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? Infinity), what).toBeLessThanOrEqual(size.width);
        expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
      };
      await press(isEnglish ? /^Effects/ : /^Efeitos/);
      await other.page.getByRole('dialog').waitFor();
      // The deck is remembered from one window to the next.
      await other.page.getByRole('button', { name: isEnglish ? 'No effects' : 'Sem efeitos' }).click();
      for (const name of [/^(Choir|Coro)/, /^(Harmony|Harmonia)/, /^(Delay|Eco)/]) {
        await press(isEnglish ? 'Add an effect' : 'Adicionar efeito');
        await other.page.getByRole('menuitem', { name }).click();
      }
      await check('effects');
      await other.page.keyboard.press('Escape');
      await press(isEnglish ? 'Presets' : 'Predefinições');
      await other.page.getByRole('dialog').waitFor();
      await check('presets');
      await press(isEnglish ? 'Paste a preset' : 'Colar predefinição');
      await check('pasting');
      expect(other.complaints).toEqual([]);
      await other.close();
    },
  );
});
