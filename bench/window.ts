import path from 'node:path';
import { chooseFile, waitUntilReady } from '../tests/e2e/convertView.ts';
import { openWindow, startBrowser } from '../tests/e2e/openWindow.ts';
import { serve } from '../tests/e2e/serve.ts';
import type { BudgetRow } from './budgets.ts';
import { writeSpeech } from './speech.ts';
import { taskRow, watchTasks } from './windowTasks.ts';

const durationSec = 360;

/** What keeps the window from answering while a recording of 6 minutes is read, converted, and heard while it is converted. */
export async function benchWindow(): Promise<BudgetRow[]> {
  const served = await serve();
  const browser = await startBrowser();
  try {
    const { page } = await openWindow(browser, served.url);
    page.setDefaultTimeout(600_000);
    const file = path.join(served.filesFolder, 'six minutes.wav');
    await writeSpeech(file, durationSec, 48_000);
    const reading = await watchTasks(page);
    await chooseFile(page, /^Choose file/, file);
    await waitUntilReady(page);
    const read = await reading();
    const converting = await watchTasks(page);
    await page.getByRole('button', { name: /^Convert/ }).click();
    await page.getByRole('progressbar', { name: 'Converting' }).waitFor();
    await page.getByRole('radio', { name: 'Sung' }).and(page.locator(':enabled')).waitFor({ state: 'attached' });
    await page.getByRole('radio', { name: 'Sung' }).check({ force: true });
    await page.getByRole('button', { name: 'Play' }).click();
    await page
      .getByText(/Take 1 is saved/)
      .first()
      .waitFor();
    const converted = await converting();
    return [taskRow('reading 6 minutes', read), taskRow('converting them, listening meanwhile', converted)];
  } finally {
    await browser.close();
    await served.stop();
  }
}
