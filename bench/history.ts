import { openDatabase } from '../src/adapters/db/openDatabase.ts';
import { createRepositories } from '../src/adapters/db/repositories.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';
import { copiedId, copyRow } from '../tests/suites/copiedRows.ts';
import { sampleJobAndTake, sampleRecording } from '../tests/suites/domainSamples.ts';
import { createMemoryLog } from '../tests/suites/memoryLog.ts';
import { openWindow, startBrowser } from '../tests/e2e/openWindow.ts';
import { serve } from '../tests/e2e/serve.ts';
import type { BudgetRow } from './budgets.ts';
import { taskRow, watchTasks } from './windowTasks.ts';

const takeCount = 100_000;
const takesOfRecording = 20;
const wheelTurns = 150;
const wheelPx = 1200;
const nameOf = `printf('chapter-%04d.wav', groupIndex)`;

/** A library of 100 000 takes of 5 000 recordings, a minute apart: one of each is written by the program and copied. */
function fillLibrary(dataFolder: string, programFolder: string): void {
  const log = createMemoryLog();
  const { migrationsFolder } = resourcesIn(programFolder);
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  const { connection } = database;
  const { jobs, recordings } = createRepositories(database, log);
  const recording = sampleRecording({ name: 'first.wav' });
  recordings.save(recording);
  const firstAt = '2000-01-01T00:00:00.000Z';
  const ended = { status: 'completed' as const, error: null, createdAt: firstAt, startedAt: firstAt, endedAt: firstAt };
  const { job, take } = sampleJobAndTake(recording, ended);
  jobs.create(job, take);
  const at = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', printf('-%d minutes', ${String(takeCount + 1)} - n))`;
  const ofRecording = copiedId('aa').replaceAll(' n', ' groupIndex + 1');
  const takes = { count: takeCount, groupSize: takesOfRecording };
  connection.exec('BEGIN');
  copyRow(
    connection,
    'recordings',
    { count: takeCount / takesOfRecording },
    {
      id: copiedId('aa'),
      name: `printf('chapter-%04d.wav', n - 1)`,
      path: `printf('/somewhere/chapter-%04d.wav', n - 1)`,
      sha256: copiedId('ab'),
    },
  );
  copyRow(connection, 'audio_jobs', takes, {
    id: copiedId('bb'),
    take_id: copiedId('cc'),
    recording_id: ofRecording,
    params_json: `json_set(one.params_json, '$.recordingName', ${nameOf})`,
    position: 'n + 1',
    created_at: at,
    started_at: at,
    ended_at: at,
  });
  copyRow(connection, 'takes', takes, {
    id: copiedId('cc'),
    job_id: copiedId('bb'),
    recording_id: ofRecording,
    number: `(n - 1) % ${String(takesOfRecording)} + 1`,
    created_at: at,
    search_text: nameOf,
  });
  connection.exec('COMMIT');
  database.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** The history of 100 000 takes in the window: opening, scrolling, searching. */
export async function benchHistory(programFolder: string): Promise<BudgetRow[]> {
  const served = await serve((dataFolder) => fillLibrary(dataFolder, programFolder));
  const browser = await startBrowser();
  try {
    const { page } = await openWindow(browser, served.url, { reducedMotion: 'reduce' });
    const rows = page.locator('.drawer .take');
    const queueing = await watchTasks(page);
    await page.getByRole('button', { name: /^Queue/ }).click();
    await rows.first().waitFor({ timeout: 60_000 });
    const queueOpened = await queueing();
    const opening = await watchTasks(page);
    const openMs = await timed(async () => {
      await page.getByRole('tab', { name: /^History/ }).click();
      await page.getByRole('list', { name: 'Takes, newest first' }).waitFor();
    });
    const opened = await opening();

    await rows.first().hover();
    const scrolling = await watchTasks(page);
    const before = await page.locator('.drawer .jobs').evaluate((list) => list.scrollTop);
    for (let turn = 0; turn < wheelTurns; turn++) {
      await page.mouse.wheel(0, wheelPx);
      await page.waitForTimeout(30);
    }
    const scrolled = await scrolling();
    const wayPx = (await page.locator('.drawer .jobs').evaluate((list) => list.scrollTop)) - before;

    const searching = await watchTasks(page);
    const searchMs = await timed(async () => {
      await page.getByRole('searchbox', { name: 'Search takes' }).fill('chapter-0042');
      await page.getByRole('button', { name: 'chapter-0042.wav, take 20' }).waitFor();
    });
    const searched = await searching();
    const shown = await rows.count();
    const fact = (what: string, figure: string): BudgetRow => ({ what, figure, budget: '', isMet: null });
    return [
      fact('history of 100 000 takes is shown after', `${openMs.toFixed(0)} ms`),
      fact('a search among them is answered after (150 ms of it waited for more letters)', `${searchMs.toFixed(0)} ms`),
      fact('way scrolled, and takes in the page at its end', `${wayPx.toFixed(0)} px, ${String(shown)}`),
      taskRow('opening the queue', queueOpened),
      taskRow('opening the history', opened),
      taskRow('scrolling', scrolled),
      taskRow('searching', searched),
    ];
  } finally {
    await browser.close();
    await served.stop();
  }
}
