import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { RenderRequest } from '../contract/inference.ts';
import { defaultsOf } from '../contract/settings/defaults.ts';
import { rvcSettings } from '../engine/converters/rvc/settings.ts';
import { countChanges, expectSameAfterDeathAt } from '../../tests/suites/dyingHost.ts';
import { loopClip, openTestHost, renderRequestOf, sourceOfFile, type TestHost } from '../../tests/suites/host.ts';
import { outcomeOf } from '../../tests/suites/renderKills.ts';
import { spreadOver } from '../../tests/suites/watchedChanges.ts';
import { smallBaseModels, writeSmallModels } from '../../tests/suites/smallBaseModels.ts';

const jobId = '0d6f1c1e-7f0e-4a57-8a55-8b2f0a3d5c02';
/** CI sets 200; here a quarter of them: the changes are those of any render but for what a network listens to. */
const deaths = Math.max(3, Math.round(Number(process.env['CANTADO_DEATHS'] ?? 0) / 4));

let undisturbed: TestHost;
let modelsFolder = '';
let clip = '';
let voiceFolder = '';
let reference: Awaited<ReturnType<typeof outcomeOf>>;

beforeAll(async () => {
  modelsFolder = writeSmallModels(await mkdtemp(join(tmpdir(), 'cantado-models-')));
  undisturbed = await openTestHost({ config: { modelsFolder } });
  const { config, folder, client } = undisturbed;
  clip = await loopClip(folder, 'austen-0870', 2);
  voiceFolder = join(folder, 'voice');
  await mkdir(voiceFolder);
  const voice = resolve('tests/fixtures/rvc/voices/v1_f0_40k/v1_f0_40k.pth');
  await client.request('importVoice', {
    path: voice,
    name: 'v1_f0_40k.pth',
    indexPath: null,
    indexName: null,
    folder: voiceFolder,
  });
  await client.request('prepareBaseModel', {
    modelId: 'contentvec',
    file: smallBaseModels.contentvec,
    folder: join(config.baseModelsFolder, 'contentvec'),
  });
  const request = await requestIn(undisturbed);
  await client.request('render', request);
  reference = await outcomeOf(undisturbed, request);
});
afterAll(async () => {
  await undisturbed.close();
  await rm(modelsFolder, { recursive: true });
});

async function requestIn(host: TestHost): Promise<RenderRequest> {
  const exportTo = { path: join(host.folder, 'out.flac'), format: 'flac', quality: '24' } as const;
  const request = renderRequestOf(await sourceOfFile(clip), join(host.folder, 'take'), {
    exportTo,
    settings: { ...defaultsOf(rvcSettings), mode: 'snap' },
  });
  return {
    ...request,
    jobId,
    voice: { converterId: 'rvc', preset: {}, rangeMidi: null, folder: voiceFolder },
    recipe: { ...request.recipe, converterId: 'rvc' },
  };
}

describe('a render of an RVC voice whose host is killed', () => {
  it('before any change of a file ends bit-equal to an undisturbed one, and leaves nothing else', async () => {
    const { baseModelsFolder } = undisturbed.config;
    const killed = { config: { modelsFolder, baseModelsFolder }, requestIn };
    const count = await countChanges(killed);
    for (const change of spreadOver(count, deaths)) await expectSameAfterDeathAt(change, killed, reference);
  }, 1_200_000);
});
