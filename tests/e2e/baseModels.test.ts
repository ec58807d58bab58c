import { copyFile, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { LaunchHost } from '../../src/adapters/inference/hostProcess.ts';
import { startFileServer, type FileServer, type Manners } from '../suites/fileServer.ts';
import { smallBaseModels, writeSmallModels } from '../suites/smallBaseModels.ts';
import { watchChanges } from '../suites/watchedChanges.ts';
import { forkWatchedHost } from '../suites/watchedHost.ts';
import { ask } from './ask.ts';
import { dropFiles, speechFile, waitUntilReady } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
import type { Served } from './serve.ts';
import { serveHere } from './serveHere.ts';
import { openSettings } from './settingsView.ts';
import { addReported, voiceFile, waitForReport } from './strangersVoices.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});

type Place = TestWindow & { readonly served: Served; readonly files: FileServer };

/** A window of a program that asks a server with these manners for ContentVec. */
async function openEmpty(manners: readonly Manners[], launchHost?: LaunchHost): Promise<Place> {
  const files = await startFileServer(await readFile(smallBaseModels.contentvec), manners);
  const urls = { contentvec: [files.url('/hubert_base.pt')], rmvpe: ['http://127.0.0.1:9/rmvpe.pt'] };
  const served = await serveHere((folder) => writeSmallModels(folder, urls), launchHost);
  onTestFinished(() => served.stop());
  const opened = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
  onTestFinished(() => opened.close());
  return { ...opened, served, files };
}

/** The same with a recording, and an RVC voice chosen. */
async function openNeedy(manners: readonly Manners[], launchHost?: LaunchHost): Promise<Place> {
  const place = await openEmpty(manners, launchHost);
  const { page, served } = place;
  await dropFiles(page, [await voiceFile(served.filesFolder, 'Ana.pth', 'voices/v1_f0_40k/v1_f0_40k.pth')]);
  await waitForReport(page, 'Ana.pth');
  await addReported(page, 'Ana');
  await dropFiles(page, [await speechFile(served.filesFolder)]);
  await waitUntilReady(page);
  return place;
}

/** A host that stands before it prepares ContentVec, and goes on when it was told to stop. */
function watchPreparation() {
  const watched = watchChanges();
  let stopped = 0;
  const launchHost = forkWatchedHost(watched, (message) => {
    if ('cancel' in message) stopped++;
  });
  return {
    launchHost,
    hold() {
      watched.holdBefore(/open.*\/base-models\/contentvec\//);
    },
    untilHeld: () => eventually(watched.isHeld).toBe(true),
    async goOnStopped(served: Served) {
      await eventually(() => stopped).toBe(1);
      // The host answers after it was told to stop.
      await ask(served, 'storage.usage', undefined);
      watched.goOn();
    },
  };
}

const filesIn = (served: Served, folder: 'base-models/contentvec' | 'uploads'): Promise<readonly string[]> =>
  readdir(path.join(served.dataFolder, folder));

/** Minutes for the whole file, so that there is time to look and to cancel. */
const trickle: Manners = { pieceBytes: 2048, slowMs: 500 };

/** At both sizes, the small one last. */
async function expectNoFaults(page: Page, state: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect(await faultsOf(page), `${state}, ${String(size.width)} wide`).toEqual([]);
  }
}

describe('a voice that lacks a base model', () => {
  it('offers it with size, host and licence; a failure is said, a download is cancelled and gone on with, and the voice sings', async () => {
    const { page, complaints, files } = await openNeedy([{ status: 404 }, trickle, {}]);
    const panel = page.getByRole('region', { name: 'Voice', exact: true });
    await panel.getByText('Ana needs ContentVec').waitFor();
    await panel.getByText(/Without it only the built-in voices sing\./).waitFor();
    await panel.getByText(/ from 127\.0\.0\.1.*\. Licence: MIT/).waitFor();
    await page.getByText('Needs ContentVec first').waitFor();
    expect(await page.getByRole('button', { name: /^Convert/ }).count()).toBe(0);
    expect(files.seen).toEqual([]);

    await page.getByRole('button', { name: /^Download \d/ }).press('Enter');
    await page.getByRole('alert').getByText('“ContentVec” could not be downloaded.').waitFor();
    await expectNoFaults(page, 'failed');
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    const bar = page.getByRole('progressbar', { name: 'Downloading ContentVec' });
    await eventually(() => bar.getAttribute('aria-valuetext')).toMatch(/^[1-9][\d.]* [KM]B of [\d.]+ [KM]B/);
    await expectNoFaults(page, 'downloading');
    await page.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).press('Enter');
    await page.getByRole('button', { name: /^Go on, .+ left$/ }).press('Enter');

    await page.getByText('ContentVec is ready.').waitFor();
    expect(files.seen.at(-1)?.range).toMatch(/^bytes=\d+-$/);
    await page.getByRole('button', { name: /^Convert/ }).click();
    await page.getByText('Take 1 is saved.').waitFor();
    await page.getByRole('slider', { name: /^Sung result by Ana/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes the file from this computer, chosen or dropped, and refuses another; a way to find the pitch that needs one offers it', async () => {
    const preparation = watchPreparation();
    const { page, served, files } = await openNeedy([{}], preparation.launchHost);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Use a file I have' }).click(),
    ]);
    await chooser.setFiles(await voiceFile(served.filesFolder, 'not it.pt'));
    await page.getByRole('alert').getByText('not it.pt is none of the base models.').waitFor();
    const dropped = path.join(served.filesFolder, 'my copy.pt');
    await copyFile(smallBaseModels.contentvec, dropped);
    // Stopped while it is prepared, nothing of it stays, and it can be brought again.
    preparation.hold();
    await dropFiles(page, [dropped]);
    await page.getByText('Preparing ContentVec').waitFor();
    await preparation.untilHeld();
    await page.getByText('Reading my copy.pt').waitFor();
    await expectNoFaults(page, 'preparing');
    await page.getByRole('button', { name: /^Stop/ }).click();
    await preparation.goOnStopped(served);
    await page.getByRole('button', { name: /^Download \d/ }).waitFor();
    expect(await filesIn(served, 'base-models/contentvec')).toEqual([]);
    // The copy that the browser sent.
    await eventually(() => filesIn(served, 'uploads')).toEqual([]);
    // Who stopped it knows: what is still said is of the file before.
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([expect.stringContaining('not it.pt')]);
    await dropFiles(page, [dropped]);
    await page.getByText('ContentVec is ready.').waitFor();
    await page.getByRole('button', { name: /^Convert/ }).waitFor();
    expect(files.seen).toEqual([]);

    await page.getByRole('button', { name: /^Advanced/ }).click();
    await page.getByRole('radio', { name: 'RMVPE' }).check({ force: true });
    await page.getByText('Ana needs RMVPE').waitFor();
    await page.getByText(/Everything else works without it\./).waitFor();
    await page.getByRole('radio', { name: 'SwiftF0' }).check({ force: true });
    await page.getByRole('button', { name: /^Convert/ }).waitFor();
  });
});

