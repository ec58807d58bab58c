import { shownItem } from '../../bytes/refusals.ts';
import { fileLimits } from '../limits.ts';
import { damagedMelody } from '../refusals.ts';
import { tempoMap, type WrittenTempo } from '../tempoMap.ts';
import type { FileScore, FileTrack } from '../types.ts';
import { childOf, childrenOf, readElements, textIn, type XmlElement } from './elements.ts';
import { playOrder } from './playOrder.ts';
import { playPart, type PlayedMeasure } from './playPart.ts';
import { readPart } from './readPart.ts';
import type { Route, WrittenMeasure, WrittenPart } from './types.ts';

const straightOn: Route = {
  repeatsFromHere: false,
  playTimes: 0,
  passes: null,
  segno: false,
  coda: false,
  toCoda: false,
  fine: false,
  daCapo: false,
  dalSegno: false,
};

/** Null for XML that is no score. */
export function rootOfScore(file: string, xml: string): XmlElement | null {
  const root = readElements(file, xml);
  return root.name === 'score-partwise' || root.name === 'score-timewise' ? root : null;
}

/**
 * MusicXML 4.0, by part or by time. A voice is what a part has under one voice number; grace notes, cues, drums and swing are
 * left out, repeats and jumps written out, ties joined.
 *
 * @throws AppError MELODY_DAMAGED
 */
export function readMusicXml(file: string, root: XmlElement): FileScore {
  const parts = readParts(file, root);
  const lengths = measureLengths(parts);
  const order = playOrder(
    file,
    lengths.map((_, index) => routeOf(parts, index)),
  );
  const played = placeInTime(order, lengths);
  const temposOf = lengths.map((_, index) => temposIn(parts, index));
  const tempos = played.flatMap(({ index, startBeat }) =>
    temposOf[index].map(({ beat, bpm }) => ({ beat: startBeat + beat, bpm })),
  );
  // Until the first tempo that is written, that one counts: scores mark the first note they find room over.
  return {
    kind: 'musicxml',
    tempos: tempoMap(file, tempos, null),
    tracks: playAll(file, parts, played),
  };
}

function readParts(file: string, root: XmlElement): WrittenPart[] {
  const names = new Map<string, string>();
  const list = childOf(root, 'part-list');
  for (const part of list === undefined ? [] : childrenOf(list, 'score-part')) {
    names.set(part.attributes['id'] ?? '', shownItem(textIn(part, 'part-name')));
  }
  const measures = root.name === 'score-partwise' ? measuresByPart(root) : measuresByTime(root);
  if (measures.size > fileLimits.tracks) throw damagedMelody(file, 'too-large', 'part');
  return [...measures].map(([id, ofPart]) => ({ name: names.get(id) ?? '', measures: readPart(file, ofPart) }));
}

function measuresByPart(root: XmlElement): Map<string, XmlElement[]> {
  return new Map(childrenOf(root, 'part').map((part) => [part.attributes['id'] ?? '', childrenOf(part, 'measure')]));
}

function measuresByTime(root: XmlElement): Map<string, XmlElement[]> {
  const measures = new Map<string, XmlElement[]>();
  for (const measure of childrenOf(root, 'measure')) {
    for (const part of childrenOf(measure, 'part')) {
      const id = part.attributes['id'] ?? '';
      const ofPart = measures.get(id) ?? [];
      measures.set(id, ofPart);
      ofPart.push(part);
    }
  }
  return measures;
}

/** Of all parts, each measure once however often it is played. */
function temposIn(parts: readonly WrittenPart[], index: number): WrittenTempo[] {
  return parts.flatMap(({ measures }) => (measures[index] as WrittenMeasure | undefined)?.tempos ?? []);
}

/** As long as the longest part of each; a part that is not written to its end waits for the others. */
function measureLengths(parts: readonly WrittenPart[]): number[] {
  const count = parts.reduce((most, { measures }) => Math.max(most, measures.length), 0);
  const lengths = new Array<number>(count).fill(0);
  for (const { measures } of parts) {
    measures.forEach(({ lengthBeats }, index) => {
      lengths[index] = Math.max(lengths[index], lengthBeats);
    });
  }
  return lengths;
}

/** Signs are usually written in every part, or in the first only. */
function routeOf(parts: readonly WrittenPart[], index: number): Route {
  const routes = parts.flatMap(({ measures }) => (measures[index] as WrittenMeasure | undefined)?.route ?? []);
  return routes.reduce(
    (all, route) => ({
      repeatsFromHere: all.repeatsFromHere || route.repeatsFromHere,
      playTimes: Math.max(all.playTimes, route.playTimes),
      passes: all.passes ?? route.passes,
      segno: all.segno || route.segno,
      coda: all.coda || route.coda,
      toCoda: all.toCoda || route.toCoda,
      fine: all.fine || route.fine,
      daCapo: all.daCapo || route.daCapo,
      dalSegno: all.dalSegno || route.dalSegno,
    }),
    straightOn,
  );
}

function placeInTime(order: readonly number[], lengths: readonly number[]): PlayedMeasure[] {
  const occurrences = new Map<number, number>();
  let startBeat = 0;
  return order.map((index) => {
    const occurrence = occurrences.get(index) ?? 0;
    occurrences.set(index, occurrence + 1);
    const played = { index, startBeat, occurrence };
    startBeat += lengths[index];
    return played;
  });
}

function playAll(file: string, parts: readonly WrittenPart[], played: readonly PlayedMeasure[]): FileTrack[] {
  let left: number = fileLimits.notes;
  const tracks = parts.flatMap((part) => {
    for (const { index } of played) left -= (part.measures[index] as WrittenMeasure | undefined)?.notes.length ?? 0;
    if (left < 0) throw damagedMelody(file, 'too-large', 'note');
    return playPart(part, played);
  });
  if (tracks.length > fileLimits.tracks) throw damagedMelody(file, 'too-large', 'voice');
  return tracks;
}
