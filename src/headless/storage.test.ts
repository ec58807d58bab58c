import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptLibrary } from '../../tests/suites/keptLibrary.ts';
import { runCommand, staysOpen } from '../../tests/suites/runCommand.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';
import { voiceIdSchema } from '../contract/ids.ts';
import type { StorageUsage } from '../contract/storage.ts';

describe('cantado storage', () => {
  it('tells what there is, empties, saves, restores and moves the library, in both languages', async () => {
    const folder = temporaryFolder();
    const data = path.join(folder, 'data');
    const { takeIds, bytes } = keptLibrary(data);
    const cantado = await openCantado(testCantadoOptions(data));
    const run = (words: string, language = 'en') =>
      runCommand({
        argv: words.split(' '),
        homeFolder: folder,
        language,
        openCantado: staysOpen(cantado),
      });
    const usage = async () => JSON.parse((await run('storage --json')).out) as StorageUsage;
    const bytesOf = async (kind: string) => (await usage()).kinds.find((one) => one.kind === kind)?.bytes;
    expect(await bytesOf('takes')).toBeGreaterThanOrEqual(bytes);
    const shown = await run('storage', 'pt_BR');
    expect(shown.out).toMatch(/^tomadas +240 kB$/m);
    expect(shown.out).toMatch(/^livre no disco +/m);

    const [first, second] = takeIds;
    for (const takeId of [first, second]) if (takeId) await cantado.call('takes.remove', { takeId });
    const emptied = await run('storage clear bin');
    expect(emptied.out).toMatch(/^80\.\d kB freed$/m);
    expect(existsSync(path.join(data, 'takes', first ?? ''))).toBe(false);
    expect(await cantado.call('takes.get', { takeId: first ?? ('' as never) })).toMatchObject({
      recipe: { app: 'cantado' },
    });

    await cantado.call('settings.set', { storage: { cacheLimitGb: 10, takesExpireDays: 1, takesLimitGb: null } });
    const third = takeIds[2] ?? ('' as never);
    await cantado.call('takes.star', { takeId: third, isStarred: true });
    expect((await usage()).nextClearOut).toMatchObject({ takeCount: 3 });
    expect((await run('storage clear-out --json')).out).toBe('{"takeCount":3,"freedBytes":0}\n');
    expect(await usage()).toMatchObject({ bin: { takeCount: 3 }, lastClearOut: { takeCount: 3 } });
    expect((await cantado.call('takes.get', { takeId: third })).removedAt).toBeNull();

    // A job that waits goes along.
    await cantado.call('queue.pause', undefined);
    const recordings = await cantado.call('recordings.list', {});
    const recordingId = recordings.find((one) => one.path.startsWith(data))?.id ?? ('' as never);
    const voiceId = voiceIdSchema.parse('deep');
    const { jobId } = await cantado.call('jobs.create', { recordingId, voiceId, settings: {} });
    await cantado.call('jobs.pause', { jobId });
    await cantado.call('queue.resume', undefined);

    const file = path.join(folder, 'all.cantado-backup');
    const saved = await run(`storage back-up ${file}`, 'pt_BR');
    expect(saved.out).toBe(`${file}\n`);
    expect(saved.err).toContain('1 gravação está em outro lugar deste computador e não vai na cópia.');
    rmSync(path.join(data, 'takes', third), { recursive: true });
    const restored = await run(`storage restore ${file}`);
    expect(restored.out).toMatch(/^The library is as it was on /);
    expect(restored.err).toContain('This library was restored. Its waiting jobs go on when you say so');
    expect(readdirSync(path.join(data, 'takes'))).toContain(third);

    const target = path.join(folder, 'elsewhere');
    expect((await run(`storage move ${target}`)).out).toBe(`The library is in ${target} now.\n`);
    expect((await usage()).folder).toBe(target);
    expect((await run('storage clear everything')).code).toBe(2);
    expect((await run(`storage back-up ${file}`)).code).toBe(2);
    await cantado.close();
  });
});
