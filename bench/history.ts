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

/** A library of 100 000 takes of 5 000 recordings, a minute apart. */
function fillLibrary(dataFolder: string, programFolder: string): void {
  const log = createMemoryLog();
  const { migrationsFolder } = resourcesIn(programFolder);
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  const { jobs, recordings } = createRepositories(database, log);
  database.connection.exec('BEGIN');
  const startMs = Date.now() - (takeCount + 10) * 60_000;
  for (let first = 0; first < takeCount; first += takesOfRecording) {
    const chapter = String(first / takesOfRecording).padStart(4, '0');
    const recording = sampleRecording({ name: `chapter-${chapter}.wav`, path: `/somewhere/chapter-${chapter}.wav` });
    recordings.save(recording);
    for (let number = 1; number <= takesOfRecording; number++) {
      const at = new Date(startMs + (first + number) * 60_000).toISOString();
      const ended = { status: 'completed' as const, error: null, createdAt: at, startedAt: at, endedAt: at };
      const { job, take } = sampleJobAndTake(recording, { ...ended, position: first + number }, number);
      jobs.create(job, take);
    }
  }
  database.connection.exec('COMMIT');
  database.close();
}

type Stretch = { readonly longestMs: number; readonly count: number };

/** Begins to watch for tasks over 50 ms; what is returned ends it. */
async function watchTasks(page: Page): Promise<() => Promise<Stretch>> {
  await page.evaluate(`
    window.longTasks = [];
    window.taskWatch = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    });
    window.taskWatch.observe({ type: 'longtask' });`);
  return async () => {
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
    await page.getByRole('button', { name: /^Queue/ }).click();
    await page.getByText('100,000').waitFor();
    const opening = await watchTasks(page);
    const openMs = await timed(async () => {
      await page.getByRole('tab', { name: /^History/ }).click();
      await rows.first().waitFor();
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
      await page.getByRole('searchbox').fill('chapter-0042');
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
      task('opening', opened),
      task('scrolling', scrolled),
      task('searching', searched),
    ];
  } finally {
    await browser.close();
    await served.stop();
  }
}
