import { textOf } from '../../bytes/text.ts';
import { fileLimits } from '../limits.ts';
import { damagedMelody } from '../refusals.ts';
import { ByteReader } from './byteReader.ts';
import { NotePairs, type TickNote } from './notePairs.ts';

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
/** Messages of these kinds have one data byte, other ones two. */
const PROGRAM = 0xc0;
const CHANNEL_PRESSURE = 0xd0;
const SYSTEM_EXCLUSIVE = 0xf0;
const ESCAPE = 0xf7;
const META = 0xff;
const meta = { text: 0x01, trackName: 0x03, lyric: 0x05, tempo: 0x51 } as const;
const TEMPO_BYTES = 3;

export type TextEvent = { readonly tick: number; readonly text: string };

/** What counts of one track; ticks from the start of the file. */
export type TrackEvents = {
  readonly name: string;
  readonly notes: readonly TickNote[];
  /** Lyric events, and texts, which karaoke files have instead. */
  readonly lyrics: readonly TextEvent[];
  readonly texts: readonly TextEvent[];
  readonly tempos: readonly { readonly tick: number; readonly microsecondsPerBeat: number }[];
};

/** What is left of the file's limits; every track takes of it. */
export type EventBudget = { notes: number; texts: number; tempos: number };

export function fullBudget(): EventBudget {
  return { notes: fileLimits.notes, texts: fileLimits.lyricEvents, tempos: fileLimits.tempos };
}

type Building = {
  readonly file: string;
  readonly reader: ByteReader;
  readonly budget: EventBudget;
  readonly pairs: NotePairs;
  readonly events: {
    name: string;
    lyrics: TextEvent[];
    texts: TextEvent[];
    tempos: { tick: number; microsecondsPerBeat: number }[];
  };
  tick: number;
};

/**
 * Every event of a track is read; those that say nothing of a melody are stepped over.
 * @throws AppError MELODY_DAMAGED
 */
export function readTrackEvents(file: string, chunk: Uint8Array, budget: EventBudget): TrackEvents {
  const building: Building = {
    file,
    reader: new ByteReader(file, chunk),
    budget,
    pairs: new NotePairs(),
    events: { name: '', lyrics: [], texts: [], tempos: [] },
    tick: 0,
  };
  let running = 0;
  // A track whose end is not marked ends with its bytes.
  while (building.reader.remainingBytes > 0) {
    building.tick += building.reader.variableNumber();
    // A data byte where a status belongs: the status of the message before goes on.
    const status = building.reader.peek() >= 0x80 ? building.reader.uint8() : running;
    if (status < 0x80) throw damagedMelody(file, 'bad-structure');
    if (status < SYSTEM_EXCLUSIVE) {
      running = status;
      readMessage(building, status);
    } else {
      readSystemEvent(building, status);
    }
  }
  return { ...building.events, notes: building.pairs.finish(building.tick) };
}

function readMessage(building: Building, status: number): void {
  const { pairs, tick, budget, file } = building;
  const kind = status & 0xf0;
  const channel = status & 0x0f;
  const first = dataByte(building);
  if (kind === PROGRAM || kind === CHANNEL_PRESSURE) return;
  const second = dataByte(building);
  if (kind === NOTE_ON && second > 0) {
    if (budget.notes-- === 0) throw damagedMelody(file, 'too-large');
    pairs.start(channel, first, tick);
  } else if (kind === NOTE_ON || kind === NOTE_OFF) {
    pairs.stop(channel, first, tick);
  }
}

function dataByte({ reader, file }: Building): number {
  const byte = reader.uint8();
  if (byte >= 0x80) throw damagedMelody(file, 'bad-structure');
  return byte;
}

function readSystemEvent(building: Building, status: number): void {
  const { reader, file } = building;
  if (status === META) {
    const type = reader.uint8();
    readMeta(building, type, reader.bytes(reader.variableNumber()));
  } else if (status === SYSTEM_EXCLUSIVE || status === ESCAPE) {
    reader.bytes(reader.variableNumber());
  } else {
    // What keeps instruments in step on a cable has no place in a file.
    throw damagedMelody(file, 'bad-structure');
  }
}

function readMeta({ file, events, budget, tick }: Building, type: number, data: Uint8Array): void {
  if (type === meta.trackName) {
    events.name ||= textOf(data);
  } else if (type === meta.lyric || type === meta.text) {
    if (budget.texts-- === 0) throw damagedMelody(file, 'too-large');
    (type === meta.lyric ? events.lyrics : events.texts).push({ tick, text: textOf(data) });
  } else if (type === meta.tempo) {
    if (data.length < TEMPO_BYTES) throw damagedMelody(file, 'bad-number');
    if (budget.tempos-- === 0) throw damagedMelody(file, 'too-large');
    events.tempos.push({ tick, microsecondsPerBeat: data[0] * 0x10000 + data[1] * 0x100 + data[2] });
  }
}
