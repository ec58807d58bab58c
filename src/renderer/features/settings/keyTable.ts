import type { Command } from '../keyboard/shortcuts.ts';

/** A command and the keys it has, as they are written on a keyboard; `Ctrl` stands for the command key of a Mac. */
export type KeyLine = {
  readonly command: Exclude<Command, 'phraseBack' | 'phraseForward' | 'previousRegion'>;
  readonly keys: readonly string[];
};

/** Keys that work in every place of the window. */
export const keysAnywhere: readonly KeyLine[] = [
  { command: 'goConvert', keys: ['Ctrl', '1'] },
  { command: 'goVoices', keys: ['Ctrl', '3'] },
  { command: 'queue', keys: ['Ctrl', 'J'] },
  { command: 'settings', keys: ['Ctrl', ','] },
  { command: 'open', keys: ['Ctrl', 'O'] },
  { command: 'bringVoice', keys: ['Ctrl', 'I'] },
  { command: 'nextRegion', keys: ['F6'] },
  { command: 'escape', keys: ['Esc'] },
];

export const keysConvert: readonly KeyLine[] = [
  { command: 'convert', keys: ['Ctrl', 'Enter'] },
  { command: 'export', keys: ['Ctrl', 'E'] },
  { command: 'undo', keys: ['Ctrl', 'Z'] },
  { command: 'redo', keys: ['Ctrl', 'Shift', 'Z'] },
];

/** Those that a preference switches off. */
export const keysWithoutCtrl: readonly KeyLine[] = [
  { command: 'playPause', keys: ['Space'] },
  { command: 'hearSpoken', keys: ['A'] },
  { command: 'hearSung', keys: ['B'] },
  { command: 'loop', keys: ['L'] },
  { command: 'search', keys: ['/'] },
  { command: 'back', keys: ['←'] },
  { command: 'forward', keys: ['→'] },
];
