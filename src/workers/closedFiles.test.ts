import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipPath, renderRequestOf, sourceOfFile } from '../../tests/suites/host.ts';
import { smallBaseModels, writeSmallModels } from '../../tests/suites/smallBaseModels.ts';
import { createRunModel } from '../adapters/onnx/runModel.ts';
import { AppError } from '../contract/errors.ts';
import type { RenderRequest } from '../contract/inference.ts';
import { defaultsOf } from '../contract/settings/defaults.ts';
import { rvcSettings } from '../engine/converters/rvc/settings.ts';
import { analyse } from './tasks/analyse.ts';
import { contentFeatures } from './tasks/contentFeatures.ts';
import { convert } from './tasks/convert.ts';
import { decode } from './tasks/decode.ts';
import { importVoice } from './tasks/importVoice.ts';
import { performTake } from './tasks/perform.ts';
import { prepareBaseModel } from './tasks/prepareBaseModel.ts';
import { defaultExtractorId } from './tasks/recordingFiles.ts';
import type { TaskContext } from './taskTypes.ts';

/** Open files can be listed where the system shows them as links. */
const isLinux = process.platform === 'linux';
const fixtures = path.resolve('tests/fixtures/rvc');
const indexName = 'added_IVF10_Flat_nprobe_1_idx256_v1.index';
const listening = { network: 'layer9-projected', width: 256 };
let folder = '';
let context: TaskContext;
let request: RenderRequest;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cantado-closed-'));
  const modelsFolder = writeSmallModels(path.join(folder, 'models'));
  const folders = { modelsFolder, baseModelsFolder: path.join(folder, 'base-models') };
  const config = { ...folders, cacheFolder: path.join(folder, 'cache'), logsFolder: folder, devicesFile: '' };
  context = {
    config: { ...config, ffmpegPath: null },
    isCancelled: () => false,
    onProgress: () => undefined,
    runModel: createRunModel(folders),
  };
  const clip = path.join(folder, 'clip.wav');
  // Told to be at another rate than networks listen at, so that it has to be resampled for them.
  const bytes = readFileSync(clipPath('austen-0880'));
  bytes.writeUInt32LE(22_050, 24);
  bytes.writeUInt32LE(2 * 22_050, 28);
  writeFileSync(clip, bytes);
  const voiceFolder = path.join(folder, 'voice');
  const modelFolder = path.join(config.baseModelsFolder, 'contentvec');
  for (const made of [voiceFolder, modelFolder]) mkdirSync(made, { recursive: true });
  const file = path.join(folder, 'hubert_base.pt');
  copyFileSync(smallBaseModels.contentvec, file);
  await prepareBaseModel({ modelId: 'contentvec', file, folder: modelFolder }, context);
  const voice = path.join(fixtures, 'voices/v1_f0_40k/v1_f0_40k.pth');
  const index = path.join(fixtures, 'index/idx256', indexName);
  const brought = { path: voice, name: 'a.pth', indexPath: index, indexName, folder: voiceFolder };
  await importVoice(brought, context);
  const source = await sourceOfFile(clip);
  await decode(source, context);
  await analyse({ source, extractorId: defaultExtractorId }, context);
  const settings = { ...defaultsOf(rvcSettings), mode: 'snap' };
  const made = renderRequestOf(source, '', { settings });
  const sungBy = { converterId: 'rvc', preset: {}, rangeMidi: null, folder: voiceFolder };
  request = { ...made, voice: sungBy, recipe: { ...made.recipe, converterId: 'rvc' } };
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Files of the test's folder that this process holds open. */
const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const target = readlinkSync(path.join('/proc/self/fd', descriptor));
      return target.startsWith(folder) ? [target] : [];
    } catch {
      return []; // The one that lists the folder is gone by now.
    }
  });

const leftovers = (): string[] =>
  readdirSync(path.join(folder, 'cache'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.part'),
  );

/** Networks that fail, or a cancel that arrives, at the call of that number. */
function disturbed(how: 'error' | 'cancel', atCall: number): TaskContext {
  let calls = 0;
  let isCancelled = false;
  return {
    ...context,
    isCancelled: () => isCancelled,
    runModel: (model, inputs) => {
      if (++calls < atCall) return context.runModel(model, inputs);
      isCancelled = how === 'cancel';
      return Promise.reject(how === 'error' ? new Error('The network broke') : new AppError('CANCELLED', {}));
    },
  };
}

function requestFor(pipeline: string, name: string): RenderRequest {
  const takeFolder = path.join(folder, `${pipeline}-${name}`);
  mkdirSync(takeFolder, { recursive: true });
  const { recipe } = request;
  return { ...request, takeFolder, recipe: { ...recipe, settings: { ...recipe.settings, pipeline } } };
}

const ends = ['error', 'cancel'] as const;

describe.runIf(isLinux)('files of an RVC take', () => {
  it.each(ends)('are closed, and no half of one is left, when listening ends with an %s', async (how) => {
    const { source } = request;
    await expect(contentFeatures({ source, ...listening }, disturbed(how, 1))).rejects.toThrow();
    expect([...openFiles(), ...leftovers()]).toEqual([]);
  });

  it.each(['exact', 'original', 'applio'])(
    'are closed when the pipeline %s ends with an error or a cancel',
    async (pipeline) => {
      await contentFeatures({ source: request.source, ...listening }, context);
      for (const how of ends) {
        for (const atCall of [1, 2, 3]) {
          const asked = requestFor(pipeline, `${how}-${String(atCall)}`);
          await performTake(asked, context);
          await expect(convert(asked, disturbed(how, atCall))).rejects.toThrow();
          expect([...openFiles(), ...leftovers()]).toEqual([]);
        }
      }
    },
  );

  it('are closed when the journal cannot be opened', async () => {
    await contentFeatures({ source: request.source, ...listening }, context);
    const asked = { ...requestFor('exact', 'blocked'), takeFolder: path.join(folder, 'clip.wav') };
    await expect(convert(asked, context)).rejects.toThrow();
    expect(openFiles()).toEqual([]);
  });
});
