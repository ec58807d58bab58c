import type { Browser, WebSocketRoute } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { ask } from './ask.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { longQueue } from './longQueue.ts';
import { openWindow, startBrowser } from './openWindow.ts';
import { serve } from './serve.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});

it('two thousand waiting jobs: few rows are in the page, keys reach the first and the last, and no lost connection hides a change', async () => {
  const long = await serve(longQueue);
  onTestFinished(() => long.stop());
  const { page: other, complaints, close } = await openWindow(browser, long.url, { reducedMotion: 'reduce' });
  await other.getByRole('button', { name: /^Queue/ }).click();
  await other.getByText('This library was restored. Its 2,000 waiting jobs go on when you resume.').waitFor();
  await other.getByRole('button', { name: 'Resume' }).waitFor();
  const rows = other.locator('.job.waits');
  /** The row with the focus: where it stands, and of how many it knows. */
  const focused = (name: string, place: number, count: number) =>
    other.locator(`li:has(:focus)[aria-posinset="${String(place)}"][aria-setsize="${String(count)}"]`, {
      hasText: name,
    });
  await other.getByRole('button', { name: 'chapter-0001.wav' }).focus();
  await focused('chapter-0001.wav', 1, -1).waitFor();
  await other.keyboard.press('End');
  await focused('chapter-2000.wav', 2000, 2000).waitFor();
  expect(await rows.count()).toBeLessThan(50);
  expect(await faultsOf(other), 'the end of a long queue').toEqual([]);
  await other.keyboard.press('Enter');
  await other.getByRole('button', { name: 'Move to the front' }).click();
  await other.getByText('chapter-2000.wav is now number 1 of those that wait.').waitFor();
  await focused('chapter-2000.wav', 1, 2000).waitFor();
  await other.keyboard.press('Home');
  await focused('chapter-2000.wav', 1, 2000).waitFor();
  await other.keyboard.press('ArrowDown');
  await focused('chapter-0001.wav', 2, 2000).waitFor();
  expect(await rows.count()).toBeLessThan(50);
  expect(complaints).toEqual([]);

  // The connection goes, so many jobs are cancelled meanwhile, and it comes back.
  let isDown = false;
  const sockets: WebSocketRoute[] = [];
  await other.routeWebSocket(/\/events/, (socket) => {
    sockets.push(socket);
    if (isDown) void socket.close();
    else socket.connectToServer();
  });
  await other.reload();
  await other.getByRole('button', { name: /^Queue/ }).click();
  await rows.nth(10).waitFor();
  isDown = true;
  for (const socket of sockets) await socket.close();
  const first = await ask(long, 'jobs.list', { status: 'queued', order: 'queue', limit: 120 });
  await Promise.all(first.map(({ id }) => ask(long, 'jobs.cancel', { jobId: id })));
  isDown = false;
  await other.getByRole('tab', { name: 'Now 1,880' }).waitFor();
  await eventually(() => rows.first().locator('.nm').textContent()).toBe('chapter-0120.wav');
  await close();
});
