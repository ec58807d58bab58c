import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keptInCache, keptLibrary, seeLibrary } from '../../../tests/suites/keptLibrary.ts';
import { spawnCantado } from '../../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import type { StorageWork } from '../../contract/storage.ts';
import type { Cantado } from '../cantado.ts';
import { openCantado } from '../composition.ts';

async function openHere(dataFolder: string): Promise<Cantado> {
  const cantado = await openCantado(testCantadoOptions(dataFolder));
  onTestFinished(() => cantado.close());
  return cantado;
}

function works(cantado: Cantado): (StorageWork | null)[] {
  const told: (StorageWork | null)[] = [];
  cantado.subscribe((event) => {
    if (event.name === 'storage.changed') told.push(event.payload);
  });
  return told;
}

describe('a library that is moved', () => {
  it('is found by every program, whole but for a cache that no job needs, and can come back', async () => {
    const root = temporaryFolder();
    const [old, next] = [path.join(root, 'old'), path.join(root, 'new')];
    keptLibrary(old);
    keptInCache(old, 3_000_000, false);
    const needed = keptInCache(old, 70_000, true);
    const cantado = await openHere(old);
    const other = await spawnCantado(old);
    const before = await seeLibrary(cantado);
    const { movingBytes, kinds, totalBytes } = await cantado.call('storage.usage', undefined);
    const cacheBytes = kinds.find(({ kind }) => kind === 'cache')?.bytes ?? 0;
    expect(movingBytes).toBe(totalBytes - cacheBytes + 70_000);
    const told = works(cantado);
    expect(await other.call('storage.move', { folder: next })).toEqual({ folder: next });
    expect(await other.call('app.status', undefined)).toMatchObject({ dataFolder: next });
    expect(await seeLibrary(cantado)).toEqual(before);
    expect(told.map((work) => work?.kind)).toContain('move');
    // Rows and logs of a moment more or less.
    const expectedBytes = Math.max(...told.map((work) => work?.totalBytes ?? 0));
    expect(Math.abs(expectedBytes - movingBytes)).toBeLessThan(200_000);
    expect(readdirSync(path.join(next, 'cache', 'analysis'))).toEqual([needed]);
    await expect.poll(() => told.at(-1)).toBeNull();
    await cantado.call('storage.clearOut', undefined);
    expect(readdirSync(old).sort()).toEqual(['moved-to.json', 'owner.lock']);
    // The same call again is done already; the place that was left may be gone back to.
    expect(await cantado.call('storage.move', { folder: next })).toEqual({ folder: next });
    expect(await cantado.call('storage.move', { folder: old })).toEqual({ folder: old });
    expect(await seeLibrary(cantado)).toEqual(before);
    await cantado.close();
    await other.close();
    expect(await seeLibrary(await openHere(next))).toEqual(before);
  });

  it('begins nothing new in the old place while its disk is unplugged', async () => {
    const root = temporaryFolder();
    const away = path.join(root, 'unplugged');
    writeFileSync(path.join(root, 'moved-to.json'), JSON.stringify({ version: 1, folder: away }));
    await expect(openHere(root)).rejects.toMatchObject({ code: 'LIBRARY_AWAY', details: { folder: away } });
    expect(readdirSync(root)).toEqual(['moved-to.json']);
    writeFileSync(path.join(root, 'moved-to.json'), JSON.stringify({ version: 1, folder: root }));
    await expect(openHere(root)).rejects.toMatchObject({ code: 'LIBRARY_AWAY' });
  });

  it('refuses a folder inside it, around it, or with anything in it, and leaves no trace there', async () => {
    const root = temporaryFolder();
    const data = path.join(root, 'around', 'data');
    const cantado = await openHere(data);
    const move = (folder: string): Promise<unknown> => cantado.call('storage.move', { folder });
    await expect(move(path.join(data, 'inside'))).rejects.toMatchObject({ code: 'FOLDER_NOT_USABLE' });
    await expect(move(path.dirname(data))).rejects.toMatchObject({ code: 'FOLDER_NOT_USABLE' });
    writeFileSync(path.join(root, 'letter.txt'), 'mine');
    await expect(move(root)).rejects.toMatchObject({ code: 'FOLDER_NOT_USABLE' });
    const full = temporaryFolder();
    writeFileSync(path.join(full, 'letter.txt'), 'mine');
    await expect(move(full)).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY', details: { folder: full } });
    await expect(move(path.join(full, 'letter.txt', 'x'))).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
    expect(readdirSync(full)).toEqual(['letter.txt']);
    expect(existsSync(path.join(data, 'inside'))).toBe(false);
  });
});

