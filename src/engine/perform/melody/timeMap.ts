import type { Plan, PlanSyllable } from '../../../contract/melody/plan.ts';
import type { Slot } from './slots.ts';

type Anchor = Plan['passes'][number][number];

export type MappedRecording = {
  readonly syllables: readonly PlanSyllable[];
  readonly durationSec: number;
  /** Where the recording is quietest between two times. */
  readonly quietestSec: (fromSec: number, toSec: number) => number;
};

/** What the consonants round a vowel may take of the time from its note to the next. */
const consonantRatio = 0.5;
/** A pause of the recording keeps this much where the melody has no rest. */
const keptPauseSec = 0.1;
/** A note shorter than this still sings so much of its vowel when there is room. */
const leastVowelSec = 0.06;
/** Beginning and end of a vowel are sung as spoken; what is between them is stretched. */
const steadyEdge = { longestSec: 0.04, ratio: 0.25 } as const;
/** Before the first consonant and after the last there is this much silence of the recording. */
export const silenceSec = 0.05;
/** Time before a jump back to the first word that is played as it was recorded. */
const leadSec = 0.15;
/** Rests take at most this much of the recording before the first word and after the last, up to where it is quietest. */
const longestEdgeSec = 0.3;
/** A list of anchors is continued in a new one beyond this; contract/melody/plan.ts sets the limit. */
const mostAnchors = 190_000;

type ConsonantTimes = { readonly vowelEndSec: number; readonly ratio: number };

/**
 * Where the vowel of a syllable ends and how much its consonants are shortened. The next vowel starts exactly on its
 * note, so the consonants between the two come before it, and never take more than half of the time.
 */
function consonantTimes(slot: Slot, next: Slot | undefined, syllables: readonly PlanSyllable[]): ConsonantTimes {
  const sung = syllables[slot.syllable];
  const least = Math.min(leastVowelSec, sung.vowelEndSec - sung.vowelStartSec);
  const wanted = Math.max(slot.endSec, slot.startSec + least);
  if (!next) return { vowelEndSec: wanted, ratio: 1 };
  const following = syllables[next.syllable];
  const pauseSec = next.pass === slot.pass ? Math.min(keptPauseSec, following.startSec - sung.endSec) : 0;
  const consonantsSec = sung.endSec - sung.vowelEndSec + pauseSec + following.vowelStartSec - following.startSec;
  const roomSec = next.startSec - slot.startSec;
  const ratio = consonantsSec > 0 ? Math.min(1, (consonantRatio * roomSec) / consonantsSec) : 1;
  return { vowelEndSec: Math.min(wanted, next.startSec - ratio * consonantsSec), ratio };
}

/** How much longer each vowel is sung than it was spoken, in the order they are sung. */
export function vowelStretches(slots: readonly Slot[], syllables: readonly PlanSyllable[]): Float64Array {
  return Float64Array.from(slots, (slot, index) => {
    const { vowelStartSec, vowelEndSec } = syllables[slot.syllable];
    const sungSec = consonantTimes(slot, slots[index + 1], syllables).vowelEndSec - slot.startSec;
    return sungSec / (vowelEndSec - vowelStartSec);
  });
}

/** When the take ends, with the last consonants and a little silence. */
export function takeLengthSec(slots: readonly Slot[], syllables: readonly PlanSyllable[]): number {
  const last = slots[slots.length - 1];
  const { vowelEndSec, endSec } = syllables[last.syllable];
  return consonantTimes(last, undefined, syllables).vowelEndSec + endSec - vowelEndSec + silenceSec;
}

/**
 * The map from the take's time to the recording's: vowels start on their notes and are stretched, consonants keep their
 * length while there is room, pauses follow the rests.
 *
 * @returns one list of anchors for each time the words are sung
 */
