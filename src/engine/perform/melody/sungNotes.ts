import { usualTempoBpm, type Score, type ScoreNote, type TempoChange } from '../../../contract/melody/score.ts';

/** A note in seconds from the start of the melody. */
export type SungNote = { readonly startSec: number; readonly endSec: number; readonly midi: number };

/** No two notes begin nearer to each other than this, whatever a file says. */
const leastNoteSec = 0.002;
/** A repeated melody begins anew on a bar of so many quarter notes. */
const barBeats = 4;

/** The melody sung several times, each beginning on a bar of its own, without what is silent before the first note. */
export function repeatScore(score: Score, times: number): Score {
  const [first] = score.notes;
  const last = score.notes[score.notes.length - 1];
  const fromBeat = barBeats * Math.floor(first.startBeat / barBeats);
  const roundBeats = barBeats * Math.ceil((last.startBeat + last.lengthBeats - fromBeat) / barBeats);
  const notes: ScoreNote[] = [];
  // What changes after the last note changes nothing of the rounds that follow.
  const tempos = score.tempos.filter(({ beat }) => beat < fromBeat + roundBeats);
  const ofRound = score.tempos.length > 1 ? roundTempos(score, fromBeat, fromBeat + roundBeats) : [];
  for (let round = 0; round < times; round++) {
    for (const note of score.notes) notes.push({ ...note, startBeat: note.startBeat + round * roundBeats });
    if (round === 0) continue;
    for (const { beat, bpm } of ofRound) tempos.push({ beat: beat + round * roundBeats, bpm });
  }
  return { ...score, notes, tempos };
}

/**
 * The tempos of [fromBeat, untilBeat). Where there are more of them than borders of notes, the mean one from border to border:
 * no note begins or ends at another time, and thousands of rounds of thousands of tempos still fit into memory.
 */
function roundTempos({ notes, tempos }: Score, fromBeat: number, untilBeat: number): TempoChange[] {
  const first = { beat: fromBeat, bpm: tempoAt(tempos, fromBeat) };
  const within = tempos.filter(({ beat }) => beat > fromBeat && beat < untilBeat);
  const ends = notes.flatMap(({ startBeat, lengthBeats }) => [startBeat, startBeat + lengthBeats]);
  if (within.length <= ends.length) return [first, ...within];
  const secondsAt = beatClock(tempos);
  const borders = [...new Set([fromBeat, ...ends, untilBeat])].sort((a, b) => a - b);
  return borders.slice(0, -1).map((beat, index) => {
    const next = borders[index + 1];
    return { beat, bpm: (60 * (next - beat)) / (secondsAt(next) - secondsAt(beat)) };
  });
}

function tempoAt(tempos: readonly TempoChange[], beat: number): number {
  return tempos.findLast((change) => change.beat <= beat)?.bpm ?? usualTempoBpm;
}

/** The notes in seconds, by the score's own tempos or the usual one. Ends never pass the next start. */
export function notesInSeconds({ notes, tempos }: Score): SungNote[] {
  const secondsAt = beatClock(tempos);
  const inSeconds: SungNote[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { startBeat, lengthBeats } of notes) {
    const earliest = starts.length > 0 ? starts[starts.length - 1] + leastNoteSec : 0;
    starts.push(Math.max(earliest, secondsAt(startBeat)));
    ends.push(secondsAt(startBeat + lengthBeats));
  }
  for (const [index, { midi }] of notes.entries()) {
    const startSec = starts[index];
    const latest = index + 1 < notes.length ? starts[index + 1] : Infinity;
    inSeconds.push({ startSec, endSec: Math.min(latest, Math.max(ends[index], startSec + leastNoteSec)), midi });
  }
  return inSeconds;
}

/** secondsAtBeat for beats that hardly ever go back, so that many tempos and many notes take no time. */
function beatClock(tempos: readonly TempoChange[]): (beat: number) => number {
  const starts: number[] = [0];
  for (let i = 1; i < tempos.length; i++) {
    starts.push(starts[i - 1] + ((tempos[i].beat - tempos[i - 1].beat) * 60) / tempos[i - 1].bpm);
  }
  let index = 0;
  return (beat) => {
    while (index > 0 && tempos[index].beat >= beat) index--;
    while (index + 1 < tempos.length && tempos[index + 1].beat < beat) index++;
    const from = index < tempos.length ? tempos[index].beat : 0;
    const bpm = index < tempos.length ? tempos[index].bpm : usualTempoBpm;
    return starts[index] + ((beat - (index === 0 ? 0 : from)) * 60) / bpm;
  };
}
