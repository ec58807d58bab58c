import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { keepUpload } from '../files/keepUpload.ts';
import { createMelodyFiles } from './melodyFiles.ts';

const facts = { kind: 'score', name: 'Canção “é”.mid', recordingSha256: null } as const;
let folder = '';
beforeEach(() => {
  folder = path.join(temporaryFolder(), 'melodies');
});

describe('the library of melodies on the disk', () => {
  it('keeps a text under the hash of its bytes, once, under the last name it came with', async () => {
    const files = createMelodyFiles(folder);
    const id = await files.keep('{"é":1}', facts);
    expect(await files.keep('{"é":1}', { ...facts, name: 'later.mid' })).toBe(id);
    expect(await files.read(id)).toEqual({ text: '{"é":1}', facts: { ...facts, name: 'later.mid' } });
    expect(readFileSync(files.fileOf(id), 'utf8')).toBe('{"é":1}');
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await files.keep('{"é":2}', facts)).not.toBe(id);
  });

  it('knows nothing of what was never kept, was deleted, or was changed by somebody else', async () => {
    const files = createMelodyFiles(folder);
    const [gone, torn, changed] = [
      await files.keep('a', facts),
      await files.keep('b', facts),
      await files.keep('c', facts),
    ];
    rmSync(files.fileOf(gone));
    writeFileSync(path.join(folder, `${torn}.facts.json`), '{"kind":"sc');
    writeFileSync(files.fileOf(changed), 'cc');
    for (const id of [gone, torn, changed]) expect(await files.read(id)).toBeUndefined();
    for (const id of [gone, torn]) expect(await files.factsOf(id)).toBeUndefined();
    // What is kept again is whole again.
    expect(await files.keep('c', facts)).toBe(changed);
    expect((await files.read(changed))?.text).toBe('c');
  });

  it('clears what a killed process left half-written', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, `${'a'.repeat(64)}.json.part-1-0123abcd.json`), 'half');
    const files = createMelodyFiles(folder);
    const id = await files.keep('a', facts);
    expect(readdirSync(folder).sort()).toEqual([`${id}.facts.json`, `${id}.json`]);
  });

  it('says where it cannot write', async () => {
    writeFileSync(folder, 'a file where the folder would be');
    const inside = path.join(folder, 'melodies');
    await expect(createMelodyFiles(inside).keep('a', facts)).rejects.toMatchObject({
      code: 'FOLDER_NOT_WRITABLE',
      details: { folder: inside },
    });
  });
});

it('an upload of notes beyond all length is refused in megabytes and leaves nothing behind', async () => {
  const options = { maximumBytes: 3 * 1024 ** 2, keptName: (sha256: string) => sha256 };
  const body = new Blob([new Uint8Array(3 * 1024 ** 2 + 1)]).stream();
  await expect(keepUpload(folder, 'song.mid', body, options)).rejects.toMatchObject({
    code: 'FILE_TOO_LARGE',
    details: { file: 'song.mid', limit: '3 MB' },
  });
  expect(readdirSync(folder)).toEqual([]);
});
