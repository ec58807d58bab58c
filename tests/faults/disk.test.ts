import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCantado } from '../../src/adapters/composition.ts';
import { toEnvelope } from '../../src/contract/errors.ts';
import { putToSleep } from '../suites/childProcesses.ts';
import { loopClip } from '../suites/host.ts';
import { canMakeDisks, makeSmallDisk } from '../suites/smallDisk.ts';
import { spawnCantado } from '../suites/spawnCantado.ts';
import { temporaryFolder } from '../suites/temporaryFolder.ts';
import { testCantadoOptions } from '../suites/testCantado.ts';
import { order, soundOf, untilAt, untilEnded } from './sungRecording.ts';

const mebibyte = 1024 ** 2;

// A disk of a few megabytes needs root on Linux, which CI has. Each place that writes is tried with /dev/full in its own test.
const canMount = canMakeDisks();

it('a data folder that cannot be made is said to be', async () => {
  const file = await loopClip(temporaryFolder(), 'austen-0880', 1);
  const opening = openCantado(testCantadoOptions(path.join(file, 'data')));
  await expect(opening).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
});

if (canMount)
  describe('a disk that is full', () => {
    it('fails the job with its reason, whatever was being written, and keeps everything for when there is room', async () => {
      const file = await loopClip(temporaryFolder(), 'austen-0880', 2);
      const disk = makeSmallDisk(64);
      const dataFolder = path.join(disk.folder, 'data');
      const program = await spawnCantado(dataFolder);
      const clearCache = () => program.call('storage.clear', { what: 'cache' }).then(() => null, toEnvelope);
      const calm = await order(program, file);
      await untilEnded(program, calm.jobId);
      const expected = soundOf(dataFolder, calm);
      await expect.poll(clearCache).toBeNull();
      for (const overallRatio of [0.1, 0.6]) {
        const ordered = await order(program, file);
        const waiting = overallRatio === 0.1 ? await order(program, file) : null;
        await untilAt(program, ordered.jobId, overallRatio);
        const wake = await putToSleep(program.pid);
        disk.fill(0.1 * mebibyte);
        wake();
        const full = await untilEnded(program, ordered.jobId);
        // The last stages of a short take may just fit into what was reserved for them.
        if (full.status !== 'completed')
          expect(full, String(overallRatio)).toMatchObject({ status: 'failed', error: { code: 'DISK_FULL' } });
        // One job has said it; the next waits for the disk, not for a person.
        if (waiting) {
          await expect
            .poll(() => program.call('queue.get', undefined))
            .toMatchObject({ pausedBy: 'disk', queuedCount: 1 });
        }
        disk.free();
        if (waiting) expect(await untilEnded(program, waiting.jobId)).toMatchObject({ status: 'completed' });
        if (full.status === 'failed') await program.call('jobs.retry', ordered);
        expect(await untilEnded(program, ordered.jobId), String(overallRatio)).toMatchObject({ status: 'completed' });
        expect(soundOf(dataFolder, ordered), String(overallRatio)).toBe(expected);
        // The clear-out that follows a start may just be at work.
        await expect.poll(clearCache).toBeNull();
      }
    });

    it('refuses what it cannot keep in one sentence, and loses nothing it has', async () => {
      const file = await loopClip(temporaryFolder(), 'austen-0880', 1);
      const disk = makeSmallDisk(48);
      const dataFolder = path.join(disk.folder, 'data');
      const program = await spawnCantado(dataFolder);
      const made = await order(program, file);
      await untilEnded(program, made.jobId);
      disk.fill(0);
      for (let index = 0; index < 60; index++) {
        const refused = await program
          .call('settings.set', { exportFolder: null, nameTemplate: `{name}-${'x'.repeat(index)}-{n}` })
          .then(
            () => null,
            (error: unknown) => error,
          );
        if (refused) expect(refused).toMatchObject({ code: 'DISK_FULL' });
      }
      const ordered = await order(program, file).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'DISK_FULL' });
        return null;
      });
      if (ordered) expect((await untilEnded(program, ordered.jobId)).error).toMatchObject({ code: 'DISK_FULL' });
      await program.close();
      disk.free();
      const next = await openCantado(testCantadoOptions(dataFolder));
      expect(await next.call('jobs.get', made)).toMatchObject({ status: 'completed' });
      const again = await next.call('takes.again', { takeId: made.takeId });
      expect(await untilEnded(next, again.jobId)).toMatchObject({ status: 'completed' });
      await next.close();
    });
  });

if (canMount)
  describe('a data folder that became read-only', () => {
    it('is said to be when the program opens it', async () => {
      const disk = makeSmallDisk(16);
      disk.setReadOnly(true);
      const opening = openCantado(testCantadoOptions(path.join(disk.folder, 'data')));
      await expect(opening).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
      disk.setReadOnly(false);
    });

    it('with a library in it is said to be, and the library is as it was afterwards', async () => {
      const file = await loopClip(temporaryFolder(), 'austen-0880', 1);
      const disk = makeSmallDisk(48);
      const dataFolder = path.join(disk.folder, 'data');
      const first = await openCantado(testCantadoOptions(dataFolder));
      const made = await order(first, file);
      await untilEnded(first, made.jobId);
      await first.close();
      disk.setReadOnly(true);
      await expect(openCantado(testCantadoOptions(dataFolder))).rejects.toMatchObject({ code: 'FOLDER_NOT_WRITABLE' });
      disk.setReadOnly(false);
      const next = await openCantado(testCantadoOptions(dataFolder));
      expect(await next.call('jobs.get', made)).toMatchObject({ status: 'completed' });
      await next.close();
    });
  });
