import { readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { writeShortTalks } from '../suites/shortTalks.ts';
import { fixtures } from './convertView.ts';
import { eventually } from './eventually.ts';
import { faultsOf } from './faultsOf.ts';
import { sizes } from './openWindow.ts';
import type { Served } from './serve.ts';

/** Puts the window where it is noon now, far from the midnight at which what was finished today is of yesterday. */
export async function moveToNoon(here: Page): Promise<void> {
  const hours = new Date().getUTCHours() - 12;
  const timezoneId = `Etc/GMT${hours < 0 ? '' : '+'}${String(hours)}`;
  const session = await here.context().newCDPSession(here);
  await session.send('Emulation.setTimezoneOverride', { timezoneId });
}

/** Where the program keeps the largest file that was sent to it. */
export async function largestUpload({ dataFolder }: Pick<Served, 'dataFolder'>): Promise<string> {
  const folder = path.join(dataFolder, 'recordings');
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => ({ name, bytes: (await stat(path.join(folder, name))).size })),
  );
  return path.join(folder, files.sort((a, b) => b.bytes - a.bytes)[0]?.name ?? '');
}

/** Two talks of a second each, under these names. */
export async function shortTalks(
  { filesFolder }: Pick<Served, 'filesFolder'>,
  ...wanted: readonly [string, string]
): Promise<string[]> {
  writeShortTalks(filesFolder, path.join(fixtures, 'austen-0870.wav'), wanted.length);
  return Promise.all(
    wanted.map(async (name, index) => {
      const file = path.join(filesFolder, name);
      await rename(path.join(filesFolder, `${String(index + 1)}.wav`), file);
      return file;
    }),
  );
}

/** At both sizes, the large one last. */
export async function expectNoFaults(here: Page, state: string): Promise<void> {
  for (const size of sizes.toReversed()) {
    await here.setViewportSize(size);
    expect(await faultsOf(here), `${state}, ${String(size.width)} wide`).toEqual([]);
    const cut = await here.evaluate(() =>
      [...document.querySelectorAll('.drawer, .drawer-h, .sieve, .acts, .job')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.className),
    );
    expect(cut, `${state}, ${String(size.width)} wide`).toEqual([]);
  }
}

/** Drags a row with the mouse onto another, so far down in it; on the way it is shown where it would go. */
export async function dragTo(drawer: Locator, name: string, onto: string, heightRatio: number): Promise<void> {
  const page = drawer.page();
  const rowOf = (row: string): Locator => drawer.locator('.job', { has: page.locator('.nm', { hasText: row }) });
  const from = await rowOf(name).boundingBox();
  const to = await rowOf(onto).boundingBox();
  if (!from || !to) throw new Error('two rows');
  await page.mouse.move(from.x + from.width / 2, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height * heightRatio, { steps: 8 });
  const side = heightRatio < 0.5 ? 'before' : 'behind';
  await eventually(async () => {
    // A hand is never still: Chromium tells a row that it is dragged over when the mouse moves in it.
    await page.mouse.move(to.x + to.width / 2, to.y + to.height * heightRatio);
    return rowOf(onto).getAttribute('data-drop');
  }).toBe(side);
  await page.mouse.up();
  await drawer.locator('[data-drop]').waitFor({ state: 'detached' });
}