describe('a backup', () => {
  it('is the library again on another computer, and what was there is kept', async () => {
    const root = temporaryFolder();
    const file = path.join(root, 'library.cantado-backup');
    const made = keptLibrary(path.join(root, 'here'));
    // And a job that waits.
    keptInCache(path.join(root, 'here'), 1, true);
    const here = await openHere(path.join(root, 'here'));
    const before = await seeLibrary(here);
    const summary = await here.call('storage.backUp', { path: file, withTakes: true });
    expect(summary).toMatchObject({ path: file, takeCount: made.takeIds.length + 1, elsewhereCount: 2, voiceCount: 1 });
    expect(await here.call('storage.inspectBackup', { path: file })).toEqual(summary);
    await expect(here.call('storage.backUp', { path: file, withTakes: true })).rejects.toMatchObject({
      code: 'OUTPUT_EXISTS',
    });
    expect(readdirSync(root).sort()).toEqual(['here', 'library.cantado-backup']);

    const there = path.join(root, 'there');
    const another = keptLibrary(there);
    const program = await openHere(there);
    const follower = await spawnCantado(there);
    expect(await follower.call('storage.restore', { path: file })).toEqual(summary);
    expect(await seeLibrary(program)).toEqual(before);
    expect(await follower.call('queue.get', undefined)).toMatchObject({ pausedBy: 'restored', queuedCount: 1 });
    expect(await program.call('queue.resume', undefined)).toMatchObject({ pausedBy: null });
    const replaced = readdirSync(there).filter((name) => name.startsWith('replaced-'));
    expect(replaced).toHaveLength(1);
    const old = path.join(there, replaced[0] ?? '');
    expect(readdirSync(path.join(old, 'takes')).sort()).toEqual([...another.takeIds].sort());
    const usage = await program.call('storage.usage', undefined);
    expect(usage.kinds.find(({ kind }) => kind === 'replaced')?.bytes).toBeGreaterThan(0);
    expect(readdirSync(there)).not.toContain('.restore');
  });

  it('without takes keeps their recipes', async () => {
    const root = temporaryFolder();
    const file = path.join(root, 'small.cantado-backup');
    const { takeIds } = keptLibrary(path.join(root, 'data'));
    const cantado = await openHere(path.join(root, 'data'));
    expect(await cantado.call('storage.backUp', { path: file, withTakes: false })).toMatchObject({ takeCount: 0 });
    await cantado.call('storage.restore', { path: file });
    for (const takeId of takeIds) {
      const take = await cantado.call('takes.get', { takeId });
      expect(take.purgedAt).not.toBeNull();
      expect(take.recipe.app).toBe('cantado');
    }
    expect(readdirSync(path.join(root, 'data', 'takes'))).toEqual([]);
  });

  it('of a newer program, or that is something else, changes nothing', async () => {
    const root = temporaryFolder();
    keptLibrary(path.join(root, 'data'));
    const cantado = await openHere(path.join(root, 'data'));
    const before = await seeLibrary(cantado);
    const other = path.join(root, 'song.zip');
    writeFileSync(other, 'not a backup at all, but long enough to be one');
    for (const name of ['storage.restore', 'storage.inspectBackup'] as const) {
      await expect(cantado.call(name, { path: other })).rejects.toMatchObject({ code: 'NOT_A_BACKUP' });
      await expect(cantado.call(name, { path: path.join(root, 'none') })).rejects.toMatchObject({
        code: 'FILE_NOT_FOUND',
      });
    }
    const file = path.join(root, 'library.cantado-backup');
    await cantado.call('storage.backUp', { path: file, withTakes: true });
    const bytes = readFileSync(file);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(cantado.call('storage.restore', { path: file })).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    expect(await seeLibrary(cantado)).toEqual(before);
    expect(readdirSync(path.join(root, 'data'))).not.toContain('.restore');
  });
});
