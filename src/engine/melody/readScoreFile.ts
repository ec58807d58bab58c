import type { MelodyContent } from '../../contract/melodies.ts';
import { scoreLimits } from '../../contract/melody/score.ts';
import { utf8Text } from '../bytes/text.ts';
import type { ByteTools } from '../bytes/types.ts';
import { kindByBeginning } from '../voiceFiles/signatures.ts';
import { kindOfText } from '../voiceFiles/textKind.ts';
import { melodyOf } from './melodyOf.ts';
import { isMidi } from './midi/chunks.ts';
import { readMidi } from './midi/readMidi.ts';
import { openMxl } from './musicXml/openMxl.ts';
import { readMusicXml, rootOfScore } from './musicXml/readMusicXml.ts';
import { looksLikeNotes, readNotes } from './readNotesText.ts';
import { damagedMelody, notAMelody } from './refusals.ts';
import type { FileScore } from './types.ts';
import { isUtf16, xmlText } from './xmlText.ts';

const HEAD_BYTES = 4096;

/** How a file is called in front of people, and the track of it that is wanted; null: the one most like a melody. */
export type ScoreChoice = { readonly name: string; readonly track: number | null };

/**
 * The melody in a MIDI, MusicXML or text file, known by its content; its name plays no part.
 *
 * @throws AppError NOT_A_MELODY, MELODY_DAMAGED, MELODY_EMPTY, MELODY_TOO_LONG, MELODY_TRACK_UNKNOWN, NOTES_UNREADABLE
 */
export function readScoreFile(bytes: Uint8Array, { name, track }: ScoreChoice, tools: ByteTools): MelodyContent {
  if (bytes.length > scoreLimits.fileBytes) throw damagedMelody(name, 'too-large');
  return melodyOf(name, readFile(name, bytes, tools), track);
}

function readFile(name: string, bytes: Uint8Array, tools: ByteTools): FileScore {
  if (bytes.length === 0) throw notAMelody(name, 'empty');
  if (isMidi(bytes)) return readMidi(name, bytes);
  if (isZip(bytes)) return readXml(name, openMxl(name, bytes, tools)) ?? refuse(name, 'archive');
  const head = bytes.subarray(0, HEAD_BYTES);
  const kind = kindByBeginning(head, bytes.length);
  if (kind !== null) throw notAMelody(name, kind);
  return readText(name, bytes, head);
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] <= 0x08;
}

function readText(name: string, bytes: Uint8Array, head: Uint8Array): FileScore {
  const kind = kindOfText(head);
  const isDeclared = utf8Text(head.subarray(0, 5)) === '<?xml';
  if (kind === null && !isDeclared) throw notAMelody(name, 'unknown');
  if (kind === 'web-page' || kind === 'picture') throw notAMelody(name, kind);
  const text = isDeclared || isUtf16(bytes) ? xmlText(name, bytes) : (utf8Text(bytes) ?? refuse(name, 'unknown'));
  const plain = text.replace(/^\uFEFF/, '').trimStart();
  if (plain.startsWith('<')) return readXml(name, plain) ?? refuse(name, 'text');
  if (!looksLikeNotes(plain)) throw notAMelody(name, 'text');
  return readNotes(name, plain);
}

function readXml(name: string, xml: string): FileScore | null {
  const root = rootOfScore(name, xml);
  return root === null ? null : readMusicXml(name, root);
}

function refuse(name: string, kind: 'archive' | 'text' | 'unknown'): never {
  throw notAMelody(name, kind);
}
