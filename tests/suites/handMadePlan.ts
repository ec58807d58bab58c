import type { Plan, PlanNote, PlanSyllable } from '../../src/contract/melody/plan.ts';
import { midiToHz } from '../../src/contract/music.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';

export type HandMadeNote = { readonly startSec: number; readonly endSec: number; readonly midi: number };

/** How a syllable of the made-up speech is timed: 60 ms of consonant, 140 ms of vowel, then a pause of 100 ms. */
const [consonantSec, vowelSec, pauseSec] = [0.06, 0.14, 0.1];
const syllableSec = consonantSec + vowelSec + pauseSec;

function syllablesOf(count: number): PlanSyllable[] {
  return Array.from({ length: count }, (_, index) => {
    const startSec = 0.1 + index * syllableSec;
    const vowelStartSec = startSec + consonantSec;
    const vowelEndSec = vowelStartSec + vowelSec;
    return { startSec, vowelStartSec, vowelEndSec, endSec: vowelEndSec, text: null };
  });
}

/** Speech of so many equal syllables: consonants without pitch, vowels that fall, silence between. */
export function evenSpeech(count: number, speakerMidi = 50): Analysis {
  const syllables = syllablesOf(count);
  const durationSec = 0.2 + count * syllableSec;
  const frameCount = Math.floor(durationSec * 200 + 1e-6) + 1;
  const f0Hz = new Float64Array(frameCount);
  const levelDb = new Float32Array(frameCount).fill(-70);
  const frameAt = (sec: number): number => Math.round(sec * 200);
  const spans = syllables.map(({ startSec, vowelStartSec, vowelEndSec, endSec }, index) => {
    const [start, vowelStart, vowelEnd, end] = [startSec, vowelStartSec, vowelEndSec, endSec].map(frameAt);
    levelDb.fill(-40, start, vowelStart);
    for (let frame = vowelStart; frame < vowelEnd; frame++) {
      f0Hz[frame] = midiToHz(speakerMidi + 1 - (2 * (frame - vowelStart)) / (vowelEnd - vowelStart));
      levelDb[frame] = -20 - (index % 3) * 4;
    }
    return { start, vowelStart, nucleus: vowelStart + 4, vowelEnd, end };
  });
  return {
    sampleRate: 16_000,
    sampleCount: Math.round(durationSec * 16_000),
    frameCount,
    f0Hz,
    confidence: new Float32Array(frameCount).fill(0.95),
    levelDb,
    syllables: spans,
    phrases: [{ start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 }],
    key: null,
    medianMidi: speakerMidi,
    lowMidi: speakerMidi - 1,
    highMidi: speakerMidi + 1,
  };
}

/**
 * Notes on the syllables of such speech, one each and from the first again when there are more, with a new pass each time: the
 * vowel starts on its note and ends with it, its consonant lies before it, what is between stands still in a pause.
 */
export function handMadePlan(notes: readonly HandMadeNote[], syllableCount: number): Plan {
  const syllables = syllablesOf(syllableCount);
  const lengthSec = (notes.at(-1)?.endSec ?? 0) + 0.3;
  const passes: Plan['passes'] = [];
  notes.forEach((note, index) => {
    const { startSec, vowelStartSec, vowelEndSec } = syllables[index % syllableCount] as PlanSyllable;
    const onset = Math.max((notes[index - 1]?.endSec ?? 0) + 0.001, note.startSec - consonantSec);
    const words: Plan['passes'][number] = [
      [onset, startSec],
      [Math.max(onset + 0.001, note.startSec), vowelStartSec],
      [note.endSec, vowelEndSec],
    ];
    if (index % syllableCount === 0)
      passes.push([[index === 0 ? 0 : (notes[index - 1]?.endSec ?? 0), startSec], ...words]);
    else passes.at(-1)?.push(...words);
  });
  passes.at(-1)?.push([lengthSec, 0.2 + syllableCount * syllableSec]);
  return {
    app: 'cantado',
    kind: 'plan',
    version: 1,
    recordingSha256: '0'.repeat(64),
    lengthSec,
    tempoBpm: 100,
    key: 'C major',
    transposeSt: 0,
    syllables,
    notes: notes.map((note, index): PlanNote => ({
      ...note,
      firstSyllable: index % syllableCount,
      syllableCount: 1,
      isMelisma: false,
      glideMs: 0,
      vibrato: null,
      detuneCents: 0,
    })),
    passes,
    curve: null,
    dynamicsDb: null,
  };
}

/** Notes of equal length in a row, half a second from the start. */
export function evenNotes(midis: readonly number[], lengthSec = 0.6): HandMadeNote[] {
  return midis.map((midi, index) => ({
    startSec: 0.5 + index * lengthSec,
    endSec: 0.5 + (index + 0.9) * lengthSec,
    midi,
  }));
}
