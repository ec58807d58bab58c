import { fileLimits } from '../limits.ts';
import { damagedMelody } from '../refusals.ts';
import type { WrittenTempo } from '../tempoMap.ts';
import { childOf, hasChild, numberIn, textIn, type XmlElement } from './elements.ts';
import { isOrnament, isTiedToBefore, readVerses, writtenPitch } from './readNote.ts';
import { readRoute } from './readRoute.ts';
import { directionBpm, soundBpm } from './readTempo.ts';
import type { WrittenMeasure, WrittenNote } from './types.ts';

/** What counts from where it is written on, in the measures that follow too. */
type Standing = { divisions: number; transposeSt: number; passes: readonly number[] | null };

type Building = {
  readonly file: string;
  readonly standing: Standing;
  readonly notes: WrittenNote[];
  readonly tempos: WrittenTempo[];
  /** Where the next note begins, and the last one began: beats in the measure. */
  atBeat: number;
  chordBeat: number;
  lengthBeats: number;
};

/** @throws AppError MELODY_DAMAGED */
export function readPart(file: string, measures: readonly XmlElement[]): WrittenMeasure[] {
  const standing: Standing = { divisions: 1, transposeSt: 0, passes: null };
  if (measures.length > fileLimits.measures) throw damagedMelody(file, 'too-large', 'measure');
  return measures.map((measure) => readMeasure(file, measure, standing));
}

function readMeasure(file: string, measure: XmlElement, standing: Standing): WrittenMeasure {
  const building: Building = { file, standing, notes: [], tempos: [], atBeat: 0, chordBeat: 0, lengthBeats: 0 };
  for (const element of measure.children) readElement(building, element);
  const { route, passesAfter } = readRoute(measure, standing.passes);
  standing.passes = passesAfter;
  const { notes, tempos, lengthBeats } = building;
  return { notes, tempos, lengthBeats, route };
}

function readElement(building: Building, element: XmlElement): void {
  switch (element.name) {
    case 'note':
      readNote(building, element);
      break;
    case 'backup':
      move(building, -durationOf(building, element));
      break;
    case 'forward':
      move(building, durationOf(building, element));
      break;
    case 'attributes':
      readAttributes(building, element);
      break;
    case 'direction':
      addTempo(building, element, directionBpm(element));
      break;
    case 'sound':
      addTempo(building, element, soundBpm(element));
      break;
  }
}

function readAttributes({ file, standing }: Building, attributes: XmlElement): void {
  standing.divisions = numberIn(file, attributes, 'divisions', standing.divisions);
  if (!(standing.divisions > 0)) throw damagedMelody(file, 'bad-number', 'divisions');
  const transpose = childOf(attributes, 'transpose');
  if (transpose === undefined) return;
  const octaves = numberIn(file, transpose, 'octave-change', 0) - Number(hasChild(transpose, 'double'));
  standing.transposeSt = numberIn(file, transpose, 'chromatic', 0) + 12 * octaves;
}

function readNote(building: Building, element: XmlElement): void {
  const { file, standing, notes } = building;
  if (isOrnament(element)) return;
  const lengthBeats = durationOf(building, element);
  const isInChord = hasChild(element, 'chord');
  const startBeat = isInChord ? building.chordBeat : building.atBeat;
  if (!isInChord) {
    building.chordBeat = building.atBeat;
    move(building, lengthBeats);
  }
  const written = writtenPitch(file, element);
  if (written === null) return;
  notes.push({
    voice: textIn(element, 'voice') || '1',
    startBeat,
    lengthBeats,
    midi: written + standing.transposeSt,
    verses: readVerses(element),
    isTied: isTiedToBefore(element),
  });
}

function addTempo({ file, standing, tempos, atBeat }: Building, element: XmlElement, bpm: number | null): void {
  if (bpm === null) return;
  const offsetBeats = numberIn(file, element, 'offset', 0) / standing.divisions;
  tempos.push({ beat: Math.max(0, atBeat + offsetBeats), bpm });
}

function durationOf({ file, standing }: Building, element: XmlElement): number {
  const duration = numberIn(file, element, 'duration', 0);
  if (duration < 0) throw damagedMelody(file, 'bad-number', `duration ${String(duration)}`);
  return duration / standing.divisions;
}

/** A backup beyond the start of the measure, as some programs write it, ends there. */
function move(building: Building, beats: number): void {
  building.atBeat = Math.max(0, building.atBeat + beats);
  building.lengthBeats = Math.max(building.lengthBeats, building.atBeat);
}
