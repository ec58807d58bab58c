import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openWindow, startBrowser } from '../tests/e2e/openWindow.ts';
import { serve } from '../tests/e2e/serve.ts';

/* npm run picture: the README's picture, taken of the real program with its example phrase sung. */

const picture = path.resolve(import.meta.dirname, '../docs/pictures/convert.png');

const served = await serve();
const browser = await startBrowser();
try {
  const { page } = await openWindow(browser, served.url);
  await page.getByRole('button', { name: 'Try the sample phrase' }).click();
  await page.locator('.lane.src path.pitch.line').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'FLAC' }).and(page.locator(':enabled')).waitFor();
  await page.mouse.move(0, 0);
  mkdirSync(path.dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
  await served.stop();
}
