import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { copyLibrary, removeLibrary } from './copyLibrary.ts';
import { leftFolder, libraryFolder, settleArrival } from './movedLibrary.ts';
import { removeCopy } from './removeCopy.ts';

const idle = { checkpoint: () => undefined, onBytes: () => undefined };

function note(folder: string, name: string, other: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), JSON.stringify({ version: 1, folder: other }));
}

/** A library beside files of a person, as where somebody chose a folder of their own for it. */
function mixed(folder: string): void {
  for (const name of ['takes', 'voices', 'holiday pictures']) {
    mkdirSync(path.join(folder, name), { recursive: true });
    writeFileSync(path.join(folder, name, 'one'), name);
  }
  writeFileSync(path.join(folder, 'cantado.db'), '');
  writeFileSync(path.join(folder, 'letter.txt'), 'mine');
}

describe('what lies in a data folder and is not ours', () => {
  const theirs = ['holiday pictures', 'letter.txt'];

  it('is never deleted, though a note says that the library left', () => {
    const old = temporaryFolder();
    mixed(old);
    removeLibrary(old, idle.checkpoint);
    expect(readdirSync(old).sort()).toEqual(theirs);
  });

  it('stays where a copy is given up or made exact, when it was put there meanwhile', async () => {
    const [from, to] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(path.join(from, 'takes'));
    writeFileSync(path.join(from, 'takes', 'two'), '');
    mixed(to);
    copyLibrary({ from, to, state: 'whole', keptCache: [] }, idle);
    expect(readdirSync(path.join(to, 'takes'))).toEqual(['two']);
    expect(readdirSync(path.join(to, 'holiday pictures'))).toEqual(['one']);
    await removeCopy(to, from);
    expect(readdirSync(to).sort()).toEqual(theirs);
  });

  it('is not reached by notes that lead around or into the library', async () => {
    const outer = temporaryFolder();
    const library = path.join(outer, 'library');
    const inner = path.join(library, 'voices');
    for (const from of [outer, inner, library]) {
      note(library, 'moved-from.json', from);
      note(from, 'moved-to.json', library);
      expect(await leftFolder(library), from).toBeUndefined();
    }
    const beside = path.join(outer, 'beside');
    note(library, 'moved-from.json', beside);
    expect(await leftFolder(library)).toBeUndefined();
    note(beside, 'moved-to.json', library);
    expect(await leftFolder(library)).toBe(beside);
  });
});

it('a folder of the library that lies elsewhere behind a link is copied with it, and stays where it lies', () => {
  const [from, to, elsewhere] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  mkdirSync(path.join(elsewhere, 'one'));
  writeFileSync(path.join(elsewhere, 'one', 'master.wav'), 'sung');
  symlinkSync(elsewhere, path.join(from, 'takes'), 'junction');
  symlinkSync(elsewhere, path.join(from, 'not ours'), 'junction');
  copyLibrary({ from, to, state: 'whole', keptCache: [] }, idle);
  removeLibrary(from, idle.checkpoint);
  expect(readdirSync(to)).toEqual(['takes']);
  expect(readFileSync(path.join(to, 'takes', 'one', 'master.wav'), 'utf8')).toBe('sung');
  expect(readdirSync(from)).toEqual(['not ours']);
  expect(readdirSync(elsewhere)).toEqual(['one']);
});

describe('a note that was spoilt', () => {
  it.each(['library', './library', '', 7])(
    'does not let a library begin anew where one may have left: %o',
    async (other) => {
      const folder = temporaryFolder();
      note(folder, 'moved-to.json', other);
      await expect(libraryFolder(folder)).rejects.toMatchObject({ code: 'LIBRARY_AWAY' });
      const copy = temporaryFolder();
      note(copy, 'arriving.json', other);
      await expect(settleArrival(copy)).rejects.toMatchObject({ code: 'LIBRARY_AWAY' });
    },
  );
});
