import { shownLyric } from '../lyrics/shownLyric.ts';
import { damagedMelody } from '../refusals.ts';
import { childOf, childrenOf, hasChild, numberIn, textIn, type XmlElement } from './elements.ts';
import type { Verse } from './types.ts';

/** Of a note, more than any song has. */
const MOST_VERSES = 64;

const stepSemitones: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/**
 * MIDI number of a written pitch, quarter tones included; null for rests and for drums.
 * @throws AppError MELODY_DAMAGED
 */
export function writtenPitch(file: string, note: XmlElement): number | null {
  const pitch = childOf(note, 'pitch');
  if (pitch === undefined) return null;
  const step = textIn(pitch, 'step');
  if (!Object.hasOwn(stepSemitones, step)) throw damagedMelody(file, 'bad-number', `step ${step}`);
  const octave = numberIn(file, pitch, 'octave', 4);
  return 12 * (octave + 1) + stepSemitones[step] + numberIn(file, pitch, 'alter', 0);
}

/** Notes that no beat is counted for, and those that only show what others play. */
export function isOrnament(note: XmlElement): boolean {
  return hasChild(note, 'grace') || hasChild(note, 'cue');
}

export function isTiedToBefore(note: XmlElement): boolean {
  return childrenOf(note, 'tie').some(({ attributes }) => attributes['type'] === 'stop');
}

/** What is written under a note, verse by verse. */
export function readVerses(note: XmlElement): Verse[] {
  const written = childrenOf(note, 'lyric').slice(0, MOST_VERSES);
  return written.flatMap((element, index) => {
    // An elision joins two syllables on one note; each has a text of its own.
    const text = childrenOf(element, 'text').map((part) => part.text.trim());
    const lyric = shownLyric(text.join(' '));
    if (lyric === null) return [];
    const syllabic = childrenOf(element, 'syllabic').at(-1)?.text.trim();
    const goesOn = (syllabic === 'begin' || syllabic === 'middle') && !lyric.endsWith('-');
    return [{ number: element.attributes['number'] ?? String(index + 1), lyric: goesOn ? `${lyric}-` : lyric }];
  });
}
