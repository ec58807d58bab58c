import { AppError } from '../../../contract/errors.ts';
import type { Plan, PlanSyllable } from '../../../contract/melody/plan.ts';
import { scoreLimits, type Score } from '../../../contract/melody/score.ts';
import { formatKey } from '../../../contract/music.ts';
import type { Notice } from '../../../contract/notices.ts';
import { frameSec } from '../../../contract/recordings.ts';
import { median } from '../../dsp/statistics.ts';
import { guideScore } from '../../guide/guideScore.ts';
import { layOnGuide } from '../../guide/layOnGuide.ts';
import type { PerformSettings } from '../registry.ts';
import { assign, type Pair } from './assign.ts';
import { melodyKey } from './melodyKey.ts';
import { chooseRepeats, type Repeats } from './repeats.ts';
import { slotsOf, wordsOfNotes, type NoteGroup, type NoteWords, type Slot } from './slots.ts';
import { planSyllable, quietestFrame } from './spans.ts';
import { notesInSeconds, repeatScore, type SungNote } from './sungNotes.ts';
import { bearable, comfortableTempo, givenTempo, type Tempo, type TempoQuestion } from './tempo.ts';
import { mapTime, silenceSec, takeLengthSec, vowelStretches, type MappedRecording } from './timeMap.ts';
import type { LaidWords, LayingInput } from './types.ts';
import { wordsToSing, type SungWords } from './wordsToSing.ts';

/** Before the first beat of music that plays with it, this much must be left to begin in. */
const leastLeadSec = 0.02;

/**
 * Lays the words of a recording on a melody: which syllables are sung on which notes, how often words or melody are
 * repeated, in which tempo, and where in the recording every moment of the take is. Notes stay as written; what is sung
 * on them beyond that (octave, glides, vibrato) is added by expressPlan.
 *
 * Time 0 of the take is beat 0, moved back just so far that the first consonants have room before the first note. With
 * a backing, beat 0 is its first beat: the first consonants then lie before it, shortened when there is too little room. What
 * was hummed keeps its own time from the start of the hum, as if it was hummed along.
 *
 * @throws AppError NO_SYLLABLES, TOO_MANY_NOTES, MELODY_TOO_LONG, GUIDE_WITHOUT_NOTES
 */
export function layWords(input: LayingInput, settings: PerformSettings): LaidWords {
  const { melody } = input;
  switch (melody.kind) {
    case 'plan':
      return { plan: melody.plan, notices: [] };
    case 'score':
      return layScore(input, settings, { score: melody.score, isGuide: false });
    case 'guide':
      if (melody.use === 'words') return layOnGuide(input, melody.guide, settings.key);
      return layScore(input, settings, { score: guideScore(melody.guide), isGuide: true });
  }
}

type Source = { readonly score: Score; readonly isGuide: boolean };

function layScore(input: LayingInput, settings: PerformSettings, { score: written, isGuide }: Source): LaidWords {
  const sung = wordsToSing(input, written);
  if (sung.syllables.length === 0) throw new AppError('NO_SYLLABLES', { file: input.recordingName });
  const syllables = sung.syllables.map((syllable, index) => planSyllable(syllable, sung.texts[index]));
  const repeats = repeatsOf(sung, written, input.recordingName);
  const score = repeats.melody > 1 ? repeatScore(written, repeats.melody) : written;
  const groups = repeatGroups(sung.groups, repeats.melody, written.notes.length);
  const question = { score, settings, backing: input.backing, isGuide };
  const notes = notesInSeconds(score);
  const given = givenTempo(question);
  const pairs = pairUp(sung, {
    syllables,
    repeats,
    groups,
    notes: scaled(notes, given?.timeScale ?? guess(syllables, repeats, notes)),
  });
  const words = wordsOfNotes(pairs, groups, syllables.length);
  const slotsAt = (timeScale: number): Slot[] => slotsOf(scaled(notes, timeScale), words, syllables);
  const tempo = given ?? comfortableTempo(question, (timeScale) => vowelStretches(slotsAt(timeScale), syllables));
  const placed = placeInTake(scaled(notes, tempo.timeScale), syllables[0], isGuide ? null : input.backing);
  const plan = planOf(input, settings, { syllables, notes: placed, words, tempo, question });
  const factor = median(vowelStretches(slotsAt(tempo.timeScale), syllables));
  return { plan, notices: [...sung.notices, ...repeatNotices(repeats), ...stretchNotices(factor)] };
}

/** Known words are sung as often as they are written; else what is short is repeated. */
function repeatsOf(sung: SungWords, { notes }: Score, file: string): Repeats {
  const [syllables, groups] = [sung.syllables.length, sung.groups.length];
  if (sung.timesWritten !== null) return { words: sung.timesWritten, melody: 1 };
  return chooseRepeats({ syllables, groups, notes: notes.length }, file);
}

function repeatGroups(groups: readonly NoteGroup[], times: number, noteCount: number): NoteGroup[] {
  return Array.from({ length: times }, (_, round) =>
    groups.map(({ first, count }) => ({ first: first + round * noteCount, count })),
  ).flat();
}

type Laying = {
  readonly syllables: readonly PlanSyllable[];
  readonly repeats: Repeats;
  readonly groups: readonly NoteGroup[];
  readonly notes: readonly SungNote[];
};

