import type { Browser, Page } from 'playwright';
import type { BudgetRow } from './budgets.ts';

/** Longest that anything may keep the window from answering, ms. The browser reports only tasks that are longer. */
const budgetMs = 50;

/** What follows a step is watched for so long after it, ms. */
const settlingMs = 500;

/** The tasks over 50 ms of a stretch of time. */
export type Stretch = { readonly longestMs: number; readonly count: number };

/** Begins to watch for tasks over 50 ms; what is returned ends it. */
export async function watchTasks(page: Page): Promise<() => Promise<Stretch>> {
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

/**
 * Waits until an expression about the page is true, looking whenever the page has changed. Playwright's own waiting reads
 * every element of the page twice a second, which is work of the window like any other.
 */
export async function untilPage(page: Page, expression: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const look = () => {
      if (!(${expression})) return;
      changes.disconnect();
      resolve();
    };
    const changes = new MutationObserver(look);
    changes.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  })`);
}

type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time, µs. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** Begins to note the processor time of the window's tasks, which does not count waiting for a processor; what is returned ends it. */
export async function watchWork(browser: Browser, page: Page): Promise<() => Promise<Stretch>> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  return async () => {
    await page.waitForTimeout(settlingMs);
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: TraceEvent[] };
    const threadOf = ({ pid, tid }: TraceEvent): string => `${String(pid)} ${String(tid)}`;
    const isWindow = ({ name, args }: TraceEvent): boolean => name === 'thread_name' && args?.name === 'CrRendererMain';
    const threads = new Set(trace.traceEvents.filter(isWindow).map(threadOf));
    const works = trace.traceEvents
      .filter((event) => event.tdur !== undefined && threads.has(threadOf(event)))
      .map(({ tdur = 0 }) => tdur / 1000);
    return {
      longestMs: works.reduce((most, ms) => Math.max(most, ms), 0),
      count: works.filter((ms) => ms > budgetMs).length,
    };
  };
}

export function taskRow(what: string, { longestMs, count }: Stretch): BudgetRow {
  return {
    what: `${what}: longest task of the window`,
    figure: count === 0 ? 'none over 50 ms' : `${longestMs.toFixed(0)} ms (${String(count)} over 50 ms)`,
    budget: `≤ ${String(budgetMs)} ms`,
    isMet: longestMs <= budgetMs,
  };
}

/** The same by processor time. */
export function workRow(what: string, { longestMs, count }: Stretch): BudgetRow {
  return {
    what: `${what}: processor time of the longest`,
    figure: count === 0 ? `${longestMs.toFixed(0)} ms` : `${longestMs.toFixed(0)} ms (${String(count)} over 50 ms)`,
    budget: `≤ ${String(budgetMs)} ms`,
    isMet: longestMs <= budgetMs,
  };
}
