import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { copyLibrary } from './copyLibrary.ts';
import { beginArrival, commitMove, libraryFolder } from './movedLibrary.ts';
import { decideRestore, discardArriving, finishRestore } from './restoredLibrary.ts';

describe('what was decided', () => {
  it('a move holds, although the new place could not be tidied up after it', async () => {
    const root = temporaryFolder();
    const [old, next] = [path.join(root, 'old'), path.join(root, 'new')];
    mkdirSync(old);
    // Stands where the note of the move is to be put.
    mkdirSync(path.join(next, 'moved-from.json', 'something'), { recursive: true });
    writeFileSync(path.join(next, 'cantado.db'), 'library');
    await beginArrival(next, old);
    // A failure here would have the copy removed, to which the old folder points already.
    await commitMove(old, next);
    expect(await libraryFolder(old)).toBe(next);
  });

  it('a restore holds, although the session that decided it failed afterwards', async () => {
    const folder = temporaryFolder();
    const arrived = path.join(folder, '.restore', 'cantado.db');
    mkdirSync(path.dirname(arrived));
    writeFileSync(arrived, 'library');
    const summary = {
      path: '/a',
      bytes: 1,
      voiceCount: 0,
      takeCount: 0,
      elsewhereCount: 0,
      createdAt: '',
      appVersion: '1',
    };
    await discardArriving(temporaryFolder());
    await decideRestore(folder, { requestId: 'one', summary, nowMs: 0 });
    await discardArriving(folder);
    await finishRestore(folder);
    expect(readFileSync(path.join(folder, 'cantado.db'), 'utf8')).toBe('library');
    mkdirSync(path.dirname(arrived), { recursive: true });
    await discardArriving(folder);
    expect(existsSync(path.dirname(arrived))).toBe(false);
  });
});

it('a file that is written to while it is copied is copied again in the second pass', () => {
  const root = temporaryFolder();
  const [from, to] = [path.join(root, 'from'), path.join(root, 'to')];
  mkdirSync(from);
  const file = path.join(from, 'devices.json');
  writeFileSync(file, 'old');
  utimesSync(file, 1000, 1000);
  const onBytes = (): void => {
    writeFileSync(file, 'new');
  };
  copyLibrary({ from, to, state: 'open', keptCache: [] }, { checkpoint: () => undefined, onBytes });
  copyLibrary({ from, to, state: 'whole', keptCache: [] }, { checkpoint: () => undefined, onBytes: () => undefined });
  expect(readFileSync(path.join(to, 'devices.json'), 'utf8')).toBe('new');
});