export function mapTime(slots: readonly Slot[], recording: MappedRecording, lengthSec: number): Plan['passes'] {
  const { syllables } = recording;
  const track = anchorTrack();
  let spokenUntil: Anchor = [0, 0];
  let ratioBefore = 1;
  for (const [index, slot] of slots.entries()) {
    const sung = syllables[slot.syllable];
    const onsetSec = sung.vowelStartSec - sung.startSec;
    if (index === 0) ratioBefore = onsetSec > 0 ? Math.min(1, slot.startSec / onsetSec) : 1;
    const begins: Anchor = [Math.max(spokenUntil[0], slot.startSec - ratioBefore * onsetSec), sung.startSec];
    if (index === 0 || slot.pass !== slots[index - 1].pass) {
      const restSec = begins[0] - spokenUntil[0];
      const ownSec = index === 0 ? restSec : Math.min(leadSec, restSec / 2);
      if (index > 0) fadeAfter(track, spokenUntil, begins[0] - ownSec, recording);
      track.jump([index > 0 ? track.last()[0] : 0, placeBefore(sung.startSec, ownSec, recording)]);
      spokenUntil = track.last();
    }
    restInto(track, spokenUntil, begins, recording);
    const { vowelEndSec, ratio } = consonantTimes(slot, slots[index + 1], syllables);
    track.to([slot.startSec, sung.vowelStartSec]);
    for (const anchor of vowelAnchors(slot.startSec, vowelEndSec, sung)) track.to(anchor);
    spokenUntil = [vowelEndSec + ratio * (sung.endSec - sung.vowelEndSec), sung.endSec];
    track.to(spokenUntil);
    ratioBefore = ratio;
  }
  fadeAfter(track, spokenUntil, lengthSec, recording);
  return track.passes;
}

/**
 * Where the recording is taken up for words that begin a rest later. What was heard long before them, such as a click of the mouse
 * that began the recording, is no part of a take: a longer rest waits where it is quietest.
 */
function placeBefore(wordsSec: number, restSec: number, { quietestSec }: MappedRecording): number {
  const earliest = Math.max(0, wordsSec - Math.min(restSec, longestEdgeSec));
  return wordsSec - earliest < restSec
    ? Math.min(wordsSec, Math.max(earliest, quietestSec(earliest, wordsSec)))
    : earliest;
}

/** The rest after the last word up to a time of the take: what follows in the recording as it rings out, and then its silence. */
function fadeAfter(
  track: AnchorTrack,
  from: Anchor,
  untilSec: number,
  { durationSec, quietestSec }: MappedRecording,
): void {
  const restSec = untilSec - from[0];
  const latest = Math.max(from[1], Math.min(durationSec, from[1] + Math.min(restSec, longestEdgeSec)));
  if (latest - from[1] >= restSec) return track.to([untilSec, latest]);
  const quiet = Math.min(latest, Math.max(from[1], quietestSec(from[1], latest)));
  track.to([from[0] + quiet - from[1], quiet]);
  track.to([untilSec, quiet]);
}

/** A rest: the pause of the recording, shortened evenly, or held where it is quietest. */
function restInto(track: AnchorTrack, from: Anchor, to: Anchor, { quietestSec }: MappedRecording): void {
  const spareSec = to[0] - from[0] - (to[1] - from[1]);
  if (spareSec > 0 && to[1] >= from[1]) {
    const quiet = Math.min(to[1], Math.max(from[1], quietestSec(from[1], to[1])));
    track.to([from[0] + quiet - from[1], quiet]);
    track.to([from[0] + quiet - from[1] + spareSec, quiet]);
  }
  track.to(to);
}

function vowelAnchors(startSec: number, endSec: number, { vowelStartSec, vowelEndSec }: PlanSyllable): Anchor[] {
  const shorter = Math.min(endSec - startSec, vowelEndSec - vowelStartSec);
  const edge = Math.min(steadyEdge.longestSec, steadyEdge.ratio * shorter);
  return [
    [startSec + edge, vowelStartSec + edge],
    [endSec - edge, vowelEndSec - edge],
    [endSec, vowelEndSec],
  ];
}

type AnchorTrack = ReturnType<typeof anchorTrack>;

/** Collects anchors, written in microseconds; what would stand still in the take is left out. */
function anchorTrack() {
  const passes: Anchor[][] = [];
  const micro = (sec: number): number => Math.round(sec * 1e6) / 1e6;
  const current = (): Anchor[] => passes[passes.length - 1];
  const last = (): Anchor => current()[current().length - 1];
  const jump = (anchor: Anchor): void => {
    passes.push([[micro(anchor[0]), micro(anchor[1])]]);
  };
  return {
    passes,
    last,
    jump,
    to(anchor: Anchor): void {
      const [takeSec, recordingSec] = [micro(anchor[0]), micro(anchor[1])];
      if (takeSec <= last()[0]) return;
      if (current().length >= mostAnchors) jump(last());
      current().push([takeSec, Math.max(last()[1], recordingSec)]);
    },
  };
}
