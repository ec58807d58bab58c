import { findSyllables, usualNuclei, type NucleusRules } from '../../analysis/syllables.ts';
import type { Analysis, Syllable } from '../../analysis/types.ts';
import { everySyllable } from './spans.ts';
import type { SpeechTracks } from './types.ts';

type Heard = { readonly analysis: Analysis; readonly tracks: SpeechTracks };

/** When more syllables are known to be there, weaker and nearer peaks count. */
const eagerNuclei = { distanceFrames: 8, belowLoudDb: 35 } as const;
/** What stands out less is no peak; what stands out more is a syllable whatever was typed. */
const prominencesDb = { least: 0.02, most: 8 } as const;

/**
 * The syllables of a recording when their number is known: the most prominent nuclei, as many as are wanted or, where
 * that cannot be, the nearest number.
 */
export function syllablesNear(heard: Heard, usual: readonly Syllable[], wanted: number): readonly Syllable[] {
  if (usual.length === wanted) return usual;
  const rules = usual.length < wanted ? eagerNuclei : usualNuclei;
  let nearest = usual;
  let [low, high] = [Math.log(prominencesDb.least), Math.log(prominencesDb.most)];
  for (let step = 0; step < 24 && nearest.length !== wanted; step++) {
    const middle = (low + high) / 2;
    const found = syllablesBy(heard, { ...rules, prominenceDb: Math.exp(middle) });
    if (Math.abs(found.length - wanted) < Math.abs(nearest.length - wanted)) nearest = found;
    if (found.length > wanted) low = middle;
    else high = middle;
  }
  // Peaks that were counted for nothing are not taken away in vain.
  return nearest.length > wanted ? usual : nearest;
}

function syllablesBy({ analysis, tracks }: Heard, rules: NucleusRules): Syllable[] {
  const features = { levelDb: analysis.levelDb, ...tracks };
  return everySyllable(analysis, findSyllables(analysis.f0Hz, features, rules));
}
