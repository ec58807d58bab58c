import { shownLyric } from '../lyrics/shownLyric.ts';
import type { TextEvent, TrackEvents } from './trackEvents.ts';

/** Of a voice's notes: words that fall on fewer are not its lyrics but, such as names of verses, notes to the player. */
const LEAST_SUNG_RATIO = 1 / 4;

/** A syllable of a MIDI file and when it is sung. */
export type SyllableEvent = { readonly tick: number; readonly lyric: string };

/** Karaoke files say what they are in texts that begin so. */
const KARAOKE_HEADER = '@';
/** A new paragraph or line, in karaoke files and in lyrics. */
const LINE_START = /^[\\/\r\n]/;
const LINE_END = /[\r\n]$/;
/** The syllable before is held. */
const HELD = /^[-–_+~*]*$/;

export type Syllables = {
  /** In order of time. */
  readonly syllables: readonly SyllableEvent[];
  /** Of a voice's notes that must have one. */
  readonly leastSungRatio: number;
};

/**
 * The syllables of a track: its lyric events, or its texts where those are more, as in karaoke files. Where words end is told
 * by hyphens, or else, in files that have any, by spaces and new lines.
 */
export function syllableEvents(track: TrackEvents): Syllables {
  const texts = track.texts.filter(({ tick, text }) => tick > 0 && !text.startsWith(KARAOKE_HEADER));
  const isFromTexts = texts.length > track.lyrics.length;
  const events = isFromTexts ? texts : track.lyrics;
  const sung = events.filter(({ text }) => !HELD.test(text.trim()));
  const isSpaced = sung.some(({ text }) => /\S\s|\s\S/.test(text));
  const syllables = sung.flatMap((event, index) => {
    const lyric = lyricOf(event, isSpaced ? sung[index + 1] : undefined);
    return lyric === null ? [] : [{ tick: event.tick, lyric }];
  });
  return { syllables, leastSungRatio: isFromTexts ? LEAST_SUNG_RATIO : 0 };
}

/** @param next decides whether the word goes on; left out where spaces say nothing */
function lyricOf({ text }: TextEvent, next: TextEvent | undefined): string | null {
  const lyric = shownLyric(text.replace(LINE_START, ''));
  if (lyric === null || lyric.endsWith('-') || next === undefined) return lyric;
  const hasEnded = /\s$/.test(text) || LINE_END.test(text);
  const hasNextBegun = /^\s/.test(next.text) || LINE_START.test(next.text);
  return hasEnded || hasNextBegun ? lyric : `${lyric}-`;
}
