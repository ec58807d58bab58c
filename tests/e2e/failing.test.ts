import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseFile, dropFiles, longSpeechFile, speechFile, waitUntilHearable, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
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

const file = (name: string): string => path.join(served.filesFolder, name);

describe('when something goes wrong', () => {
  it('a file that is not audio is refused with a sentence, and the recording before is still there', async () => {
    await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder, 'good.wav'));
    await waitUntilReady(page);
    await writeFile(file('notes.wav'), 'these are words and no sound\n'.repeat(40));
    await dropFiles(page, [file('notes.wav')]);
    await page.getByRole('heading', { name: 'notes.wav is not an audio or video file.' }).waitFor();
    await page.getByText('notes.wav was not opened').waitFor();
    await page.getByText('Your file was not changed.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('heading', { name: 'good.wav' }).waitFor();
  });

  it('an empty file says so; another can be chosen from there', async () => {
    await writeFile(file('empty.wav'), '');
    await dropFiles(page, [file('empty.wav')]);
    await page.getByRole('heading', { name: 'empty.wav is empty (0 bytes).' }).waitFor();
    await chooseFile(page, 'Choose another file', await speechFile(served.filesFolder, 'better.wav'));
    await waitUntilReady(page);
    await page.getByRole('heading', { name: 'better.wav' }).waitFor();
  });

  it('Escape dismisses the sentence, and its details can be copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await dropFiles(page, [file('empty.wav')]);
    await page.getByRole('button', { name: 'Copy details' }).click();
    await page.getByRole('button', { name: 'Details copied' }).waitFor();
    const details: unknown = JSON.parse(await page.evaluate('navigator.clipboard.readText()'));
    expect(details).toMatchObject({ code: 'FILE_EMPTY', details: { file: 'empty.wav' } });
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'better.wav' }).waitFor();
  });

  it('a folder without recordings says so', async () => {
    await mkdir(file('a folder'), { recursive: true });
    await dropFiles(page, [file('a folder')]);
    await page.getByRole('heading', { name: 'There is no recording in a folder.' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('of several files only the first can be opened', async () => {
    const names = ['one.wav', 'two.wav', 'three.wav'];
    const files = await Promise.all(names.map((name) => speechFile(served.filesFolder, name)));
    await dropFiles(page, files);
    await page.getByRole('heading', { name: '3 recordings' }).waitFor();
    await page.getByRole('button', { name: 'Open only the first' }).click();
    await page.getByRole('heading', { name: 'one.wav' }).waitFor();
  });

  it('text that is dragged over the window does nothing', async () => {
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.setData('text/plain', 'hello');
      for (const type of ['dragover', 'drop']) {
        window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    });
    expect(await page.locator('.over-drop').count()).toBe(0);
    await page.getByRole('heading', { name: 'one.wav' }).waitFor();
  });

  it('a pasted file is opened like a dropped one', async () => {
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['no sound'], 'pasted.mp3'));
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
    });
    await page.getByText('pasted.mp3 was not opened').waitFor();
    await page.keyboard.press('Escape');
  });

  it('a file held over the window is invited in', async () => {
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [file('one.wav'), file('two.wav')], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 700, y: 400, data });
    // As a drag does: it says again and again that it is there.
    const invitation = page.getByText('Release to load').locator('..');
    const isInvited = async (): Promise<boolean> => {
      await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: 700, y: 400, data });
      return /several recordings can be converted together/.test((await invitation.allInnerTexts()).join(' '));
    };
    await eventually(isInvited).toBe(true);
    await session.send('Input.dispatchDragEvent', { type: 'dragCancel', x: 700, y: 400, data });
    await page.getByText('Release to load').waitFor({ state: 'detached' });
    await session.detach();
  });

  it('a conversion that cannot go on says why in its lane, and offers to try again', async () => {
    await chooseFile(page, 'Replace', await longSpeechFile(served.filesFolder, 3, 'changed.wav'));
    await page.getByRole('heading', { name: 'changed.wav' }).waitFor();
    await waitUntilReady(page);
    await waitUntilHearable(page);
    // As if somebody had written over the recording and its analysis had been cleared away.
    await rm(path.join(served.dataFolder, 'cache'), { recursive: true });
    for (const kept of await readdir(path.join(served.dataFolder, 'recordings'))) {
      await appendFile(path.join(served.dataFolder, 'recordings', kept), 'more');
    }
    await page.keyboard.press('Control+Enter');
    const alert = page.locator('.lane.out').getByRole('alert');
    await alert.getByText('changed.wav has changed since it was opened.').waitFor();
    await alert.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('button', { name: /^Convert/ }).waitFor();
  });

  it('breaks no rule of the page and logs no error in all of this', () => {
    expect(opened.complaints).toEqual([]);
  });

  it('a page whose token is not taken any more says what to do', async () => {
    const context = page.context();
    const cookies = await context.cookies();
    await context.clearCookies();
    await page.keyboard.press('Control+Enter');
    const strip = page.locator('.strip.bad');
    await strip.getByText('Cantado needs the token that it printed.').waitFor();
    await strip.getByText(/Open the address that it printed/).waitFor();
    await context.addCookies(cookies);
    await strip.getByRole('button', { name: 'Dismiss' }).click();
  });

  it('a program that is gone is said so, and the window goes on when it is asked again', async () => {
    await served.stop();
    await page.keyboard.press('Control+Enter');
    await page.getByText('The connection to Cantado was lost.').waitFor();
    await page.locator('.strip.bad').getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('heading', { name: 'changed.wav' }).waitFor();
  });
});
