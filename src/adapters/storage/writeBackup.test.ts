import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { AppError } from '../../contract/errors.ts';
import { databaseName } from './layout.ts';
import { writeBackup } from './writeBackup.ts';

/** One file of this many pieces, each of which the work may be stopped before. */
const pieceCount = 4;

it.each(Array.from({ length: pieceCount + 1 }, (_, piece) => piece))(
  'a backup that is stopped before piece %i of a file says so and leaves nothing',
  async (stoppedBefore) => {
    const folder = temporaryFolder();
    const dataFolder = path.join(folder, 'data');
    mkdirSync(dataFolder);
    const databaseFile = path.join(dataFolder, databaseName);
    writeFileSync(databaseFile, new Uint8Array(pieceCount * 2 ** 20));
    const out = path.join(folder, 'out');
    mkdirSync(out);
    let asked = 0;
    const checkpoint = (): void => {
      if (asked++ === stoppedBefore) throw new AppError('CANCELLED', {});
    };
    const order = {
      ...{ dataFolder, databaseFile, withTakes: false, path: path.join(out, 'all.cantado-backup') },
      header: {
        ...{ appVersion: '0', createdAt: '2026-01-01T00:00:00.000Z', schema: { whenMs: 0, tag: '' } },
        ...{ voiceCount: 0, takeCount: 0, elsewhereCount: 0 },
      },
    };
    await expect(writeBackup(order, { checkpoint, onBytes: () => undefined })).rejects.toThrow('CANCELLED');
    expect(readdirSync(out)).toEqual([]);
  },
);
