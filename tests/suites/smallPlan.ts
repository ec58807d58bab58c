import type { Plan } from '../../src/contract/melody/plan.ts';

/** A plan of one syllable on one note, for the recording with this hash. */
export function smallPlan(recordingSha256: string): Plan {
  return {
    app: 'cantado',
    kind: 'plan',
    version: 1,
    recordingSha256,
    lengthSec: 1,
    tempoBpm: 120,
    key: 'C major',
    transposeSt: 0,
    syllables: [{ startSec: 0, vowelStartSec: 0.1, vowelEndSec: 0.3, endSec: 0.4, text: 'lá' }],
    notes: [
      {
        startSec: 0.1,
        endSec: 0.9,
        midi: 60,
        firstSyllable: 0,
        syllableCount: 1,
        isMelisma: false,
        glideMs: 60,
        vibrato: null,
        detuneCents: 0,
      },
    ],
    passes: [
      [
        [0, 0],
        [1, 0.4],
      ],
    ],
    curve: null,
    dynamicsDb: null,
  };
}
