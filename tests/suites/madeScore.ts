import type { Score } from '../../src/contract/melody/score.ts';

/** Notes of a beat each with these syllables under them, 120 a minute. */
export function scoreOfNotes(lyrics: readonly (string | null)[]): Score {
  return {
    version: 1,
    tempos: [{ beat: 0, bpm: 120 }],
    notes: lyrics.map((lyric, index) => ({
      startBeat: index,
      lengthBeats: 1,
      midi: 60 + (index % 5),
      lyric,
      isMelisma: false,
    })),
  };
}
