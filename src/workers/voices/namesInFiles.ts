import { voiceNameIn } from '../../engine/voiceFiles/archive/voiceNames.ts';

/** Names that say nothing about who sings. */
const emptyNames: readonly string[] = [
  '',
  'model',
  'voice',
  'weights',
  'index',
  'final',
  'best',
  'g',
  'added',
  'mi-test',
];

/**
 * How a voice is called at first: `mare-alta.pth` → `Mare Alta`. Names that have capitals already stay as they are.
 * @param fileNames in the order in which they are believed
 */
export function suggestedName(fileNames: readonly (string | null)[]): string {
  const names = fileNames.map((name) => voiceNameIn(name ?? ''));
  const name = names.find((candidate) => !emptyNames.includes(candidate.toLowerCase())) ?? names[0] ?? '';
  const words = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .slice(0, 120);
  const isPlain = words === words.toLowerCase();
  const shown = isPlain ? words.replace(/(^|\s)\p{Ll}/gu, (start) => start.toUpperCase()) : words;
  return shown === '' ? 'RVC' : shown;
}

const pitchClasses: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/**
 * A range such as `E2-A4` or `C#3 to G4` in a text, MIDI [low, high]; null where there is none that a voice could have.
 */
export function rangeIn(text: string): readonly [number, number] | null {
  const note = '([A-G])([#♯b♭]?)(-?\\d)';
  const pattern = new RegExp(`(?<![A-Za-z0-9#])${note}\\s*(?:-|–|—|_|to|a|até)\\s*${note}(?![0-9])`, 'u');
  const found = pattern.exec(text);
  if (!found) return null;
  const [low, high] = [midiOf(found.slice(1, 4)), midiOf(found.slice(4, 7))];
  return low >= 24 && high <= 96 && high - low >= 5 ? [low, high] : null;
}

function midiOf([letter = '', accidental = '', octave = '']: readonly string[]): number {
  const shift = /[#♯]/.test(accidental) ? 1 : /[b♭]/.test(accidental) ? -1 : 0;
  return 12 * (Number(octave) + 1) + (pitchClasses[letter] ?? 0) + shift;
}