describe('a base model in the settings', () => {
  it('is read from a file, which can be stopped and leaves nothing, and brought again', async () => {
    const preparation = watchPreparation();
    const { page, served, files } = await openEmpty([{}], preparation.launchHost);
    const copy = path.join(served.filesFolder, 'my copy.pt');
    await copyFile(smallBaseModels.contentvec, copy);
    const devices = await openSettings(page, 'Devices');
    const bring = async (): Promise<void> => {
      const chooser = page.waitForEvent('filechooser');
      await devices.getByRole('button', { name: 'Import from a file' }).press('Enter');
      await (await chooser).setFiles(copy);
    };
    preparation.hold();
    await bring();
    await preparation.untilHeld();
    await devices.getByRole('status').getByText('Reading my copy.pt').waitFor();
    await expectNoFaults(page, 'reading a file');
    await devices.getByRole('button', { name: 'Stop my copy.pt' }).press('Enter');
    await preparation.goOnStopped(served);
    await devices.getByRole('button', { name: 'Download ContentVec' }).waitFor();
    expect(await filesIn(served, 'base-models/contentvec')).toEqual([]);
    // The copy that the browser sent.
    await eventually(() => filesIn(served, 'uploads')).toEqual([]);
    expect(await devices.getByRole('alert').count()).toBe(0);

    await bring();
    await devices.getByRole('button', { name: 'Remove ContentVec' }).waitFor();
    await eventually(() => filesIn(served, 'uploads')).toEqual([]);
    expect(files.seen).toEqual([]);
  });
});
