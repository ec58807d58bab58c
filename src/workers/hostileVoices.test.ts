import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHost, type TestHost } from '../../tests/suites/host.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { torchZip, type TorchValue } from '../../tests/suites/torchFile.ts';
import { smallestSize, voiceRoot } from '../../tests/suites/voiceFile.ts';
import type { VoiceSize } from '../engine/proof/randomVoice.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(async () => {
  await host.close();
});

/** What bringing a voice comes to: `voice`, or the code of its refusal. */
async function outcomeOf(root: Map<string | number, TorchValue>): Promise<string> {
  const place = path.join(temporaryFolder(), 'odd.pth');
  writeFileSync(place, torchZip(root));
  const folder = path.join(host.folder, 'voices', crypto.randomUUID());
  mkdirSync(folder, { recursive: true });
  const request = { path: place, name: 'odd.pth', indexPath: null, indexName: null, folder };
  return host.client.request('importVoice', request).then(
    () => 'voice',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

const sizes: readonly (readonly [string, Partial<VoiceSize>])[] = [
  ['more speakers than there are singers', { speakerCount: 100_001 }],
  ['a latent of 8192 channels', { interChannels: 8192 }],
  ['as many layers as are allowed', { layerCount: 64 }],
  ['an even kernel in its layers', { kernelSize: 2 }],
  ['the largest kernel in its layers', { kernelSize: 63 }],
  ['stages that raise nothing', { upsampleRates: [1, 2, 40], upsampleKernels: [63, 2, 62] }],
  ['kernels as wide as their rates', { upsampleRates: [2, 40], upsampleKernels: [2, 40] }],
  ['odd rates', { upsampleRates: [5, 16], upsampleKernels: [7, 18] }],
];
describe('a voice of odd sizes is sung or refused in words', () => {
  it.each(sizes)('with %s', async (_, change) => {
    expect(await outcomeOf(voiceRoot({ ...smallestSize, ...change }))).toMatch(
      /^voice$|VOICE_FILE_DAMAGED|VOICE_UNSUPP/,
    );
  });

  it('that looks further than any voice does', async () => {
    const root = voiceRoot();
    const config = [...(root.get('config') as TorchValue[])];
    config[11] = [
      [64, 64, 64],
      [64, 64, 64],
      [64, 64, 64],
    ];
    expect(await outcomeOf(root.set('config', config))).toMatch(/^voice$|VOICE_FILE_DAMAGED|VOICE_UNSUPP/);
  });
});
