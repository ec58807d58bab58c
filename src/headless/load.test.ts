import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { loopClip, sha256 } from '../../tests/suites/host.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { hasEnded, testCantadoOptions, waitForJob } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';
import type { AppEvent } from '../contract/events.ts';
import { voiceIdSchema } from '../contract/ids.ts';
import { startHttpServer } from './httpServer.ts';

const voiceId = voiceIdSchema.parse('your-own-voice');
const token = 'a-token-of-a-test-that-is-long-enough';
const clientCount = 4;

async function openServed() {
  const folder = temporaryFolder();
  const cantado = await openCantado(testCantadoOptions(path.join(folder, 'data')));
  onTestFinished(() => cantado.close());
  const server = await startHttpServer({ cantado, rendererFolder: folder, port: 0, token });
  onTestFinished(() => server.close());
  return { folder, cantado, port: server.port };
}

/** A socket that remembers which jobs it heard to be completed. */
async function listener(port: number): Promise<readonly string[]> {
  const completed: string[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/events`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  onTestFinished(() => {
    socket.terminate();
  });
  socket.on('message', (data: Buffer) => {
    const event = JSON.parse(data.toString('utf8')) as AppEvent;
    if (event.name === 'job.changed' && event.payload.status === 'completed') completed.push(event.payload.id);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return completed;
}

describe('a queue with clients that ask and listen while takes are sung', () => {
  it('does every job once, two at a time, tells each to every listener and gives equal takes for equal recipes', async () => {
    const { folder, cantado, port } = await openServed();
    const { id: recordingId } = await cantado.call('recordings.open', {
      path: await loopClip(folder, 'austen-0880', 2),
    });
    await cantado.call('settings.set', { parallelJobs: 2 });
    await cantado.call('queue.pause', undefined);
    const made = await Promise.all(
      Array.from({ length: 6 }, () => cantado.call('jobs.create', { recordingId, voiceId, seed: 3 })),
    );
    const heard = await Promise.all(Array.from({ length: clientCount }, () => listener(port)));
    const stop = new AbortController();
    const atWork = new Set<string>();
    let mostAtATime = 0;
    cantado.subscribe((event) => {
      if (event.name !== 'job.changed') return;
      if (event.payload.status === 'processing') atWork.add(event.payload.id);
      else atWork.delete(event.payload.id);
      mostAtATime = Math.max(mostAtATime, atWork.size);
    });
    const poll = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        const response = await fetch(`http://127.0.0.1:${String(port)}/call/queue.get`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}` },
          body: '{}',
        });
        expect(await response.json()).toMatchObject({ ok: true });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const clients = Array.from({ length: clientCount }, poll);
    await cantado.call('queue.resume', undefined);
    const jobs = await Promise.all(made.map(({ jobId }) => waitForJob(cantado, jobId, hasEnded)));
    stop.abort();
    await Promise.all(clients);
    expect(jobs.map(({ status, error }) => error?.code ?? status)).toEqual(made.map(() => 'completed'));
    expect(mostAtATime).toBe(2);
    const ids = made.map(({ jobId }) => jobId).sort();
    await expect.poll(() => heard.map((completed) => [...completed].sort())).toEqual(heard.map(() => ids));
    const masters = made.map(({ takeId }) => readFileSync(path.join(folder, 'data', 'takes', takeId, 'master.wav')));
    expect(new Set(masters.map((bytes) => sha256(bytes))).size).toBe(1);
    expect(await cantado.call('queue.get', undefined)).toMatchObject({ queuedCount: 0, remainingSec: 0 });
    expect((await cantado.call('queue.get', undefined)).speeds).toMatchObject([
      { converterId: 'resynth', sampleCount: 6 },
    ]);
  }, 120_000);

  it('a take that was paused in the middle goes on from its whole chunks and ends with the same bits', async () => {
    const { folder, cantado } = await openServed();
    const file = await loopClip(folder, 'austen-0880', 6);
    const { id: recordingId } = await cantado.call('recordings.open', { path: file });
    const order = { recordingId, voiceId, seed: 3 };
    const calm = await cantado.call('jobs.create', order);
    await waitForJob(cantado, calm.jobId, hasEnded);
    // One that was done before the pause came proves nothing: then the next.
    const pausedInTheMiddle = async () => {
      for (;;) {
        const made = await cantado.call('jobs.create', order);
        await waitForJob(cantado, made.jobId, (job) => hasEnded(job) || (job.progress?.playableSec ?? 0) > 1);
        await cantado.call('queue.pause', undefined);
        const paused = await waitForJob(cantado, made.jobId, ({ status }) => status !== 'processing');
        if (paused.status !== 'completed') return { ...made, paused };
        await cantado.call('queue.resume', undefined);
      }
    };
    const { jobId, takeId, paused } = await pausedInTheMiddle();
    expect(paused).toMatchObject({ status: 'queued', isPaused: false });
    expect(paused.progress?.playableSec).toBeGreaterThan(1);
    await cantado.call('queue.resume', undefined);
    expect(await waitForJob(cantado, jobId, hasEnded)).toMatchObject({ status: 'completed' });
    const [first, second] = [calm.takeId, takeId].map((id) =>
      sha256(readFileSync(path.join(folder, 'data', 'takes', id, 'master.wav'))),
    );
    expect(second).toBe(first);
  }, 120_000);
});
