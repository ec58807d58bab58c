import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sending, sendingForm, serveApi, type ServedApi } from '../../../tests/suites/servedApi.ts';

let api: ServedApi;
beforeAll(async () => {
  api = await serveApi();
});
afterAll(() => api.close());

it('things within things without end are refused, not fallen over', async () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  for (const levels of [70, 400_000]) {
    const body = (text: string): RequestInit => ({ ...sending('POST', null), body: text });
    const inBody = body(`{"recordingId":"${crypto.randomUUID()}","voiceId":"deep","settings":${deep(levels)}}`);
    const inForm = sendingForm({ audio: new Blob(['x']), voiceId: 'deep', settings: deep(Math.min(levels, 100_000)) });
    for (const init of [inBody, inForm]) {
      const answer = await api.ask('/audio/jobs', init);
      expect([answer.status, await answer.json()]).toMatchObject([400, { details: { reason: 'too-deep' } }]);
    }
  }
});

it('connections beyond any use are closed at once, and those that are there go on', async () => {
  const first = await fetchStatus();
  const sockets = await Promise.all(Array.from({ length: 400 }, () => opened(api.port)));
  await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThan(100);
  for (const socket of sockets) socket.destroy();
  await expect.poll(fetchStatus).toBe(first);
});

function fetchStatus(): Promise<number> {
  return api.ask('/status').then(
    ({ status }) => status,
    () => 0,
  );
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      resolve(socket);
    });
    socket.on('error', () => {
      resolve(socket);
    });
    // Only a connection that is read notices its end.
    socket.resume();
  });
}
