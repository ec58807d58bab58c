import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright';

/** What axe finds wrong with the page as it is, one line each. */
export async function faultsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  // Without preloading: axe would put a style element of its own into the page, which the content policy refuses.
  const result = await page.evaluate<AxeResults>(
    "window.axe.run(document, { preload: false, resultTypes: ['violations'] })",
  );
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}
