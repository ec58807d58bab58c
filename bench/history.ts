import type Database from 'better-sqlite3';
import type { Page } from 'playwright';
import { openDatabase } from '../src/adapters/db/openDatabase.ts';
import { createRepositories } from '../src/adapters/db/repositories.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';
import { sampleJobAndTake, sampleRecording } from '../tests/suites/domainSamples.ts';
import { createMemoryLog } from '../tests/suites/memoryLog.ts';
import { openWindow, startBrowser } from '../tests/e2e/openWindow.ts';
import { serve } from '../tests/e2e/serve.ts';
import type { BudgetRow } from './budgets.ts';

const takeCount = 100_000;
const takesOfRecording = 20;
const wheelTurns = 150;
const wheelPx = 1200;
/** Longest that anything may keep the window from answering, ms. */
const budgetMs = 50;

/** Ids that can be told in SQL. */
const idOf = (kind: string): string => `printf('${kind}%06x-0000-4000-8000-%012x', n, n)`;
const nameOf = `printf('chapter-%04d.wav', recording)`;

/** Copies the only row of a table for every number; `change` says what differs, in SQL. */
function copyRow(connection: Database.Database, table: string, count: number, change: Record<string, string>): void {
  const columns = connection.pragma(`table_info(${table})`) as readonly { readonly name: string }[];
  const names = columns.map(({ name }) => name);
  const values = names.map((name) => change[name] ?? `one.${name}`);
  connection.exec(`
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${String(count)}),
      places AS (SELECT n, (n - 1) / ${String(takesOfRecording)} AS recording FROM numbers),
      one AS MATERIALIZED (SELECT * FROM ${table} LIMIT 1)
    INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM places, one`);
}

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
  const ofRecording = idOf('aa').replaceAll(' n', ' recording + 1');
  const recordingCount = takeCount / takesOfRecording;
  connection.exec('BEGIN');
  copyRow(connection, 'recordings', recordingCount, {
    id: idOf('aa'),
    name: `printf('chapter-%04d.wav', n - 1)`,
    path: `printf('/somewhere/chapter-%04d.wav', n - 1)`,
    sha256: idOf('ab'),
  });
  copyRow(connection, 'audio_jobs', takeCount, {
    id: idOf('bb'),
    take_id: idOf('cc'),
    recording_id: ofRecording,
    params_json: `json_set(one.params_json, '$.recordingName', ${nameOf})`,
    position: 'n + 1',
    created_at: at,
    started_at: at,
    ended_at: at,
  });
  copyRow(connection, 'takes', takeCount, {
    id: idOf('cc'),
    job_id: idOf('bb'),
    recording_id: ofRecording,
    number: `(n - 1) % ${String(takesOfRecording)} + 1`,
    created_at: at,
    search_text: nameOf,
  });
  connection.exec('COMMIT');
  database.close();
}

type Stretch = { readonly longestMs: number; readonly count: number };

/** What follows a step is watched for so long after it, ms. */
const settlingMs = 500;

/** Begins to watch for tasks over 50 ms; what is returned ends it. */
async function watchTasks(page: Page): Promise<() => Promise<Stretch>> {
  await page.evaluate(`
    window.longTasks = [];
    window.taskWatch = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    });
    window.taskWatch.observe({ type: 'longtask' });`);
  return async () => {
    await page.waitForTimeout(settlingMs);
    const tasks = await page.evaluate<number[]>('window.taskWatch.disconnect(), window.longTasks');
    return { longestMs: Math.max(0, ...tasks), count: tasks.length };
  };
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
    const task = (what: string, { longestMs, count }: Stretch): BudgetRow => ({
      what: `${what}: longest task of the window`,
      figure: count === 0 ? 'none over 50 ms' : `${longestMs.toFixed(0)} ms (${String(count)} over 50 ms)`,
      budget: `≤ ${String(budgetMs)} ms`,
      isMet: longestMs <= budgetMs,
    });
    const fact = (what: string, figure: string): BudgetRow => ({ what, figure, budget: '', isMet: null });
    return [
      fact('history of 100 000 takes is shown after', `${openMs.toFixed(0)} ms`),
      fact('a search among them is answered after (150 ms of it waited for more letters)', `${searchMs.toFixed(0)} ms`),
      fact('way scrolled, and takes in the page at its end', `${wayPx.toFixed(0)} px, ${String(shown)}`),
      task('opening the queue', queueOpened),
      task('opening the history', opened),
      task('scrolling', scrolled),
      task('searching', searched),
    ];
  } finally {
    await browser.close();
    await served.stop();
  }
}
