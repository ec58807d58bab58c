import { cpSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptLibrary, seeLibrary } from '../../../tests/suites/keptLibrary.ts';
import { spawnCantado } from '../../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import { spreadOver, watchChanges } from '../../../tests/suites/watchedChanges.ts';
import type { Cantado } from '../cantado.ts';
import { openCantado } from '../composition.ts';

/** CI sets 200, which is more than there are changes. */
const deaths = Number(process.env['CANTADO_DEATHS'] ?? 2);

type Calls = Pick<Cantado, 'call'>;

/** A library whose takes got a star after it was backed up, so that the one can be told from the other. */
async function savedLibrary() {
  const folder = temporaryFolder();
  const data = path.join(folder, 'data');
  const file = path.join(folder, 'library.cantado-backup');
  const { takeIds } = keptLibrary(data, { takeCount: 3, takeBytes: 100_000 });
  const program = await openCantado(testCantadoOptions(data));
  const saved = await seeLibrary(program);
  await program.call('storage.backUp', { path: file, withTakes: true });
  for (const takeId of takeIds) await program.call('takes.star', { takeId, isStarred: true });
  const starred = await seeLibrary(program);
  await program.close();
  return {
    file,
    saved,
    starred,
    copyTo: (to: string) => {
      cpSync(data, to, { recursive: true, preserveTimestamps: true });
    },
  };
}

/** Has the program do something, and die before one of its changes of a file; @returns those that there were. */
async function killedWhile(ask: (program: Calls) => Promise<unknown>, dataFolder: string, change?: number) {
  const watched = watchChanges();
  const victim = await spawnCantado(dataFolder, { environment: watched.environment });
  const opening = watched.list().length;
  if (change !== undefined) watched.dieAfter(change);
  await Promise.race([ask(victim), victim.ended]);
  await victim.kill();
  const changes = watched.list().slice(opening);
  // Takes are copied by the host, a process of its own.
  if (change === undefined) expect(changes).toContainEqual(expect.stringContaining('master.wav'));
  return changes;
}

describe('the whole program, killed before any change of a file while its library', () => {
  it('moves, has it whole in the one place or the other, and ends it when it is asked again', async () => {
    const { starred, copyTo } = await savedLibrary();
    const begin = () => {
      const root = temporaryFolder();
      const [old, next] = [path.join(root, 'old'), path.join(root, 'new')];
      copyTo(old);
      return { old, next, ask: (program: Calls) => program.call('storage.move', { folder: next }) };
    };
    const calm = begin();
    const { length } = await killedWhile(calm.ask, calm.old);
    for (const change of spreadOver(length, deaths)) {
      const { old, next, ask } = begin();
      const changes = await killedWhile(ask, old, change);
      const when = `killed before change ${String(change)}: ${changes.at(-1) ?? ''}`;
      const again = await openCantado(testCantadoOptions(old));
      expect(await seeLibrary(again), when).toEqual(starred);
      await ask(again);
      expect(await seeLibrary(again), when).toEqual(starred);
      expect(await again.call('app.status', undefined)).toMatchObject({ dataFolder: next });
      await again.call('storage.clearOut', undefined);
      expect(existsSync(path.join(old, 'cantado.db'))).toBe(false);
      await again.close();
      expect([...halfWritten(old), ...halfWritten(next)], when).toEqual([]);
    }
  }, 1_200_000);

  it('is restored, has the old one or the new one whole, and ends it when it is asked again', async () => {
    const { file, saved, starred, copyTo } = await savedLibrary();
    const ask = (program: Calls): Promise<unknown> => program.call('storage.restore', { path: file });
    const begin = (): string => {
      const data = path.join(temporaryFolder(), 'data');
      copyTo(data);
      return data;
    };
    const { length } = await killedWhile(ask, begin());
    for (const change of spreadOver(length, deaths)) {
      const data = begin();
      const changes = await killedWhile(ask, data, change);
      const when = `killed before change ${String(change)}: ${changes.at(-1) ?? ''}`;
      const again = await openCantado(testCantadoOptions(data));
      expect([saved, starred], when).toContainEqual(await seeLibrary(again));
      await ask(again);
      expect(await seeLibrary(again), when).toEqual(saved);
      await again.close();
      expect(halfWritten(data), when).toEqual([]);
    }
  }, 1_200_000);
});

/** At the top of a data folder. */
function halfWritten(dataFolder: string): string[] {
  return readdirSync(dataFolder).filter((name) => name.includes('.part-'));
}
