import path from 'node:path';
import { expect, it } from 'vitest';
import { toEnvelope } from '../../src/contract/errors.ts';
import { loopClip } from '../suites/host.ts';
import { spawnCantado } from '../suites/spawnCantado.ts';
import { temporaryFolder } from '../suites/temporaryFolder.ts';
import { order, untilAt, untilEnded } from './sungRecording.ts';

it('a cache that is cleared under running and waiting jobs disturbs none of them', async () => {
  const program = await spawnCantado(path.join(temporaryFolder(), 'data'));
  const running = await order(program, await loopClip(temporaryFolder(), 'austen-0880', 2));
  const waiting = await order(program, await loopClip(temporaryFolder(), 'austen-0870', 1));
  for (const overallRatio of [0.05, 0.4]) {
    await untilAt(program, running.jobId, overallRatio);
    // The clear-out that follows a start may just be at work.
    await expect.poll(() => program.call('storage.clear', { what: 'cache' }).then(() => null, toEnvelope)).toBeNull();
  }
  expect(await untilEnded(program, running.jobId)).toMatchObject({ status: 'completed', error: null });
  expect(await untilEnded(program, waiting.jobId)).toMatchObject({ status: 'completed', error: null });
});
