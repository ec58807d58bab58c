import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chooseFile,
  dropFiles,
  playSlowly,
  soundOf,
  speechFile,
  strokeCount,
  waitUntilReady,
  waitUntilSung,
} from './convertView.ts';
import { eventually } from './eventually.ts';
import { openWindow, startBrowser, type TestWindow } from './openWindow.ts';
import { serve, type Served } from './serve.ts';
import { dropOnLane, humFile, musicFile, scoreFile } from './songFiles.ts';

let served: Served;
let browser: Browser;
let opened: TestWindow;
let page: Page;

beforeAll(async () => {
  served = await serve();
  browser = await startBrowser();
  opened = await openWindow(browser, served.url);
  page = opened.page;
});

afterAll(async () => {
  await browser.close();
  await served.stop();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const cell = (name: 'Melody' | 'Words' | 'Backing') => page.locator('.song').getByRole('group', { name, exact: true });
const words =
  'When the moon is low and wide I will sing it to the night every word a little light carried by the wind tomorrow';
const noteCount = (): Promise<number> => strokeCount(page, '.lane.out path.note');
const syllables = (): Promise<string[]> => page.locator('.note-texts span').allTextContents();
const savedText = async (): Promise<string> => (await page.locator('.deck-f .said').textContent()) ?? '';

async function typeNotes(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Notes' }).fill(text);
  await button('Use these notes').click();
}

/** Exports the take under a name of its own, and reads what was written. */
async function exported(): Promise<Buffer> {
  const before = await savedText();
  await button(/^Export take \d as WAV$/).click();
  const newName = async (): Promise<string> => ((await savedText()) === before ? '' : savedText());
  await eventually(newName).toMatch(/^Saved as .+\.wav$/);
  return readFile((await savedText()).replace('Saved as ', ''));
}

describe('words on a melody', () => {
  it('a dropped MIDI file is the melody: its notes are drawn with their syllables before anything is sung', async () => {
    await chooseFile(page, /^Choose file/, await speechFile(served.filesFolder, 'spoken.wav'));
    await waitUntilReady(page);
    await dropFiles(page, [await scoreFile(served.filesFolder, 'mid', 'tune.mid')]);
    await cell('Melody').getByText('tune.mid').waitFor();
    expect(await page.getByRole('radio', { name: 'Melody' }).isChecked()).toBe(true);
    await eventually(noteCount).toBe(29);
    await cell('Melody').getByText('29 notes').waitFor();
    await eventually(syllables).toEqual(expect.arrayContaining(['When', 'sun', 'low', 'night']));
    await page.locator('.song').getByText('The melody was moved down 1 octave to suit the voice.').waitFor();
    await eventually(() => page.getByRole('textbox', { name: 'Tempo' }).inputValue()).toBe('100');
  });

  it('it is sung in a time of its own, while the recording keeps its own', async () => {
    await page.keyboard.press('Control+Enter');
    await page.getByText('Take 1 is saved. Any change makes take 2.').waitFor();
    await page.getByRole('slider', { name: /^Sung result by Your own voice, .+, 19\.\d seconds$/ }).waitFor();
    await page.getByRole('slider', { name: /^Spoken waveform, 7\.1 seconds/ }).waitFor();
    const widthOf = async (one: string): Promise<number> => (await page.locator(one).boundingBox())?.width ?? 0;
    await eventually(
      async () => (await widthOf('.lane.src .own-time')) / (await widthOf('.lane.src .lane-b')),
    ).toBeCloseTo(7.1 / 19.44, 2);
    expect(await page.locator('.strip').count()).toBe(0);
  });

  it('A and B keep the place in the words', async () => {
    await waitUntilSung(page, 19.44);
    await playSlowly(page);
    await page.keyboard.press('b');
    const lane = page.locator('.lane.out .lane-b');
    const box = await lane.boundingBox();
    await lane.click({ position: { x: (box?.width ?? 0) / 2, y: 4 } });
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeCloseTo(9.72, 1);
    await page.keyboard.press('a');
    const spoken = async (): Promise<number> => (await soundOf(page, 'spoken')).currentTime;
    // Half way through the melody the words are past their first phrase, and far from their end.
    await eventually(spoken).toBeGreaterThan(2.5);
    expect(await spoken()).toBeLessThan(4.5);
    const middle = (box?.x ?? 0) + (box?.width ?? 0) / 2;
    await eventually(async () => Math.abs(((await page.locator('.echo').boundingBox())?.x ?? 0) - middle)).toBeLessThan(
      4,
    );
    await page.keyboard.press('b');
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeCloseTo(9.72, 1);
  });

  it('a backing gives its tempo, plays in step under the sung take, and is silent under the spoken one', async () => {
    await dropOnLane(page, await musicFile(served.filesFolder, 90, 'music.wav'));
    await page.getByRole('group', { name: 'What is music.wav?' }).waitFor();
    await button('Music to play under it').click();
    await cell('Backing')
      .getByText(/^90(\.\d)? bpm, C major$/)
      .waitFor();
    await eventually(() => page.getByRole('textbox', { name: 'Tempo' }).inputValue()).toBe('90');
    const first = (await soundOf(page, 'sung')).src;
    await page.keyboard.press('Control+Enter');
    await page.getByText('Take 2 is saved. Any change makes take 3.').waitFor();
    await eventually(async () => {
      const { src, duration } = await soundOf(page, 'sung');
      return src !== first && src.endsWith('?completed') && duration > 19.6;
    }).toBe(true);
    await page.locator('.lane.out .lane-b').focus();
    await page.keyboard.press('b');
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await eventually(async () => (await soundOf(page, 'sung')).currentTime).toBeGreaterThan(0.1);
    // Read at one moment, as both go on.
    const apart = (): Promise<number> =>
      page.evaluate(() => {
        const [sung = 0, music = 9] = ['sung', 'backing'].map(
          (lane) => document.querySelector<HTMLAudioElement>(`audio[data-lane=${lane}]`)?.currentTime,
        );
        return Math.abs(music - sung);
      });
    await eventually(apart).toBeLessThan(0.07);
    await eventually(async () => (await soundOf(page, 'backing')).isPaused).toBe(false);
    await page.keyboard.press('a');
    await eventually(async () => (await soundOf(page, 'backing')).isPaused).toBe(true);
    await page.keyboard.press('Space');
  });

  it('an export carries the backing where that is wished, and is as long as without', async () => {
    const alone = await exported();
    await page.getByText('Backing in exports').click();
    await eventually(() => page.getByRole('switch', { name: 'Backing in exports' }).isChecked()).toBe(true);
    const mixed = await exported();
    const dataOf = (bytes: Buffer): Buffer => bytes.subarray(bytes.indexOf('data') + 8);
    expect(dataOf(mixed).length).toBe(dataOf(alone).length);
    expect(dataOf(mixed).equals(dataOf(alone))).toBe(false);
  });

  it('a hum takes its place, and Ctrl Z brings the score back', async () => {
    await dropOnLane(page, await humFile(served.filesFolder, [55, 59, 62, 60, 57, 59, 55], 'hum.wav'));
    await page.getByRole('group', { name: 'What is hum.wav?' }).waitFor();
    await button('A melody to follow').click();
    await cell('Melody').getByText('hum.wav').waitFor();
    await page
      .locator('.song')
      .getByText(/the melody is sung \d+ times/)
      .or(page.locator('.lane-msg.failed'))
      .first()
      .waitFor();
    expect(await page.locator('.lane-msg.failed').count()).toBe(0);
    await eventually(noteCount).toBeGreaterThan(6);
    await page.keyboard.press('Escape');
    await page.locator('.deck').click({ position: { x: 4, y: 4 } });
    await page.keyboard.press('Control+z');
    await cell('Melody').getByText('tune.mid').waitFor();
    // What the take sings already is not drawn as still to be sung.
    await eventually(noteCount).toBe(0);
  });

  it('is removed with a button, without which nothing can be sung, and comes back', async () => {
    await button('Remove the melody').click();
    await page.getByText('Give it a melody first').waitFor();
    expect(await button(/^Convert/).isDisabled()).toBe(true);
    await page.keyboard.press('Control+z');
    await cell('Melody').getByText('tune.mid').waitFor();
    // What the take sings already is not drawn as still to be sung.
    await eventually(noteCount).toBe(0);
  });

  it('notes can be typed; a word that is none is named in the field, which keeps what was typed', async () => {
    await button('Change the melody').click();
    await button('Type notes').click();
    await typeNotes('C4:1 E4:1 H9 G4:2');
    await page.getByText(/“H9” could not be read as a note/).waitFor();
    await typeNotes('C4:1 E4:1 R:1 G4:2');
    await cell('Melody').getByText('Typed notes').waitFor();
    await cell('Melody').getByText('3 notes').waitFor();
    await button('Change the melody').click();
    await button('Type notes').click();
    expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe('C4:1 E4:1 R:1 G4:2');
  });

  it('more notes than the words can bear are refused in the lane, with their numbers and a way on', async () => {
    await typeNotes('C4:1/4 D4:1/4 '.repeat(1500));
    const message = page.locator('.lane-msg.failed');
    await message.getByText('Nothing can be sung like this').waitFor();
    expect(await message.textContent()).toMatch(/3[,.]?000/);
    expect(await button(/^Convert/).isDisabled()).toBe(true);
    await page.getByText('This melody cannot be sung').waitFor();
    await message.getByRole('button', { name: 'Remove the melody' }).click();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await cell('Melody').getByText('tune.mid').waitFor();
  });

  it('a damaged file is refused in one sentence and leaves the melody as it was', async () => {
    const whole = await readFile(await scoreFile(served.filesFolder, 'mid', 'whole.mid'));
    const damaged = path.join(served.filesFolder, 'damaged.mid');
    await writeFile(damaged, whole.subarray(0, 40));
    await dropOnLane(page, damaged);
    await page.getByText('damaged.mid was not used').waitFor();
    await page.locator('.lane-msg.failed').getByRole('button', { name: 'Dismiss' }).click();
    await cell('Melody').getByText('tune.mid').waitFor();
    await eventually(() => page.locator('.lane-msg').count()).toBe(0);
  });

  it('typed words are sung and stay with melody and backing when the window is opened again', async () => {
    const kept = page.waitForResponse(
      (answer) => answer.url().endsWith('/call/settings.set') && answer.request().postData()?.includes('moon') === true,
    );
    await button('Type the words').click();
    await page.getByRole('textbox', { name: 'Words' }).fill(words);
    await page.keyboard.press('Escape');
    await cell('Words').getByText(words).waitFor();
    await eventually(syllables).toContain('moon');
    // A moment after the last change.
    await kept;
    await page.reload();
    await cell('Melody').getByText('tune.mid').waitFor();
    await cell('Words').getByText(words).waitFor();
    await cell('Backing').getByText('music.wav').waitFor();
    expect(await page.getByRole('switch', { name: 'Backing in exports' }).isChecked()).toBe(true);
  });

  it('a take comes back with its song', async () => {
    await button('Clear').click();
    await button(/^Take 2$/).click();
    await page.getByRole('menuitemradio', { name: 'Take 1' }).click();
    await cell('Backing').getByText('None').waitFor();
    await cell('Melody').getByText('tune.mid').waitFor();
    await page.getByText('Take 1 is saved. Any change makes take 3.').waitFor();
  });

  it('breaks no rule of the page and logs no error in all of this', () => {
    expect(opened.complaints).toEqual([]);
  });
});

describe('a voice is heard on the recording', () => {
  const isSounding = (): Promise<boolean> =>
    page.locator('audio[data-lane=sample]').evaluate((audio) => !(audio as HTMLAudioElement).paused);

  it('from the button on its row, and stops with it', async () => {
    await playSlowly(page);
    await page.getByRole('option', { name: 'Deep' }).hover();
    await button('Hear Deep on your recording').click();
    await eventually(isSounding).toBe(true);
    await button('Stop hearing Deep').click();
    await eventually(isSounding).toBe(false);
    await page.locator('.chosen').getByText('Your own voice').waitFor();
  });

  it('with Space on the row, which chooses nothing, until Esc or until the take plays', async () => {
    await page.getByRole('option', { name: 'Your own voice' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await eventually(isSounding).toBe(true);
    await page.keyboard.press('Escape');
    await eventually(isSounding).toBe(false);
    await page.keyboard.press('Space');
    await eventually(isSounding).toBe(true);
    await button('Play').click();
    await eventually(isSounding).toBe(false);
    await button('Pause').click();
    await page.locator('.chosen').getByText('Your own voice').waitFor();
  });
});
