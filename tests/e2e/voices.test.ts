import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInVoices } from '../../src/engine/voices/registry.ts';
import { dropFiles, speechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { holdHost } from './heldHost.ts';
import { openWindow, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { addReported, voiceFile, voiceWithIndex, waitForReport } from './strangersVoices.ts';

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

/** Files and folders of voices on their way in. */
function leftOfImports(): string[] {
  const namesIn = (name: string): string[] => readdirSync(path.join(served.dataFolder, name));
  return [...namesIn('uploads'), ...namesIn('voices').filter((name) => name.startsWith('.import-'))];
}

const rail = (): ReturnType<Page['locator']> => page.locator('[data-region=rail]');
/** The list shows only the rows in view; its heading counts all. */
const voiceCount = async (): Promise<number> =>
  Number((await rail().locator('.rail-h span').innerText()).match(/^\d+/)?.[0]);
const shownLines = (): Promise<string[]> => page.locator('.report .chk').allInnerTexts();

describe('a voice that was brought', () => {
  it('is reported line by line, with its index, before it is in the library', async () => {
    await dropFiles(page, await voiceWithIndex(served.filesFolder, 'mare-alta'));
    await waitForReport(page, 'mare-alta.pth');
    const lines = (await shownLines()).join('\n');
    expect(lines).toContain('Weights only, nothing that could run');
    expect(lines).toContain('RVC v1, 40 kHz, pitch-aware');
    expect(lines).toMatch(/Index matches: 256 dims, \d+ vectors/);
    expect(lines).toMatch(/Test phrase sung in \d+\.\d s/);
    expect(lines).toContain('No licence inside. Say whose voice this is');
    await page
      .getByText(/Opened without running anything inside it\. \d files?, \d+ KB, SHA-256 [0-9a-f]{4}…[0-9a-f]{4}/)
      .waitFor();
    await eventually(voiceCount).toBe(builtInVoices.length);
    await eventually(() => page.locator('.btn.p').count()).toBe(1);
  });

  it('is named, says whose it is, and is added and chosen', async () => {
    await page.getByRole('button', { name: 'Say whose voice this is' }).click();
    expect(await page.getByRole('radio', { name: 'I do not know' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'I have permission' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Licence' }).fill('CC BY 4.0');
    await page.getByRole('textbox', { name: 'Name' }).fill('Maré Alta');
    await addReported(page, 'Maré Alta');
    await rail().getByText('RVC v1').waitFor();
    await eventually(voiceCount).toBe(builtInVoices.length + 1);
    await page.getByText('Maré Alta will sing it').waitFor();
  });

  it('is known again: the same file offers the voice that is there', async () => {
    // Maré Alta was scrolled to when it was added.
    await page.getByRole('listbox', { name: 'Voices' }).evaluate((list) => list.scrollTo({ top: 0 }));
    await page.getByRole('option', { name: 'Deep' }).click();
    await dropFiles(page, await voiceWithIndex(served.filesFolder, 'mare-alta'));
    await waitForReport(page, 'mare-alta.pth');
    await page.getByText('The same voice is in your library already: Maré Alta').waitFor();
    await page.getByRole('button', { name: 'Use Maré Alta' }).click();
    await page.getByRole('option', { name: 'Maré Alta', selected: true }).waitFor();
    expect(await page.locator('.report').count()).toBe(0);
  });

  it('waits for its turn when several come at once, and can be discarded', async () => {
    const one = await voiceFile(served.filesFolder, 'one.pth');
    const other = await voiceFile(served.filesFolder, 'other.pth', 'voices/v2_f0_40k/v2_f0_40k.pth');
    await dropFiles(page, [one, other]);
    await waitForReport(page, 'one.pth');
    await page.getByText('1 more voice waits').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await waitForReport(page, 'other.pth');
    await page.keyboard.press('Escape');
    await page.locator('.report').waitFor({ state: 'detached' });
    await eventually(voiceCount).toBe(builtInVoices.length + 1);
  });

  it.runIf(process.platform === 'linux')(
    'is told of while it is read, and Escape stops it: nothing of it stays',
    async () => {
      const host = await holdHost(served);
      try {
        await dropFiles(page, [await voiceFile(served.filesFolder, 'unwanted.pth')]);
        const reading = 'It is rebuilt and sings a test phrase; nothing inside it is run.';
        const bar = page
          .locator('.strip')
          .filter({ hasText: reading })
          .getByRole('progressbar', { name: 'Reading unwanted.pth' });
        await host.stepUntilSeen(bar);
        expect(await bar.getAttribute('aria-valuetext')).toMatch(/^\d+ percent$/);
        expect(await faultsOf(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await bar.waitFor({ state: 'detached' });
      } finally {
        host.goOn();
      }
      await eventually(leftOfImports).toEqual([]);
      expect(await page.locator('.report').count()).toBe(0);
    },
  );

  it.runIf(process.platform === 'linux')('that is stopped on its way here is not kept either', async () => {
    const file = path.join(served.filesFolder, 'large.pth');
    writeFileSync(file, '');
    truncateSync(file, 32 * 2 ** 20);
    const arrived = page.waitForResponse(/\/upload\?/);
    process.kill(served.pid, 'SIGSTOP');
    try {
      await dropFiles(page, [file]);
      await page.getByText('It is sent to Cantado on this computer.').waitFor();
      await page.keyboard.press('Escape');
    } finally {
      process.kill(served.pid, 'SIGCONT');
    }
    await arrived;
    await eventually(leftOfImports).toEqual([]);
  });
});

describe('a file that is no voice', () => {
  it('is named for what it is, and another can be chosen at once', async () => {
    await dropFiles(page, [await voiceFile(served.filesFolder, 'G_2333.pth', 'broken/training_checkpoint_G.pth')]);
    await page.getByText('G_2333.pth was not added').waitFor();
    await page.getByRole('heading', { name: 'This is a training checkpoint (G_2333.pth)' }).waitFor();
    await page.getByText('Nothing in the file was run. Your file was not changed.').waitFor();
    // A browser tells nobody where its files lie.
    expect(await page.getByRole('table').count()).toBe(0);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose another file' }).click(),
    ]);
    await chooser.setFiles(await voiceFile(served.filesFolder, 'right one.pth'));
    await waitForReport(page, 'right one.pth');
    await page.keyboard.press('Escape');
  });

  it('that would run something is refused with a sentence, and nothing ran', async () => {
    await dropFiles(page, [await voiceFile(served.filesFolder, 'nice.pth', 'broken/evil_os_system.pth')]);
    await page.getByRole('heading', { name: 'nice.pth is not safe to open.' }).waitFor();
    await page.getByText(/It holds something that has no place in a voice .+ Nothing in it was run/).waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('heading', { name: 'Drop a spoken recording' }).waitFor();
  });

  it('and is a recording with a voice’s name is opened as what it is; one with no name of ours is looked into', async () => {
    const sound = await speechFile(served.filesFolder, 'spoken.pth');
    await dropFiles(page, [sound]);
    await page.getByRole('heading', { name: 'spoken.pth' }).waitFor();
    await waitUntilReady(page);
    await dropFiles(page, [await voiceFile(served.filesFolder, 'voice.download')]);
    await waitForReport(page, 'voice.download');
    await page.keyboard.press('Escape');
  });
});

describe('a voice of the library', () => {
  it('is renamed from its menu', async () => {
    await page.getByRole('option', { name: 'Maré Alta' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    const dialog = page.getByRole('dialog', { name: 'About Maré Alta' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Maré Baixa');
    expect(await dialog.getByRole('radio', { name: 'I have permission' }).isChecked()).toBe(true);
    expect(await dialog.getByRole('textbox', { name: 'Licence' }).inputValue()).toBe('CC BY 4.0');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('option', { name: 'Maré Baixa' }).waitFor();
  });

  it('is removed and brought back by Undo, chosen as it was', async () => {
    await page.getByRole('option', { name: 'Maré Baixa' }).click();
    await page.getByRole('button', { name: 'More for Maré Baixa' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByText('Maré Baixa was removed. It stays in the bin for 30 days.').waitFor();
    await eventually(voiceCount).toBe(builtInVoices.length);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('option', { name: 'Maré Baixa', selected: true }).waitFor();
    await page.getByText('It stays in the bin').waitFor({ state: 'detached' });
  });

  it('comes back from the bin after a reload too', async () => {
    await page.getByRole('button', { name: 'More for Maré Baixa' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByText('Maré Baixa was removed.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Bin\W+1 voice in the bin$/ }).click();
    await page.getByText('30 days left').waitFor();
    await page.getByRole('button', { name: 'Bring back Maré Baixa' }).click();
    await page.getByRole('option', { name: 'Maré Baixa' }).waitFor();
    await eventually(() => page.getByRole('button', { name: /^Bin/ }).count()).toBe(0);
  });
});

it('breaks no rule of the page and logs no error in all of this', () => {
  expect(opened.complaints).toEqual([]);
});
