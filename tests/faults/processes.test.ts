import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { JobId } from '../../src/contract/ids.ts';
import type { Job } from '../../src/contract/jobs.ts';
import { hostBelow, processesBelow, signal } from '../suites/childProcesses.ts';
import { loopClip } from '../suites/host.ts';
import { spawnCantado, type CantadoProcess } from '../suites/spawnCantado.ts';
import { temporaryFolder } from '../suites/temporaryFolder.ts';
import { hasEnded, waitForJob } from '../suites/testCantado.ts';
import { order, untilAt, untilEnded } from './sungRecording.ts';

const isLinux = process.platform === 'linux';

/** Kills a process of a program as soon as there is one; undefined where the job had ended before. */
async function killOnce(find: () => number | undefined, hasGivenUp: () => boolean): Promise<number | undefined> {
  while (!hasGivenUp()) {
    const pid = find();
    if (pid !== undefined && signal(pid, 'SIGKILL')) return pid;
    await sleep(2);
  }
  return undefined;
}

/** Whether a job has ended, as far as the program has told: asking it each time would take too long. */
function watchEnd(program: CantadoProcess, jobId: JobId): () => boolean {
  let isOver = false;
  void untilEnded(program, jobId).then(() => (isOver = true));
  return () => isOver;
}

describe.runIf(isLinux)('the inference host', () => {
  it('killed three times on one chunk fails that job with its reason, and the queue goes on', async () => {
    const long = await loopClip(temporaryFolder(), 'austen-0870', 4);
    const short = await loopClip(temporaryFolder(), 'austen-0880', 1);
    const program = await spawnCantado(path.join(temporaryFolder(), 'data'));
    const first = await order(program, long);
    const second = await order(program, short);
    const isOver = watchEnd(program, first.jobId);
    const killed = new Set<number>();
    while (!isOver()) {
      // Before a whole chunk is there: as soon as there is a host that was not killed yet.
      const find = (): number | undefined => {
        const host = hostBelow(program.pid);
        return host !== undefined && !killed.has(host) ? host : undefined;
      };
      const pid = await killOnce(find, isOver);
      if (pid !== undefined) killed.add(pid);
    }
    expect(await program.call('jobs.get', first)).toMatchObject({ status: 'failed', error: { code: 'HOST_CRASHED' } });
    // One more died where the job had not begun in it, or had ended in the one before.
    expect(killed.size).toBeGreaterThanOrEqual(3);
    expect(await untilEnded(program, second.jobId)).toMatchObject({ status: 'completed', error: null });
    await program.call('jobs.retry', first);
    expect((await untilAt(program, first.jobId, 0.1)).status).toMatch(/processing|completed/);
  });

  it('that gets no memory fails the job with its reason; with memory again the same job is sung', async () => {
    const file = await loopClip(temporaryFolder(), 'austen-0880', 2);
    const program = await spawnCantado(path.join(temporaryFolder(), 'data'), { isQuiet: true });
    const status = readFileSync(`/proc/${String(program.pid)}/status`, 'utf8');
    const bytesOfData = Number(/VmData:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    // Enough for the program itself; every host it starts inherits the limit and cannot load a network.
    const tooLittle = String(bytesOfData + 256 * 1024 ** 2);
    const limit = (pid: number, bytes: string): void => {
      execFileSync('prlimit', ['--pid', String(pid), `--data=${bytes}:unlimited`]);
    };
    const takeMemory = (): void => {
      limit(program.pid, tooLittle);
      const host = hostBelow(program.pid);
      if (host !== undefined) signal(host, 'SIGKILL');
    };
    const giveMemory = (): void => {
      limit(program.pid, 'unlimited');
      const host = hostBelow(program.pid);
      if (host !== undefined && signal(host, 'SIGSTOP')) {
        limit(host, 'unlimited');
        signal(host, 'SIGCONT');
      }
    };
    takeMemory();
    const { id: recordingId } = await program.call('recordings.open', { path: file }).catch((error: unknown) => {
      expect(error).toMatchObject({ code: expect.stringMatching(/OUT_OF_MEMORY|HOST_CRASHED/) as string });
      giveMemory();
      return program.call('recordings.open', { path: file });
    });
    takeMemory();
    const ordered = await program.call('jobs.create', { recordingId, voiceId: 'deep' as never });
    const failed = await untilEnded(program, ordered.jobId);
    expect(failed).toMatchObject({
      status: 'failed',
      error: { code: expect.stringMatching(/OUT_OF_MEMORY|HOST_CRASHED/) as string },
    });
    giveMemory();
    await program.call('jobs.retry', ordered);
    expect(await untilEnded(program, ordered.jobId)).toMatchObject({ status: 'completed', error: null });
  });
});

describe.runIf(isLinux)('ffmpeg', () => {
  it('killed while it reads a recording fails the job with its reason, and the same job works afterwards', async () => {
    const file = await loopClip(temporaryFolder(), 'austen-0870', 40);
    const program = await spawnCantado(path.join(temporaryFolder(), 'data'));
    const { id: recordingId } = await program.call('recordings.open', { path: file, isSpeech: false });
    const ordered = await program.call('jobs.create', { recordingId, voiceId: 'deep' as never });
    const isOver = watchEnd(program, ordered.jobId);
    const ffmpeg = (): number | undefined =>
      processesBelow(program.pid).find(({ command }) => command.includes(path.basename(file)))?.pid;
    expect(await killOnce(ffmpeg, isOver)).toBeDefined();
    const failed = await untilEnded(program, ordered.jobId);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'FFMPEG_FAILED' } });
    await program.call('jobs.retry', ordered);
    const isRead = (job: Job): boolean => hasEnded(job) || (job.progress !== null && job.progress.stage !== 'decode');
    expect((await waitForJob(program, ordered.jobId, isRead)).status).toBe('processing');
  });
});
