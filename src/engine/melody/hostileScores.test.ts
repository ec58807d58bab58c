import { describe, expect, it } from 'vitest';
import { bar, musicXml, xmlNote } from '../../../tests/suites/musicXmlFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { melodyContentSchema } from '../../contract/melodies.ts';
import { readNotesText } from './readNotesText.ts';
import { readScoreFile } from './readScoreFile.ts';

/** What one of these files took before it was bounded was minutes; on a loaded machine they take a second or two. */
const patienceMs = 15_000;

const outcome = (work: () => unknown): unknown => {
  try {
    return melodyContentSchema.parse(work());
  } catch (error) {
    return error;
  }
};
const typed = (text: string): unknown => outcome(() => readNotesText(text));
const score = (measures: readonly string[]): unknown => {
  const xml = musicXml([{ id: 'P1', name: 'Voice', measures }]);
  return outcome(() => readScoreFile(new TextEncoder().encode(xml), { name: 'a', track: null }, byteTools));
};
const damaged = (reason: string) => ({ code: 'MELODY_DAMAGED', details: { reason } });
const note = (voice = '1'): string => xmlNote({ beats: 1, midi: 60, voice });

describe('files made to keep a reader busy', () => {
  it('marks by the hundred thousand after a typed note are read once', { timeout: patienceMs }, () => {
    expect(typed(`c4${','.repeat(1_000_000)}x`)).toMatchObject({ code: 'NOTES_UNREADABLE' });
  });

  it('more typed tempos than any song has are refused', () => {
    expect(typed(`${'tempo=399 r:0.001 tempo=398 r '.repeat(15_000)} c`)).toMatchObject(damaged('too-large'));
  });

  it('endings without an end take no longer than other measures', { timeout: patienceMs }, () => {
    const plain = bar([note()]);
    const endings = [
      bar([note()], '', '<barline><ending number="1" type="start"/></barline>'),
      ...new Array<string>(40_000).fill(plain),
      bar([note()], '<sound dacapo="yes"/>'),
    ];
    expect(score(endings)).toMatchObject({ code: 'MELODY_TOO_LONG' });
  });

  it('an ending with hundreds of thousands of numbers is one with two', () => {
    const numbers = '1,2,'.repeat(200_000);
    const ending = `<barline><ending number="${numbers}" type="start"/><repeat direction="backward"/></barline>`;
    expect(score([bar([note()], '', ending)])).toMatchObject({ score: { notes: [{ midi: 60 }, { midi: 60 }] } });
  });

  it('more voices than any orchestra has are refused', { timeout: patienceMs }, () => {
    const voices = Array.from({ length: 20_000 }, (_, voice) => note(String(voice)));
    expect(score([bar(voices)])).toMatchObject(damaged('too-large'));
  });

  it('octaves beyond all numbers are refused', () => {
    const far = note().replace(/<octave>\d+<\/octave>/, '<octave>100000000000000000</octave>');
    expect(far).toContain('00000');
    expect(score([bar([far])])).toMatchObject(damaged('bad-number'));
  });
});
