import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { styles } from '../../src/engine/perform/styles.ts';
import { ask } from './ask.ts';
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
  opened = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
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
const glideIs = (style: string) =>
  eventually(() => page.getByRole('slider', { name: 'Glide' }).inputValue()).toBe(
    String(styles.find(({ id }) => id === style)?.settings.glideMs),
  );

async function addEffect(name: RegExp): Promise<void> {
  await button('Add an effect').click();
  await page.getByRole('menuitem', { name }).click();
}

/** What has the focus, by name. */
const focused = () =>
  eventually(() =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent),
  );
const chain = () => eventually(() => effects().textContent());
const order = () => eventually(() => links().allTextContents());
const field = (name: string) => page.getByRole('textbox', { name }).and(page.locator(':focus'));

describe('a chain of effects', () => {
  it('is built in a panel of the deck, which says it in words; what changes the voice comes first', async () => {
    await chain().toBe('none');
    await effects().click();
    await page.getByText('Effects change how the voice sings').waitFor();
    await addEffect(/^Reverb/);
    await addEffect(/^Choir/);
    await addEffect(/^Telephone/);
    await order().toEqual(['1 Choir', '2 Reverb', '3 Telephone']);
    await chain().toBe('Choir, Reverb, Telephone');
  });

  it('is ordered, opened, set and shortened with the keyboard alone', async () => {
    await focused().toBe('3 Telephone');
    await page.keyboard.press('Alt+ArrowUp');
    await order().toEqual(['1 Choir', '2 Telephone', '3 Reverb']);
    await focused().toBe('2 Telephone');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Delete');
    // Telephone went from the second place: it never came before what changes the voice.
    await focused().toBe('2 Reverb');
    await order().toEqual(['1 Choir', '2 Reverb']);
    await page.keyboard.press('Enter');
    const mix = page.getByRole('slider', { name: 'Mix' });
    await mix.focus();
    const before = await mix.inputValue();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await eventually(async () => Number(await mix.inputValue())).toBeGreaterThan(Number(before));
    expect(await button('Move Reverb up').isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await focused().toMatch(/Choir, Reverb/);
  });

  it('is undone step by step and done again', async () => {
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await chain().toBe('Choir, Telephone, Reverb');
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+y');
    await chain().toBe('Choir, Reverb');
  });

  it('is what the take is made with', async () => {
    await button(/^Convert/).click();
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
    const {
      entries: [take],
    } = await ask(served, 'takes.history', { limit: 1 });
    expect(take?.recipe.settings['effects']).toMatch(/^choir > reverb mix=/);
    await effects().click();
    await button('No effects').click();
    await page.keyboard.press('Escape');
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
  });

  it('is there when the window is left right after a change and opened again', async () => {
    const kept = async () => (await ask(served, 'settings.get', undefined)).settings['effects'] ?? '';
    await eventually(kept).toMatch(/^choir > reverb/);
    await effects().click();
    await button('No effects').click();
    await page.keyboard.press('Escape');
    await eventually(kept).toBe('');
    // It is left before anything that was put off has come to pass; a browser tells it so, if it is quick enough to hear that.
    await page.evaluate(() => void Object.assign(window, { setTimeout: () => 0 }));
    await page.keyboard.press('Control+z');
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    await eventually(kept).toMatch(/^choir > reverb/);
    await page.goto(served.url);
    await waitUntilReady(page);
    await chain().toBe('Choir, Reverb');
  });
});

describe('styles and presets', () => {
  const presets = () => page.getByRole('dialog', { name: 'Presets' });
  const own = () => presets().getByRole('list', { name: 'Your own' }).locator('.use');
  const use = (name: string) => presets().getByRole('button', { name, exact: true });

  it('a style sets the deck in one step and says that it is in force', async () => {
    await button('Presets').click();
    await use('Lyric').click();
    await glideIs('lyric');
    await eventually(() => use('Lyric').getAttribute('aria-pressed')).toBe('true');
    await use('Hard tune').click();
    await glideIs('hard-tune');
    await eventually(() => use('Lyric').getAttribute('aria-pressed')).toBe('false');
    expect(await effects().textContent(), 'what a style does not name stays').toBe('Choir, Reverb');
  });

  it('what was changed is kept under a name, also when there is one like it', async () => {
    for (const name of ['My choir', 'My choir (2)']) {
      await button('Save the settings').click();
      await field('Name').fill('My choir');
      await page.keyboard.press('Enter');
      await use(name).waitFor();
      await focused().toBe(name);
    }
    expect(await own().count()).toBe(2);
  });

  it('is put in force, renamed and copied as text', async () => {
    await use('Pop').click();
    await glideIs('pop');
    await use('My choir').click();
    await glideIs('hard-tune');
    await button('More for My choir (2)').click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await field('Name').fill('Chapel');
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
    // The row that had the focus is gone: its neighbour has it.
    await use('Chapel').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await button('Undo').click();
    await button('Presets').click();
    await eventually(() => own().allTextContents()).toEqual(['Chapel', 'My choir']);
  });

  it('is added from text, and text that is none is refused where it was pasted', async () => {
    await button('Paste a preset').click();
    const text = page.getByRole('textbox', { name: 'Preset as text' });
    await text.fill('{"app":"cantado","kind":"preset","version":1,"name":"Bad","settings":{"glideMs":9000}}');
    await button('Add').click();
    await presets().getByText('This preset cannot be used.').waitFor();
    await text.fill('{"app":"cantado","kind":"preset","version":1,"name":"Radio days","settings":{"effects":"radio"}}');
    await button('Add').click();
    await use('Radio days').waitFor();
    await use('Radio days').click();
    await page.keyboard.press('Escape');
    await chain().toBe('Radio');
  });

  it('nothing was complained of', () => {
    expect(opened.complaints).toEqual([]);
  });
});

const words = {
  'pt-BR': {
    effects: /^Efeitos/,
    none: 'Sem efeitos',
    add: 'Adicionar efeito',
    chain: [/^Coro/, /^Harmonia/, /^Eco/],
    presets: 'Predefinições',
    paste: 'Colar predefinição',
  },
  en: {
    effects: /^Effects/,
    none: 'No effects',
    add: 'Add an effect',
    chain: [/^Choir/, /^Harmony/, /^Delay/],
    presets: 'Presets',
    paste: 'Paste a preset',
  },
} as const;

describe('at both sizes', () => {
  let other: TestWindow;
  beforeAll(async () => {
    other = await openWindow(browser, served.url, { locale: 'pt-BR', reducedMotion: 'reduce' });
    await chooseFile(other.page, /^Escolher arquivo/, await speechFile(served.filesFolder, 'panels.wav'));
    await waitUntilReady(other.page);
  });

  it.each(['pt-BR', 'en'] as const)(
    'the panels fit into the window and axe finds nothing wrong (%s)',
    async (language) => {
      const said = words[language];
      const press = (name: string | RegExp) => other.page.getByRole('button', { name }).click();
      const panel = other.page.getByRole('dialog');
      const isInside = async (width: number): Promise<boolean> => {
        const box = await panel.boundingBox();
        return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width;
      };
      const check = async (what: string): Promise<void> => {
        for (const size of sizes) {
          await other.page.setViewportSize(size);
          await eventually(() => isInside(size.width)).toBe(true);
          expect(await faultsOf(other.page), `${what}, ${String(size.width)} wide`).toEqual([]);
          expect(await other.page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
        }
      };
      await ask(served, 'settings.set', { language });
      await press(said.effects);
      await panel.waitFor();
      // The deck is remembered from one window to the next.
      await press(said.none);
      for (const name of said.chain) {
        await press(said.add);
        await other.page.getByRole('menuitem', { name }).click();
      }
      await eventually(() => panel.locator('.links .fold').count()).toBe(said.chain.length);
      await check('effects');
      await other.page.keyboard.press('Escape');
      await press(said.presets);
      await panel.getByRole('button', { name: said.paste }).waitFor();
      await check('presets');
      await press(said.paste);
      await panel.getByRole('textbox').waitFor();
      await check('pasting');
      await other.page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      expect(other.complaints).toEqual([]);
    },
  );
});
