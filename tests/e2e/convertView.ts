import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';

/** Recordings of people. */
export const fixtures = path.resolve(import.meta.dirname, '../fixtures/audio');

/** A recording of a real person, copied under a name of the test's own. About 7 s. */
export async function speechFile(folder: string, name = 'spoken.wav'): Promise<string> {
  const file = path.join(folder, name);
  await copyFile(path.join(fixtures, 'austen-0870.wav'), file);
  return file;
}

/** The same speech some times over (16-bit mono WAV), so that a render lasts long enough to look at. */
export async function longSpeechFile(folder: string, times: number, name = 'long.wav'): Promise<string> {
  const bytes = await readFile(path.join(fixtures, 'austen-0870.wav'));
  const dataAt = bytes.indexOf('data') + 8;
  const header = Buffer.from(bytes.subarray(0, dataAt));
  const sound = bytes.subarray(dataAt, dataAt + bytes.readUInt32LE(dataAt - 4));
  header.writeUInt32LE(sound.length * times, dataAt - 4);
  header.writeUInt32LE(dataAt - 8 + sound.length * times, 4);
  const file = path.join(folder, name);
  await writeFile(file, Buffer.concat([header, ...Array.from({ length: times }, () => sound)]));
  return file;
}

/** Chooses a file as a person does, through the button and the browser's chooser. */
export async function chooseFile(page: Page, button: string | RegExp, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button }).click(),
  ]);
  await chooser.setFiles(file);
}

/** Drops files on the window as the file explorer does: real paths, real drag events. */
export async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
  }
  await session.detach();
}

/** Waits until the recording is drawn. */
export async function waitUntilReady(page: Page): Promise<void> {
  await page.locator('.lane.src path.pitch.line').waitFor();
}

/** Waits until the spoken sound has come as far as the browser wants it, so that nothing of it is on its way. */
export async function waitUntilHearable(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const audio = document.querySelector<HTMLAudioElement>('audio[data-lane=spoken]');
    return (
      audio?.readyState === HTMLMediaElement.HAVE_ENOUGH_DATA && audio.networkState === HTMLMediaElement.NETWORK_IDLE
    );
  });
}

/** A tenth as fast, so that no sound is at its end before a busy machine has looked at it. */
export async function playSlowly(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const audio of document.querySelectorAll('audio')) audio.playbackRate = audio.defaultPlaybackRate = 0.1;
  });
}

/** Waits until the whole take can be heard. */
export async function waitUntilSung(page: Page, durationSec: number): Promise<void> {
  await page.waitForFunction((wantedSec) => {
    const sung = document.querySelector<HTMLAudioElement>('audio[data-lane=sung]');
    return sung?.src.endsWith('?completed') === true && Math.abs(sung.duration - wantedSec) < 0.1;
  }, durationSec);
}

/** How many strokes are drawn as paths of a kind: each begins with a move. */
export async function strokeCount(page: Page, selector: string): Promise<number> {
  const paths = await page.locator(selector).evaluateAll((all) => all.map((path) => path.getAttribute('d') ?? ''));
  return paths.join('').split('M').length - 1;
}

/** Waits until the take has sounded for a moment. */
export async function waitUntilPlayed(page: Page, sec: number, timeout: number): Promise<void> {
  await page.waitForFunction(
    (enoughSec) => (document.querySelector<HTMLAudioElement>('audio[data-lane=sung]')?.currentTime ?? 0) > enoughSec,
    sec,
    { timeout },
  );
}

/** The audio of a lane as it is now. */
export async function soundOf(page: Page, lane: 'spoken' | 'sung' | 'backing') {
  return page.locator(`audio[data-lane=${lane}]`).evaluate((audio) => {
    const { currentTime, paused, duration, error, src } = audio as HTMLAudioElement;
    return { currentTime, isPaused: paused, duration, error: error?.message ?? null, src };
  });
}