function pairUp(sung: SungWords, { syllables, repeats, groups, notes }: Laying): Pair[] {
  if (sung.timesWritten !== null) {
    return groups.map((_, index) => ({ firstSyllable: index, syllableCount: 1, firstGroup: index, groupCount: 1 }));
  }
  const vowelSec = Float64Array.from({ length: syllables.length * repeats.words }, (_, index) =>
    lengthOfVowel(syllables[index % syllables.length]),
  );
  const endOf = ({ first, count }: NoteGroup): number => notes[first + count - 1].endSec;
  return assign({
    vowelSec,
    syllablesPerPass: syllables.length,
    groupSec: Float64Array.from(groups, (group) => endOf(group) - notes[group.first].startSec),
    restBefore: groups.map(
      (group, index) => index > 0 && notes[group.first].startSec - endOf(groups[index - 1]) > restSec,
    ),
  });
}

/** Shorter gaps between notes are how they are played, not rests. */
const restSec = 0.15;

function lengthOfVowel({ vowelStartSec, vowelEndSec }: PlanSyllable): number {
  return vowelEndSec - vowelStartSec;
}

/** About how much slower than written the words will be sung, where they decide: vowels doubled, consonants kept. */
function guess(syllables: readonly PlanSyllable[], { words }: Repeats, notes: readonly SungNote[]): number {
  const spoken = syllables.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
  const vowels = syllables.reduce((sum, syllable) => sum + lengthOfVowel(syllable), 0);
  const written = notes.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);
  return (words * (spoken + vowels)) / written;
}

function scaled(notes: readonly SungNote[], timeScale: number): SungNote[] {
  return notes.map(({ startSec, endSec, midi }) => ({
    startSec: startSec * timeScale,
    endSec: endSec * timeScale,
    midi,
  }));
}

/** Moves beat 0 to its place in the take, and writes times in microseconds. */
function placeInTake(
  notes: readonly SungNote[],
  { startSec, vowelStartSec }: PlanSyllable,
  backing: LayingInput['backing'],
): SungNote[] {
  const neededSec = vowelStartSec - startSec + silenceSec;
  const hasBeat = backing !== null && backing.tempoBpm !== null;
  const beatZeroSec = hasBeat ? backing.firstBeatSec : Math.max(0, neededSec - notes[0].startSec);
  const micro = (sec: number): number => Math.round(sec * 1e6) / 1e6;
  const placed = notes.map(({ startSec: from, endSec: to, midi }) => ({
    startSec: micro(from + beatZeroSec),
    endSec: micro(to + beatZeroSec),
    midi,
  }));
  const lateSec = leastLeadSec - placed[0].startSec;
  if (lateSec <= 0) return placed;
  // Only where the music begins with the voice: all of it is sung this little bit late.
  return placed.map((note) => ({
    ...note,
    startSec: micro(note.startSec + lateSec),
    endSec: micro(note.endSec + lateSec),
  }));
}

type Laid = {
  readonly syllables: PlanSyllable[];
  readonly notes: readonly SungNote[];
  readonly words: readonly NoteWords[];
  readonly tempo: Tempo;
  readonly question: TempoQuestion;
};

function planOf(input: LayingInput, settings: PerformSettings, { syllables, notes, words, tempo }: Laid): Plan {
  const slots = slotsOf(notes, words, syllables);
  const lengthSec = Math.ceil(takeLengthSec(slots, syllables) / frameSec) / Math.round(1 / frameSec);
  if (lengthSec > scoreLimits.lengthSec) {
    const { lengthSec: limit } = scoreLimits;
    throw new AppError('MELODY_TOO_LONG', { file: input.recordingName, what: 'length', found: lengthSec, limit });
  }
  const midi = Float64Array.from(notes, (note) => note.midi);
  return {
    app: 'cantado',
    kind: 'plan',
    version: 1,
    recordingSha256: input.recordingSha256,
    lengthSec,
    tempoBpm: tempo.bpm,
    key: formatKey(melodyKey(notes, settings.key)),
    transposeSt: 0,
    syllables,
    notes: notes.map(({ startSec, endSec }, index) => ({
      startSec,
      endSec,
      midi: midi[index],
      firstSyllable: words[index].firstSyllable,
      syllableCount: words[index].syllableCount,
      isMelisma: words[index].isMelisma,
      glideMs: 0,
      vibrato: null,
      detuneCents: 0,
    })),
    passes: mapTime(slots, mappedRecording(input, syllables), lengthSec),
    curve: null,
    dynamicsDb: null,
  };
}

function mappedRecording({ analysis }: LayingInput, syllables: readonly PlanSyllable[]): MappedRecording {
  const frameAt = (sec: number): number => Math.round(sec / frameSec);
  return {
    syllables,
    durationSec: analysis.sampleCount / analysis.sampleRate,
    quietestSec: (fromSec, toSec) => quietestFrame(analysis.levelDb, frameAt(fromSec), frameAt(toSec)) * frameSec,
  };
}

function repeatNotices({ words, melody }: Repeats): Notice[] {
  if (words > 1) return [{ code: 'WORDS_REPEATED', details: { times: words } }];
  return melody > 1 ? [{ code: 'MELODY_REPEATED', details: { times: melody } }] : [];
}

function stretchNotices(factor: number): Notice[] {
  if (factor >= bearable.least && factor <= bearable.most) return [];
  return [{ code: 'VOWELS_STRETCHED', details: { factor: Math.round(factor * 100) / 100 } }];
}
