import { statSync } from 'node:fs';
import path from 'node:path';

/** Files the system asked the program to open, kept until the window takes them. */
export type OpenedFiles = {
  add(files: readonly string[]): void;
  /** Gives them away, once. */
  take(): string[];
};

export function createOpenedFiles(onAdded: () => void): OpenedFiles {
  let waiting: string[] = [];
  return {
    add(files) {
      if (files.length === 0) return;
      waiting.push(...files);
      onAdded();
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}

export type StartWords = { readonly files: readonly string[]; readonly dataFolder: string | undefined };

/**
 * Reads the words after the program's name: recordings to open and `--data-dir`. Chromium's own switches are among them and are
 * left alone; a word that is no file is not ours either.
 */
export function readStartWords(words: readonly string[], workingFolder: string): StartWords {
  const files: string[] = [];
  let dataFolder: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--data-dir') dataFolder = words[++at];
    else if (word.startsWith('--data-dir=')) dataFolder = word.slice('--data-dir='.length);
    else if (!word.startsWith('-')) {
      const file = path.resolve(workingFolder, word);
      if (statSync(file, { throwIfNoEntry: false })?.isFile()) files.push(file);
    }
  }
  return { files, dataFolder: dataFolder === undefined ? undefined : path.resolve(workingFolder, dataFolder) };
}
