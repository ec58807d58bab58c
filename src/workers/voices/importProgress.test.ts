import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeSmallModels } from '../../../tests/suites/smallBaseModels.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { createRunModel } from '../../adapters/onnx/runModel.ts';
import { importVoice } from '../tasks/importVoice.ts';

const fixtures = path.resolve('tests/fixtures/rvc');
const voice = path.join(fixtures, 'voices/v1_f0_40k/v1_f0_40k.pth');
const indexName = 'added_IVF10_Flat_nprobe_1_idx256_v1.index';

/** Imports a voice with its index. @param stopAt share of the work after which it shall stop */
async function bring(stopAt = Infinity) {
  const home = temporaryFolder();
  const folders = { modelsFolder: writeSmallModels(path.join(home, 'models')), baseModelsFolder: home };
  const folder = path.join(home, 'voice');
  mkdirSync(folder);
  const told: number[] = [];
  const request = {
    path: voice,
    name: 'Inês.pth',
    indexPath: path.join(fixtures, 'index/idx256', indexName),
    indexName,
  };
  const result = importVoice(
    { ...request, folder },
    {
      config: { ...folders, cacheFolder: home, logsFolder: home, devicesFile: '', ffmpegPath: null },
      isCancelled: () => (told.at(-1) ?? 0) >= stopAt,
      onProgress: (doneRatio) => told.push(doneRatio),
      runModel: createRunModel(folders),
    },
  );
  return { told, result: await Promise.allSettled([result]).then(([settled]) => settled) };
}

it('an import tells how far it is by what it has read of its files, and never falls back', async () => {
  const { told, result } = await bring();
  expect(result.status).toBe('fulfilled');
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(0)).toBe(0);
  expect(told.at(-1)).toBe(1);
  expect(statSync(voice).size).toBeGreaterThan(10_000);
  for (const [from, to] of [
    [0, 0.2],
    [0.2, 0.3],
    [0.3, 0.5],
    [0.8, 1],
  ] as const) {
    expect(
      told.filter((ratio) => ratio > from && ratio < to).length,
      `between ${String(from)} and ${String(to)}`,
    ).toBeGreaterThan(0);
  }
});

it.each([0.1, 0.25, 0.5])('an import that shall stop after %d of its work stops there', async (stopAt) => {
  const { told, result } = await bring(stopAt);
  expect(result).toMatchObject({ status: 'rejected', reason: { code: 'CANCELLED' } });
  expect(told.filter((ratio) => ratio >= stopAt).length).toBeLessThanOrEqual(2);
});
