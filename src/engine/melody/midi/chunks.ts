import { latin1Text } from '../../bytes/text.ts';
import { fileLimits } from '../limits.ts';
import { damagedMelody } from '../refusals.ts';
import { ByteReader } from './byteReader.ts';

const HEADER_BYTES = 6;
/** Set where time is counted in frames of film and not in beats. */
const FILM_FLAG = 0x8000;
/** 29 stands for 30 with dropped frames, of which there are 29.97 a second. */
const DROPPED_FRAMES = { written: 29, perSecond: 30_000 / 1001 } as const;

/** How ticks become beats. */
export type Division = {
  readonly ticksPerBeat: number;
  /** Ticks are parts of a second; a beat is then a second and tempos mean nothing. */
  readonly isFilm: boolean;
};

export type MidiChunks = { readonly division: Division; readonly tracks: readonly Uint8Array[] };

/** A file of its own or inside a RIFF file. */
export function isMidi(bytes: Uint8Array): boolean {
  const start = latin1Text(bytes.subarray(0, 12));
  return start.startsWith('MThd') || (start.startsWith('RIFF') && start.endsWith('RMID'));
}

/**
 * The tracks of a MIDI file, not yet read. Standard MIDI Files 1.0 (RP-001).
 * @throws AppError MELODY_DAMAGED
 */
export function readChunks(file: string, bytes: Uint8Array): MidiChunks {
  const reader = new ByteReader(file, bytes[0] === 0x52 ? insideRiff(file, bytes) : bytes);
  if (latin1Text(reader.bytes(4)) !== 'MThd') throw damagedMelody(file, 'bad-structure', 'MThd');
  const header = new ByteReader(file, reader.bytes(reader.uint32()));
  if (header.remainingBytes < HEADER_BYTES) throw damagedMelody(file, 'cut-off', 'MThd');
  const format = header.uint16();
  if (format === 2) throw damagedMelody(file, 'independent-patterns');
  if (format > 2) throw damagedMelody(file, 'bad-number', `format ${String(format)}`);
  // How many tracks there should be is not always right; those that are there count.
  header.uint16();
  return { division: divisionOf(file, header.uint16()), tracks: readTracks(file, reader) };
}

function readTracks(file: string, reader: ByteReader): Uint8Array[] {
  const tracks: Uint8Array[] = [];
  while (reader.remainingBytes > 0) {
    // What follows the last chunk and is too short for one is padding.
    if (reader.remainingBytes < 8) break;
    const type = latin1Text(reader.bytes(4));
    const chunk = reader.bytes(reader.uint32());
    if (type !== 'MTrk') continue;
    if (tracks.length === fileLimits.tracks) throw damagedMelody(file, 'too-large', 'MTrk');
    tracks.push(chunk);
  }
  return tracks;
}

function divisionOf(file: string, written: number): Division {
  const isFilm = (written & FILM_FLAG) !== 0;
  const framesPerSec = 256 - (written >> 8);
  const ticksPerSec =
    (framesPerSec === DROPPED_FRAMES.written ? DROPPED_FRAMES.perSecond : framesPerSec) * (written & 0xff);
  const ticksPerBeat = isFilm ? ticksPerSec : written;
  if (ticksPerBeat === 0) throw damagedMelody(file, 'bad-number', 'MThd');
  return { ticksPerBeat, isFilm };
}

/** The `data` chunk of a RIFF file, whose lengths are little-endian. */
function insideRiff(file: string, bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at + 8 <= bytes.length;) {
    const sizeBytes = view.getUint32(at + 4, true);
    if (latin1Text(bytes.subarray(at, at + 4)) === 'data') return bytes.subarray(at + 8, at + 8 + sizeBytes);
    at += 8 + sizeBytes + (sizeBytes % 2);
  }
  throw damagedMelody(file, 'cut-off', 'RIFF');
}
