import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startFileServer, type FileServer, type Manners } from '../suites/fileServer.ts';
import { smallBaseModels, writeSmallModels } from '../suites/smallBaseModels.ts';
import { dropFiles, speechFile, waitUntilReady } from './convertView.ts';
import { faultsOf } from './faultsOf.ts';
import { openWindow, sizes, startBrowser, type TestWindow } from './openWindow.ts';
import type { Served } from './serve.ts';
import { serveHere } from './serveHere.ts';
import { addReported, voiceFile, waitForReport } from './strangersVoices.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});

type Place = TestWindow & { readonly served: Served; readonly files: FileServer };

/** A window with a recording and an RVC voice chosen; ContentVec is asked for at a server with these manners. */
async function openNeedy(manners: readonly Manners[], size: (typeof sizes)[number] = sizes[0]): Promise<Place> {
  const files = await startFileServer(await readFile(smallBaseModels.contentvec), manners);
  const served = await serveHere((folder) =>
    writeSmallModels(folder, { contentvec: [files.url('/hubert_base.pt')], rmvpe: ['http://127.0.0.1:9/rmvpe.pt'] }),
  );
  onTestFinished(() => served.stop());
  const opened = await openWindow(browser, served.url, { size, reducedMotion: 'reduce' });
  onTestFinished(() => opened.close());
  const { page } = opened;
  await dropFiles(page, [await voiceFile(served.filesFolder, 'Ana.pth', 'voices/v1_f0_40k/v1_f0_40k.pth')]);
  await waitForReport(page, 'Ana.pth');
  await addReported(page, 'Ana');
  await dropFiles(page, [await speechFile(served.filesFolder)]);
  await waitUntilReady(page);
  return { ...opened, served, files };
}

describe('a voice that lacks a base model', () => {
  it('offers it with size, host and licence; downloaded, the voice sings', async () => {
    const { page, complaints, files } = await openNeedy([{ slowMs: 250 }]);
    const panel = page.getByRole('region', { name: 'Voice', exact: true });
    await panel.getByText('Ana needs ContentVec').waitFor();
    await panel.getByText(/Without it only the built-in voices sing\./).waitFor();
    await panel.getByText(/ from 127\.0\.0\.1.*\. Licence: MIT/).waitFor();
    await page.getByText('Needs ContentVec first').waitFor();
    expect(await page.getByRole('button', { name: /^Convert/ }).count()).toBe(0);
    expect(files.seen).toEqual([]);

    await page.getByRole('button', { name: /^Download \d/ }).press('Enter');
    const bar = page.getByRole('progressbar', { name: 'Downloading ContentVec' });
    await bar.waitFor();
    expect(await bar.getAttribute('aria-valuetext')).toMatch(/^[\d.]+ [KM]B of [\d.]+ [KM]B/);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).press('Enter');
    await page.getByRole('button', { name: /^Go on, .+ left$/ }).press('Enter');

    await page.getByText('ContentVec is ready.').waitFor();
    expect(files.seen.at(-1)?.range).toMatch(/^bytes=\d+-$/);
    await page.getByRole('button', { name: /^Convert/ }).click();
    await page.getByText('Take 1 is saved.').waitFor({ timeout: 90_000 });
    await page.getByRole('slider', { name: /^Sung result by Ana/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('says in a sentence why a download failed, in the small window too, and tries again', async () => {
    const { page } = await openNeedy([{ status: 404 }, {}], sizes[1]);
    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByRole('alert').getByText('“ContentVec” could not be downloaded.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('ContentVec is ready.').waitFor();
  });

  it('takes the file from this computer, dropped or chosen, and refuses another', async () => {
    const { page, served, files } = await openNeedy([{}]);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Use a file I have' }).click(),
    ]);
    await chooser.setFiles(await voiceFile(served.filesFolder, 'not it.pt'));
    await page.getByRole('alert').getByText('not it.pt is none of the base models.').waitFor();
    const dropped = path.join(served.filesFolder, 'my copy.pt');
    await copyFile(smallBaseModels.contentvec, dropped);
    await dropFiles(page, [dropped]);
    await page.getByText('ContentVec is ready.').waitFor();
    await page.getByRole('button', { name: /^Convert/ }).waitFor();
    expect(files.seen).toEqual([]);
  });
});

it('the other way of finding the pitch is offered when it is chosen', async () => {
  const { page, served } = await openNeedy([{}]);
  const dropped = path.join(served.filesFolder, 'hubert_base.pt');
  await copyFile(smallBaseModels.contentvec, dropped);
  await dropFiles(page, [dropped]);
  await page.getByRole('button', { name: /^Convert/ }).waitFor();
  await page.getByRole('button', { name: /^Advanced/ }).click();
  await page.getByRole('radio', { name: 'RMVPE' }).check({ force: true });
  await page.getByText('Ana needs RMVPE').waitFor();
  await page.getByText(/Everything else works without it\./).waitFor();
  await page.getByRole('radio', { name: 'SwiftF0' }).check({ force: true });
  await page.getByRole('button', { name: /^Convert/ }).waitFor();
});
