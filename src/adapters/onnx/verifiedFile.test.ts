import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { baseModelBuilders } from '../../engine/baseModels/registry.ts';
import { readPreparedModel, writePreparedModel } from './baseModelFolder.ts';
import { readDownloadableModels } from './modelManifest.ts';
import { verifiedFile } from './verifiedFile.ts';

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a network that the program wrote', () => {
  it('is loaded only while its bytes are those of the hash', async () => {
    const file = path.join(temporaryFolder(), 'encoder.onnx');
    writeFileSync(file, 'network');
    const sha256 = sha256Of(readFileSync(file));
    expect(await verifiedFile({ path: file, sha256 })).toBe(file);
    expect(await verifiedFile({ path: file, sha256 })).toBe(file);
    await expect(verifiedFile({ path: file, sha256: sha256Of(Buffer.from('other')) })).rejects.toMatchObject({
      code: 'MODEL_WRONG_HASH',
    });
    writeFileSync(file, 'netwerk');
    await expect(verifiedFile({ path: file, sha256 })).rejects.toMatchObject({ code: 'MODEL_WRONG_HASH' });
    rmSync(file);
    await expect(verifiedFile({ path: file, sha256 })).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });

  it('of a base model is not read again while size and time of change are those of its writing', async () => {
    const folder = path.join(temporaryFolder(), 'rmvpe');
    mkdirSync(folder);
    const file = path.join(folder, 'network.onnx');
    writeFileSync(file, 'network');
    const { size: sizeBytes, mtimeMs: modifiedMs, mtime } = statSync(file);
    // A hash that the bytes do not have tells whether they were read.
    const sha256 = sha256Of(Buffer.from('what was written'));
    const networks = { network: { file: 'network.onnx', sha256, sizeBytes, modifiedMs } };
    const shared = { version: 1, id: 'rmvpe', sourceSha256: '', builderVersion: '1' } as const;
    await writePreparedModel(folder, { ...shared, networks });
    expect(await verifiedFile({ path: file, sha256 })).toBe(file);
    utimesSync(file, mtime, new Date(mtime.getTime() + 1000));
    expect(await readPreparedModel(folder)).toBeUndefined();
    await expect(verifiedFile({ path: file, sha256 })).rejects.toMatchObject({ code: 'MODEL_WRONG_HASH' });
  });
});

describe('models/manifest.json', () => {
  it('names a file, encrypted addresses and a licence for every base model that can be built, and for no other', async () => {
    const models = await readDownloadableModels(path.resolve('models'));
    expect(models.map(({ id }) => id)).toEqual(baseModelBuilders.map(({ id }) => id));
    for (const { licence, purpose, delivery } of models) {
      expect(licence).toContain('MIT');
      expect(purpose['pt-BR']).not.toBe(purpose.en);
      for (const url of delivery.files.flatMap(({ urls }) => urls)) expect(url).toMatch(/^https:\/\/huggingface\.co\//);
    }
  });

  it('with an address that is not encrypted is refused', async () => {
    const folder = temporaryFolder();
    const manifest = readFileSync(path.resolve('models/manifest.json'), 'utf8');
    for (const address of ['http://huggingface.co', 'http://127.0.0.1.example', 'file://']) {
      writeFileSync(path.join(folder, 'manifest.json'), manifest.replace('https://huggingface.co', address));
      await expect(readDownloadableModels(folder)).rejects.toThrow();
    }
  });
});
