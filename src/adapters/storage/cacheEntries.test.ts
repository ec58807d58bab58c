import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { SourcesInUse } from '../../workers/sourcesInUse.ts';
import { sizesByKind } from './folderSizes.ts';
import { SizeIndex } from './sizeIndex.ts';
import { cacheEntries, emptyTrash, entriesBeyond, takeOut } from './cacheEntries.ts';

const idle = (): void => undefined;
const hashOf = (letter: string): string => letter.repeat(64);

/** An analysis of 1000 bytes that was last used so many days ago. */
function keep(cache: string, letter: string, usedDaysAgo: number): string {
  const folder = path.join(cache, 'analysis', `${hashOf(letter)}-engine-1`);
  mkdirSync(path.join(folder, 'swiftf0'), { recursive: true });
  writeFileSync(path.join(folder, 'swiftf0', 'f0.f64'), new Uint8Array(1000));
  const used = new Date(Date.now() - usedDaysAgo * 24 * 3600 * 1000);
  utimesSync(folder, used, used);
  return folder;
}

describe('the cache over its limit', () => {
  it('loses what was unused for the longest time, but never what is needed, and all of an entry or nothing', () => {
    const cache = temporaryFolder();
    const [oldest, needed, old, fresh] = [
      keep(cache, 'a', 9),
      keep(cache, 'b', 8),
      keep(cache, 'c', 7),
      keep(cache, 'd', 1),
    ];
    const entries = cacheEntries(cache, idle);
    expect(entries.map(({ sha256, bytes }) => [sha256[0], bytes])).toEqual([
      ['a', 1000],
      ['b', 1000],
      ['c', 1000],
      ['d', 1000],
    ]);
    expect(entriesBeyond(entries, 4000, new Set())).toEqual([]);
    const beyond = entriesBeyond(entries, 2000, new Set([hashOf('b')]));
    expect(takeOut(cache, beyond).map(({ path: gone }) => gone)).toEqual([oldest, old]);
    expect([oldest, needed, old, fresh].map((folder) => existsSync(folder))).toEqual([false, true, false, true]);
    // A program killed here leaves them in the trash, which is no entry and goes the next time.
    expect(cacheEntries(cache, idle)).toHaveLength(2);
    emptyTrash(cache);
    expect(readdirSync(cache)).toEqual(['analysis']);
  });

  it('does not hold on to sizes of takes that changed, nor of one that is being rendered', () => {
    const root = temporaryFolder();
    const take = path.join(root, 'takes', 'one');
    mkdirSync(take, { recursive: true });
    writeFileSync(path.join(take, 'raw.f32'), new Uint8Array(10));
    const look = (): number => {
      const index = new SizeIndex(path.join(root, 'cache'));
      const sizes = sizesByKind(root, idle, (parent, name) => index.sizeOf(parent, name, idle));
      index.save();
      return sizes.find(({ kind }) => kind === 'takes')?.bytes ?? 0;
    };
    expect(look()).toBe(10);
    // Grows in place, which its folder's time does not tell.
    writeFileSync(path.join(take, 'raw.f32'), new Uint8Array(30), { flag: 'r+' });
    expect(look()).toBe(30);
    rmSync(path.join(take, 'raw.f32'));
    writeFileSync(path.join(take, 'master.wav'), new Uint8Array(20));
    expect([look(), look()]).toEqual([20, 20]);
    writeFileSync(path.join(take, 'export.json'), new Uint8Array(5));
    expect(look()).toBe(25);
    rmSync(take, { recursive: true });
    expect(look()).toBe(0);
  });

  it('knows what is worked on, wherever a request names it, and that it was used', async () => {
    const cache = temporaryFolder();
    const folder = keep(cache, 'a', 9);
    const uses = new SourcesInUse(cache, 'engine-1');
    let finish = (): void => undefined;
    const request = { melody: { kind: 'guide', source: { sha256: hashOf('a') } }, source: { sha256: hashOf('b') } };
    const work = uses.during(request, () => new Promise<void>((resolve) => (finish = resolve)));
    const again = uses.during({ sha256: hashOf('a') }, () => Promise.reject(new Error('failed')));
    await expect(again).rejects.toThrow('failed');
    expect(['a', 'b', 'c'].map((letter) => uses.has(hashOf(letter)))).toEqual([true, true, false]);
    await expect.poll(() => Date.now() - statSync(folder).mtimeMs).toBeLessThan(60_000);
    finish();
    await work;
    expect(uses.has(hashOf('a'))).toBe(false);
  });
});
