import { AppError } from '../../contract/errors.ts';
import type { MelodyContent } from '../../contract/melodies.ts';
import { scoreLimits, type TempoChange } from '../../contract/melody/score.ts';
import { shownItem } from '../bytes/refusals.ts';
import { fileLimits } from './limits.ts';
import { shownLyric } from './lyrics/shownLyric.ts';
import { melodyOf } from './melodyOf.ts';
import { damagedMelody } from './refusals.ts';
import type { FileNote, FileScore } from './types.ts';

/*
 * Notes as a person types them: `tempo=96 C4:1 E4:1/2 F#4:0.5 G4:2=hel- R:1`.
 *   a note    a letter or do re mi …, # or b, an octave (that of the note before when left out, first 4), `:` and its length in
 *             quarter notes (that of the note before when left out, first 1), `=` and its syllable, in quotes if it has spaces
 *   a rest    R
 *   a tempo   tempo=96, from there on
 *   ignored   bars `|`, commas after a note, `#` at the start of a word and all that follows in the line
 */
const WORD = /#[^\n]*|(?:[^\s|"“”]|["“][^"“”\n]*["”])+/g;
const NOTE =
  /^(?<name>do|dó|re|ré|mi|fa|fá|sol|la|lá|si|ti|[a-g])(?<accidental>##|#|♯|bb|b|♭)?(?<octave>-?\d+)?(?<rest>[:=].*)?$/iu;
const REST = /^r(?<rest>:.*)?$/i;
const TAIL = /^(?::(?<length>\d+(?:[.,]\d+)?|[.,]\d+|\d+\/\d+))?(?:=(?<lyric>.+))?$/;
const TEMPO = /^tempo[=:](?<bpm>\d+(?:[.,]\d+)?)$/i;

const letterSemitones: Readonly<Record<string, number>> = {
  ...{ c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 },
  ...{ do: 0, re: 2, mi: 4, fa: 5, sol: 7, la: 9, si: 11, ti: 11 },
};
const accidentalSemitones: Readonly<Record<string, number>> = { '#': 1, '♯': 1, '##': 2, b: -1, '♭': -1, bb: -2 };
const octaves = [-1, 10] as const;
const longestBeats = 10_000;

/** What is typed next starts here. */
type Typing = { atBeat: number; octave: number; lengthBeats: number; notes: FileNote[]; tempos: TempoChange[] };

/**
 * A melody typed as text.
 * @throws AppError NOTES_UNREADABLE with the word and its number (from 1), MELODY_EMPTY, MELODY_TOO_LONG
 */
export function readNotesText(text: string): MelodyContent {
  return melodyOf('', readNotes('', text), null);
}

/** True for text whose first word is one of typed notes. */
export function looksLikeNotes(text: string): boolean {
  const first = wordsOf(text.slice(0, fileLimits.textCharacters)).at(0);
  return first !== undefined && addWord(startOfTyping(), first);
}

/** @throws AppError NOTES_UNREADABLE, MELODY_DAMAGED for more text than anybody types */
export function readNotes(file: string, text: string): FileScore {
  if (text.length > fileLimits.textCharacters) throw damagedMelody(file, 'too-large');
  const typing = startOfTyping();
  wordsOf(text).forEach((word, index) => {
    if (!addWord(typing, word)) {
      throw new AppError('NOTES_UNREADABLE', { part: shownItem(word), position: index + 1 });
    }
  });
  if (typing.tempos.length > fileLimits.tempos) throw damagedMelody(file, 'too-large', 'tempo');
  const [first] = typing.tempos;
  const tempos =
    first === undefined || first.beat === 0 ? typing.tempos : [{ ...first, beat: 0 }, ...typing.tempos.slice(1)];
  return { kind: 'notes', tempos, tracks: typing.notes.length === 0 ? [] : [{ name: '', notes: typing.notes }] };
}

function startOfTyping(): Typing {
  return { atBeat: 0, octave: 4, lengthBeats: 1, notes: [], tempos: [] };
}

function wordsOf(text: string): string[] {
  const words = text.match(WORD) ?? [];
  return words.filter((word) => !word.startsWith('#') && !/^[,;]+$/.test(word)).map(withoutMarksAfter);
}

/** Step by step: an expression that looks for marks at an end looks again from every mark of a word full of them. */
function withoutMarksAfter(word: string): string {
  let end = word.length;
  while (end > 0 && (word[end - 1] === ',' || word[end - 1] === ';')) end--;
  return word.slice(0, end);
}

/** @returns false for a word that makes no sense */
function addWord(typing: Typing, word: string): boolean {
  const tempo = TEMPO.exec(word)?.groups;
  if (tempo !== undefined) return addTempo(typing, numberOf(tempo['bpm']));
  const rest = REST.exec(word)?.groups;
  if (rest !== undefined) return addRest(typing, rest['rest'] ?? '');
  const note = NOTE.exec(word)?.groups;
  return note !== undefined && addNote(typing, note);
}

function addTempo({ tempos, atBeat }: Typing, bpm: number): boolean {
  const [slowest, fastest] = scoreLimits.tempoBpm;
  if (!(bpm >= slowest && bpm <= fastest)) return false;
  if (tempos.at(-1)?.beat === atBeat) tempos.pop();
  tempos.push({ beat: atBeat, bpm });
  return true;
}

function addRest(typing: Typing, tail: string): boolean {
  const read = readTail(typing, tail);
  if (read === null || read.lyric !== null) return false;
  typing.atBeat += read.lengthBeats;
  return true;
}

function addNote(typing: Typing, note: Record<string, string | undefined>): boolean {
  const name = (note['name'] ?? '').toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  const octave = note['octave'] === undefined ? typing.octave : Number(note['octave']);
  const read = readTail(typing, note['rest'] ?? '');
  if (read === null || octave < octaves[0] || octave > octaves[1]) return false;
  typing.octave = octave;
  typing.lengthBeats = read.lengthBeats;
  const shiftSt = accidentalSemitones[(note['accidental'] ?? '').toLowerCase()] ?? 0;
  const startBeat = typing.atBeat;
  typing.atBeat += read.lengthBeats;
  const midi = 12 * (octave + 1) + letterSemitones[name] + shiftSt;
  typing.notes.push({ startBeat, endBeat: typing.atBeat, midi, lyric: read.lyric });
  return true;
}

/** Length and syllable; null where they make no sense. `=_` holds the syllable before. */
function readTail(typing: Typing, tail: string): { lengthBeats: number; lyric: string | null } | null {
  const groups = TAIL.exec(tail)?.groups;
  if (groups === undefined) return null;
  const lengthBeats = groups['length'] === undefined ? typing.lengthBeats : numberOf(groups['length']);
  if (!(lengthBeats > 0 && lengthBeats <= longestBeats)) return null;
  const written = groups['lyric'] as string | undefined;
  return { lengthBeats, lyric: written === undefined ? null : shownLyric(written.replaceAll(/["“”]/g, '')) };
}

/** `2`, `0.5`, `0,5`, `1/2`. */
function numberOf(text: string): number {
  const [numerator, denominator = '1'] = text.replace(',', '.').split('/');
  return Number(numerator) / Number(denominator);
}
