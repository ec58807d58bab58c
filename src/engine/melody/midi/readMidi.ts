import { shownItem } from '../../bytes/refusals.ts';
import { fileLimits } from '../limits.ts';
import { damagedMelody } from '../refusals.ts';
import { tempoMap, type WrittenTempo } from '../tempoMap.ts';
import type { FileScore, FileTrack } from '../types.ts';
import { readChunks, type Division } from './chunks.ts';
import type { TickNote } from './notePairs.ts';
import { syllableEvents, type SyllableEvent, type Syllables } from './syllableEvents.ts';
import { fullBudget, readTrackEvents, type TrackEvents } from './trackEvents.ts';

/** Channel 10, counted from 0: its keys are drums. */
const DRUM_CHANNEL = 9;
const MICROSECONDS_PER_MINUTE = 60_000_000;
/** What a file plays at until it names a tempo, by the standard. */
const UNNAMED_BPM = 120;
/** A syllable belongs to a note that starts this near, beats. */
const SYLLABLE_REACH_BEATS = 1 / 16;

type Voice = { readonly name: string; readonly home: TrackEvents; readonly notes: readonly TickNote[] };

/**
 * Standard MIDI files of format 0 and 1. A voice is what one channel plays in one track; drums are left out.
 * @throws AppError MELODY_DAMAGED
 */
export function readMidi(file: string, bytes: Uint8Array): FileScore {
  const { division, tracks: chunks } = readChunks(file, bytes);
  const budget = fullBudget();
  const tracks = chunks.map((chunk) => readTrackEvents(file, chunk, budget));
  const voices = tracks.flatMap(voicesOf);
  if (voices.length > fileLimits.tracks) throw damagedMelody(file, 'too-large');
  const reachTicks = SYLLABLE_REACH_BEATS * division.ticksPerBeat;
  const lyrics = lyricsByVoice(tracks, voices, reachTicks);
  return {
    kind: 'midi',
    tempos: readTempos(file, tracks, division),
    tracks: voices.map((voice) => fileTrack(voice, lyrics.get(voice) ?? new Map<TickNote, string>(), division)),
  };
}

function voicesOf(home: TrackEvents): Voice[] {
  const byChannel = new Map<number, TickNote[]>();
  for (const note of home.notes) {
    if (note.channel === DRUM_CHANNEL) continue;
    const notes = byChannel.get(note.channel);
    if (notes === undefined) byChannel.set(note.channel, [note]);
    else notes.push(note);
  }
  return [...byChannel].map(([channel, notes]) => ({
    name: byChannel.size === 1 ? home.name : `${home.name} · ${String(channel + 1)}`,
    home,
    notes,
  }));
}

function fileTrack({ name, notes }: Voice, lyrics: ReadonlyMap<TickNote, string>, division: Division): FileTrack {
  return {
    name: shownItem(name.trim()),
    notes: notes.map((note) => ({
      startBeat: note.startTick / division.ticksPerBeat,
      endBeat: note.endTick / division.ticksPerBeat,
      midi: note.pitch,
      lyric: lyrics.get(note) ?? null,
    })),
  };
}

function readTempos(file: string, tracks: readonly TrackEvents[], { ticksPerBeat, isFilm }: Division) {
  if (isFilm) return [{ beat: 0, bpm: 60 }];
  const written: WrittenTempo[] = tracks
    .flatMap(({ tempos }) => tempos)
    .map(({ tick, microsecondsPerBeat }) => ({
      beat: tick / ticksPerBeat,
      bpm: MICROSECONDS_PER_MINUTE / microsecondsPerBeat,
    }));
  return tempoMap(file, written, UNNAMED_BPM);
}

/**
 * Syllables of a track with notes are of its own channels; those of a track without any, as in karaoke files, of the voice
 * whose notes start with them. Of several voices it is the one that most of them fit.
 */
function lyricsByVoice(tracks: readonly TrackEvents[], voices: readonly Voice[], reachTicks: number) {
  const found = new Map<Voice, Map<TickNote, string>>();
  for (const track of tracks) {
    const own = voices.filter(({ home }) => home === track);
    if (own.length > 0) layOnBest(syllableEvents(track), own, reachTicks, found);
  }
  if (found.size > 0) return found;
  const wordTracks = tracks.filter((track) => voices.every(({ home }) => home !== track)).map(syllableEvents);
  const words = wordTracks.toSorted((a, b) => b.syllables.length - a.syllables.length).at(0);
  if (words !== undefined) layOnBest(words, voices, reachTicks, found);
  return found;
}

function layOnBest(
  { syllables, leastSungRatio }: Syllables,
  voices: readonly Voice[],
  reachTicks: number,
  found: Map<Voice, Map<TickNote, string>>,
): void {
  if (syllables.length === 0) return;
  const laid = voices.map((voice) => ({ voice, lyrics: lay(syllables, voice.notes, reachTicks) }));
  const best = laid.toSorted((a, b) => b.lyrics.size - a.lyrics.size).at(0);
  if (best === undefined || best.lyrics.size === 0) return;
  if (best.lyrics.size >= best.voice.notes.length * leastSungRatio) found.set(best.voice, best.lyrics);
}

/** Both in order of time. Of notes that start together, the highest has the syllable. */
function lay(
  syllables: readonly SyllableEvent[],
  notes: readonly TickNote[],
  reachTicks: number,
): Map<TickNote, string> {
  const lyrics = new Map<TickNote, string>();
  let at = 0;
  for (const { tick, lyric } of syllables) {
    while (at < notes.length && notes[at].startTick < tick - reachTicks) at++;
    let highest: TickNote | null = null;
    for (let near = at; near < notes.length && notes[near].startTick <= tick + reachTicks; near++) {
      if (lyrics.has(notes[near])) continue;
      if (highest === null || notes[near].pitch > highest.pitch) highest = notes[near];
    }
    if (highest === null) continue;
    lyrics.set(highest, lyric);
    while (at < notes.length && notes[at].startTick <= highest.startTick) at++;
  }
  return lyrics;
}
