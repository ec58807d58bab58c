import type { Page } from 'playwright';
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

export function taskRow(what: string, { longestMs, count }: Stretch): BudgetRow {
  return {
    what: `${what}: longest task of the window`,
    figure: count === 0 ? 'none over 50 ms' : `${longestMs.toFixed(0)} ms (${String(count)} over 50 ms)`,
    budget: `≤ ${String(budgetMs)} ms`,
    isMet: longestMs <= budgetMs,
  };
}
