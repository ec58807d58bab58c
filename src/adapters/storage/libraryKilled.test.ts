import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { keptLibrary, seeLibrary } from '../../../tests/suites/keptLibrary.ts';
import { seededRatio } from '../../../tests/suites/seededRatio.ts';
import { spawnCantado } from '../../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import { openCantado } from '../composition.ts';

/** CI sets 50. */
const killPoints = Math.max(2, Math.round(Number(process.env['CANTADO_KILL_POINTS'] ?? 6) / 3));
/** About how long either takes, from the call to the answer of the new session, ms. */
const wholeMs = 900;
const longestMs = 60_000 + 20_000 * killPoints;

describe('the whole program, killed while its library changes', () => {
  it(
    `has the old one or the new one, whole, and ends it when it is asked again, ${String(killPoints)} times`,
    { timeout: longestMs },
    async () => {
      const origin = temporaryFolder();
      const file = path.join(origin, 'library.cantado-backup');
      const { takeIds } = keptLibrary(path.join(origin, 'data'), { takeCount: 12, takeBytes: 500_000 });
      const first = await openCantado(testCantadoOptions(path.join(origin, 'data')));
      const before = await seeLibrary(first);
      await first.call('storage.backUp', { path: file, withTakes: true });
      // By a star the library as it is can be told from the one that was saved.
      for (const takeId of takeIds) await first.call('takes.star', { takeId, isStarred: true });
      const changed = await seeLibrary(first);
      await first.close();

      for (let seed = 0; seed < killPoints; seed++) {
        const root = temporaryFolder();
        const [old, next] = [path.join(root, 'old'), path.join(root, 'new')];
        cpSync(path.join(origin, 'data'), old, { recursive: true, preserveTimestamps: true });
        const isMove = seed % 2 === 0;
        const ask = (program: Pick<typeof first, 'call'>): Promise<unknown> =>
          isMove ? program.call('storage.move', { folder: next }) : program.call('storage.restore', { path: file });
        const victim = await spawnCantado(old);
        void ask(victim).catch(() => undefined);
        await sleep(wholeMs * seededRatio(4000 + seed));
        await victim.kill();

        const again = await openCantado(testCantadoOptions(old));
        const possible = isMove ? [changed] : [changed, before];
        expect(possible, `seed ${String(seed)}`).toContainEqual(await seeLibrary(again));
        await ask(again);
        expect(await seeLibrary(again), `seed ${String(seed)}`).toEqual(isMove ? changed : before);
        if (isMove) {
          expect(await again.call('app.status', undefined)).toMatchObject({ dataFolder: next });
          await again.call('storage.clearOut', undefined);
          expect(existsSync(path.join(old, 'cantado.db'))).toBe(false);
        }
        await again.close();
      }
    },
  );
});
