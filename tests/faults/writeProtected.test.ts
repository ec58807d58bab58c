import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCantado } from '../../src/adapters/composition.ts';
import { putToSleep } from '../suites/childProcesses.ts';
import { loopClip } from '../suites/host.ts';
import { canShutDisks, makeShutDisk } from '../suites/shutDisk.ts';
import { spawnCantado } from '../suites/spawnCantado.ts';
import { temporaryFolder } from '../suites/temporaryFolder.ts';
import { testCantadoOptions } from '../suites/testCantado.ts';
import { order, soundOf, untilAt, untilEnded } from './sungRecording.ts';

// Needs root on Linux, which CI has.
if (canShutDisks())
  describe('a data folder that turns read-only under a running program', () => {
    it('is said to be in one sentence, keeps what waits, and is gone on with when it can be written again', async () => {
      const file = await loopClip(temporaryFolder(), 'austen-0880', 2);
      const disk = makeShutDisk();
      const dataFolder = path.join(disk.folder, 'data');
      const refusal = { code: 'FOLDER_NOT_WRITABLE', details: { folder: dataFolder } };
      const program = await spawnCantado(dataFolder);
      const running = await order(program, file);
      const waiting = await order(program, file);
      await untilAt(program, running.jobId, 0.2);
      // While it sleeps no file comes or goes under who shuts the disk.
      const wake = await putToSleep(program.pid);
      disk.setShut(true, [path.join(dataFolder, 'cantado.db-shm')]);
      wake();
      const failed = await untilEnded(program, running.jobId);
      expect(failed).toMatchObject({ status: 'failed', error: { code: 'FOLDER_NOT_WRITABLE' } });
      // Everything that would be kept is refused; what is there can be seen, and saved elsewhere.
      const { takeId } = running;
      await expect(program.call('takes.star', { takeId, isStarred: true })).rejects.toMatchObject(refusal);
      await expect(order(program, file)).rejects.toMatchObject(refusal);
      const target = path.join(temporaryFolder(), 'moved');
      await expect(program.call('storage.move', { folder: target })).rejects.toMatchObject(refusal);
      await expect(program.call('storage.clearOut', undefined)).rejects.toMatchObject({ code: refusal.code });
      const backup = path.join(temporaryFolder(), 'all.cantado-backup');
      expect(await program.call('storage.backUp', { path: backup, withTakes: true })).toMatchObject({ path: backup });
      // One job has said it; the others wait for the disk, not for a person.
      await expect.poll(() => program.call('queue.get', undefined)).toMatchObject({ pausedBy: 'disk', queuedCount: 1 });
      expect(await program.call('jobs.get', waiting)).toMatchObject({ status: 'queued', error: null });

      disk.setShut(false, []);
      expect(await untilEnded(program, waiting.jobId)).toMatchObject({ status: 'completed' });
      await program.call('jobs.retry', running);
      expect(await untilEnded(program, running.jobId)).toMatchObject({ status: 'completed' });
      expect(soundOf(dataFolder, running)).toBe(soundOf(dataFolder, waiting));
      await program.call('takes.star', { takeId, isStarred: true });
      await program.close();
      const next = await openCantado(testCantadoOptions(dataFolder));
      expect(await next.call('jobs.get', running)).toMatchObject({ status: 'completed' });
      expect(await next.call('takes.get', { takeId })).toMatchObject({ isStarred: true });
      await next.close();
    });

    it('by a fault of its disk can still be seen and left, and is whole on the next start', async () => {
      const disk = makeShutDisk();
      const dataFolder = path.join(disk.folder, 'data');
      const program = await spawnCantado(dataFolder);
      const refusal = { code: 'FOLDER_NOT_WRITABLE', details: { folder: dataFolder } };
      const set = (nameTemplate: string) => program.call('settings.set', { nameTemplate });
      await set('{name}-{n}');
      disk.fail();
      await expect(set('{name}')).rejects.toMatchObject(refusal);
      await expect(program.call('storage.move', { folder: temporaryFolder() })).rejects.toMatchObject(refusal);
      expect(await program.call('settings.get', undefined)).toMatchObject({ nameTemplate: '{name}-{n}' });
      await program.close();
      await expect(openCantado(testCantadoOptions(dataFolder))).rejects.toMatchObject({ code: refusal.code });
      disk.mountAgain();
      const next = await openCantado(testCantadoOptions(dataFolder));
      expect(await next.call('settings.get', undefined)).toMatchObject({ nameTemplate: '{name}-{n}' });
      await next.close();
    });
  });
