import { AppError } from '../../contract/errors.ts';
import type { Plan } from '../../contract/melody/plan.ts';
import { formatKey } from '../../contract/music.ts';
import type { Notice } from '../../contract/notices.ts';
import { melodyKey } from '../perform/melody/melodyKey.ts';
import { planSyllable } from '../perform/melody/spans.ts';
import { wordsToSing } from '../perform/melody/wordsToSing.ts';
import type { Guide, LaidWords, LayingInput } from '../perform/melody/types.ts';
import { alignWords } from './alignWords.ts';
import { guideNotes } from './guideNotes.ts';
import { guideScore } from './guideScore.ts';
import { followGuideTime, guideFrameOf } from './guideTime.ts';
import { notesOfWords } from './notesOfWords.ts';

/** Under this the guide seems to say something else, and people are told. Measured: the same words 42–100, others 6–28. */
const leastLikeness = 35;

/**
 * Lays the words of a recording on a guide that sings the same words: time is the guide's own, syllable by syllable, and its
 * notes are sung where its own syllables lie. Time 0 of the take is time 0 of the guide.
 *
 * @param keySetting the key that is chosen, or `auto`
 * @throws AppError NO_SYLLABLES, GUIDE_WITHOUT_NOTES, MELODY_TOO_LONG
 */
export function layOnGuide(input: LayingInput, guide: Guide, keySetting: string): LaidWords {
  const score = guideScore(guide);
  // Notes of a guide say nothing of how often words are sung: alignment does.
  const words = wordsToSing(input, score);
  if (words.syllables.length === 0) throw new AppError('NO_SYLLABLES', { file: input.recordingName });
  const { place, likeness } = alignWords(guide, input);
  const vowelStarts = words.syllables.map(({ vowelStart }) => vowelStart);
  const passes = followGuideTime(place, vowelStarts, { guide: guide.analysis, recording: input.analysis });
  const notes = notesOfWords(
    guideNotes(guide),
    vowelStarts.map((vowelStart) => guideFrameOf(place, vowelStart)),
  );
  const plan: Plan = {
    app: 'cantado',
    kind: 'plan',
    version: 1,
    recordingSha256: input.recordingSha256,
    lengthSec: passes[passes.length - 1].at(-1)?.[0] ?? 0,
    tempoBpm: null,
    key: formatKey(melodyKey(notes, keySetting)),
    transposeSt: 0,
    syllables: words.syllables.map((syllable, index) => planSyllable(syllable, words.texts[index])),
    notes: notes.map((note) => ({ ...note, glideMs: 0, vibrato: null, detuneCents: 0 })),
    passes,
    curve: null,
    dynamicsDb: null,
  };
  return { plan, notices: [...words.notices, ...likenessNotices(likeness)] };
}

function likenessNotices(likeness: number): Notice[] {
  return likeness < leastLikeness ? [{ code: 'GUIDE_DIFFERS', details: { likeness } }] : [];
}
