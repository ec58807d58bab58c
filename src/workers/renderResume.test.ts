import { rm, truncate, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takePaths } from '../adapters/takes/takeFiles.ts';
import type { RenderRequest } from '../contract/inference.ts';
import { countChanges, expectSameAfterDeathAt } from '../../tests/suites/dyingHost.ts';
import { loopClip, openTestHost, renderRequestOf, sourceOfFile, type TestHost } from '../../tests/suites/host.ts';
import { outcomeOf, renderKilledAt } from '../../tests/suites/renderKills.ts';
import { spreadOver } from '../../tests/suites/watchedChanges.ts';

const jobId = '5f0c9f5e-6d0b-4a1e-9a57-2f1d6c1d9a01';
/** CI sets 200, which is more than there are changes. */
const deaths = Number(process.env['CANTADO_DEATHS'] ?? 4);

let undisturbed: TestHost;
let clip = '';
let reference: Awaited<ReturnType<typeof outcomeOf>>;

beforeAll(async () => {
  undisturbed = await openTestHost();
  clip = await loopClip(undisturbed.folder, 'austen-0880', 2);
  const request = await requestIn(undisturbed);
  await undisturbed.client.request('render', request);
  reference = await outcomeOf(undisturbed, request);
});
afterAll(async () => {
  await undisturbed.close();
});

async function requestIn(host: TestHost): Promise<RenderRequest> {
  const exportTo = { path: join(host.folder, 'out.flac'), format: 'flac', quality: '24' } as const;
  return { ...renderRequestOf(await sourceOfFile(clip), join(host.folder, 'take'), { exportTo }), jobId };
}

describe('a render whose host is killed', () => {
  it('before any change of a file ends bit-equal to an undisturbed one, and leaves nothing else', async () => {
    const count = await countChanges({ requestIn });
    for (const change of spreadOver(count, deaths)) await expectSameAfterDeathAt(change, { requestIn }, reference);
  }, 1_200_000);

  it('again and again makes progress with every whole chunk and is not disturbed by a torn journal', async () => {
    const host = await openTestHost({ config: undisturbed.config });
    try {
      let kills = 0;
      const point = { stage: 'convert', delayMs: 5 } as const;
      while (kills < 3 && (await renderKilledAt(host, await requestIn(host), { ...point, doneRatio: 0.3 * kills })))
        kills++;
      const request = await requestIn(host);
      const { journal } = takePaths(request.takeFolder);
      const written = await readFile(journal);
      await truncate(journal, Math.max(0, written.length - 5));
      await host.client.request('render', request);
      expect(await outcomeOf(host, request)).toEqual(reference);
    } finally {
      await host.close();
    }
  });

  it('that finished and then lost its master is rendered again from what is cached', async () => {
    const host = await openTestHost({ config: undisturbed.config });
    try {
      const request = await requestIn(host);
      await host.client.request('render', request);
      await rm(takePaths(request.takeFolder).master);
      await rm(join(host.folder, 'out.flac'));
      const { stages } = await host.client.request('render', request);
      const ran = stages.filter(({ realTimeFactor }) => realTimeFactor !== null).map(({ stage }) => stage);
      expect(ran).not.toContain('decode');
      expect(ran).not.toContain('perform');
      expect(await outcomeOf(host, request)).toEqual(reference);
    } finally {
      await host.close();
    }
  });
});
