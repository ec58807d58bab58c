import path from 'node:path';
import { chooseFile } from '../tests/e2e/convertView.ts';
import { openWindow, startBrowser } from '../tests/e2e/openWindow.ts';
import { serve } from '../tests/e2e/serve.ts';
import type { BudgetRow } from './budgets.ts';
import { writeSpeech } from './speech.ts';
import { taskRow, untilPage, watchTasks, watchWork, workRow } from './windowTasks.ts';

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
    const watch = async (what: string, step: () => Promise<void>): Promise<BudgetRow[]> => {
      const [work, tasks] = [await watchWork(browser, page), await watchTasks(page)];
      await step();
      return [taskRow(what, await tasks()), workRow(what, await work())];
    };
    const reading = await watch('reading 6 minutes', async () => {
      await chooseFile(page, /^Choose file/, file);
      await untilPage(page, `document.querySelector('.lane.src path.pitch.line')`);
    });
    const converting = await watch('converting them, listening meanwhile', async () => {
      await page.getByRole('button', { name: /^Convert/ }).click();
      await untilPage(page, `document.querySelector('.lane.out.sung .rend')`);
      await page.getByRole('radio', { name: 'Sung' }).check({ force: true });
      await page.getByRole('button', { name: 'Play' }).click();
      await untilPage(page, `document.querySelector('.deck-f .said')?.textContent.startsWith('Take 1 is saved')`);
    });
    return [...reading, ...converting];
  } finally {
    await browser.close();
    await served.stop();
  }
}
