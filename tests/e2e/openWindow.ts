import { chromium, type Browser, type Page } from 'playwright';
import { findChromium } from '../../tools/setup/findChromium.mjs';
import { chromiumFlags } from './chromiumFlags.ts';

/** The two sizes the window is drawn for. */
export const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

/**
 * A wait is given up just before its test is (vitest.config.ts), so that what was waited for is told. How fast a machine is,
 * is no promise.
 */
export const givesUpAfterMs = 110_000;

export type WindowOptions = {
  readonly size?: (typeof sizes)[number];
  readonly locale?: 'en-US' | 'pt-BR';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly forcedColors?: 'active' | 'none';
};

export type TestWindow = {
  readonly page: Page;
  /** What the page must never do: break its content policy, throw, log an error. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
};

/** One real Chromium for a test file. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('No Chromium: npm test installs one, or set CHROMIUM_PATH.');
  return chromium.launch({ executablePath, args: chromiumFlags });
}

/** Opens the window in a browser profile of its own and waits until it has something to show. */
export async function openWindow(browser: Browser, url: string, options: WindowOptions = {}): Promise<TestWindow> {
  const { size = sizes[0], locale = 'en-US', reducedMotion = 'no-preference', forcedColors = 'none' } = options;
  const context = await browser.newContext({ viewport: size, locale, reducedMotion, forcedColors });
  context.setDefaultTimeout(givesUpAfterMs);
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`logged ${message.text()}`);
  });
  await page.exposeFunction('complainOfPolicy', (directive: string, blocked: string) =>
    complaints.push(`broke the content policy: ${directive} ${blocked}`),
  );
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    window.complainOfPolicy(event.violatedDirective, event.blockedURI + ' ' + event.sourceFile));`);
  await page.goto(url);
  await page.locator('.rail').waitFor();
  return { page, complaints, close: () => context.close() };
}
