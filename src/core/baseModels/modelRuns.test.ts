import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../tests/suites/manualClock.ts';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import type { BaseModel } from '../../contract/baseModels.ts';
import { AppError } from '../../contract/errors.ts';
import { createEvents } from '../events.ts';
import type { InferencePort } from '../ports.ts';
import type { BaseModelEntry, BaseModelsPort, KeptBaseModel } from './ports.ts';
import { BaseModelService } from './service.ts';

const file = { name: 'rmvpe.pt', sizeBytes: 1_000_000, sha256: 'a'.repeat(64), urls: ['https://a.example/rmvpe.pt'] };
const entry: BaseModelEntry = {
  ...{ id: 'rmvpe', title: 'RMVPE', purpose: { en: '', 'pt-BR': '' }, licence: 'MIT', files: [file] },
};

const nobodyLeaves = new AbortController().signal;

/** The service over a disk and a host that the test plays. */
function openBench() {
  const clock = { ms: 1000 };
  const told: BaseModel[] = [];
  const events = createEvents((error) => {
    throw error;
  });
  events.subscribe((event) => event.name === 'baseModel.changed' && told.push(event.payload));
  const disk: { kept: KeptBaseModel; prepared: (() => void)[]; progress: (doneBytes: number) => void } = {
    kept: { sourcePath: null, builderVersion: null, keptBytes: 0 },
    prepared: [],
    progress: () => undefined,
  };
  const downloads: { finish: () => void; fail: (error: Error) => void }[] = [];
  const baseModels: BaseModelsPort = {
    entries: () => Promise.resolve([entry]),
    folderOf: () => '/models/rmvpe',
    look: () => Promise.resolve(disk.kept),
    download: (_entry, { signal, onProgress }) =>
      new Promise((resolve, reject) => {
        disk.progress = (doneBytes) => {
          onProgress(doneBytes, file.sizeBytes);
        };
        const finish = (): void => {
          disk.kept = { ...disk.kept, sourcePath: '/models/rmvpe/source' };
          resolve();
        };
        downloads.push({ finish, fail: reject });
        signal.addEventListener('abort', () => {
          reject(new AppError('CANCELLED', {}));
        });
      }),
    take: () =>
      Promise.resolve({
        entry,
        keep: () => {
          disk.kept = { ...disk.kept, sourcePath: '/models/rmvpe/source' };
          return Promise.resolve();
        },
        discard: () => Promise.resolve(),
      }),
    remove: () => {
      disk.kept = { sourcePath: null, builderVersion: null, keptBytes: 0 };
      return Promise.resolve();
    },
    setAside: () => {
      disk.kept = { ...disk.kept, sourcePath: null, keptBytes: file.sizeBytes };
      return Promise.resolve();
    },
    dropSource: () => {
      disk.kept = { ...disk.kept, sourcePath: null };
      return Promise.resolve();
    },
    tidy: () => Promise.resolve(),
  };
  let failure: AppError | undefined;
  const inference: InferencePort = {
    request: (operation, _input, { signal } = {}) =>
      new Promise((resolve, reject) => {
        if (operation !== 'prepareBaseModel') throw new Error(operation);
        signal?.addEventListener('abort', () => {
          reject(new AppError('CANCELLED', {}));
        });
        disk.prepared.push(() => {
          if (failure) return void reject(failure);
          disk.kept = { ...disk.kept, builderVersion: '2' };
          resolve({} as never);
        });
      }),
  };
  const files = { nameOf: (path: string) => path } as never;
  const log = createMemoryLog();
  const ports = { baseModels, inference, files, clock: manualClock(clock), log };
  const service = new BaseModelService(ports, events, [{ id: 'rmvpe', version: '2' }]);
  return { service, clock, told, disk, downloads, log, failWith: (error: AppError) => (failure = error) };
}

const stateOf = async ({ service }: ReturnType<typeof openBench>) => (await service.list())[0]?.current;

describe('a download', () => {
  it('is told at most ten times a second, with the time that is left, and its end always', async () => {
    const bench = openBench();
    await bench.service.download('rmvpe');
    await settle();
    bench.told.length = 0;
    for (let i = 1; i <= 200; i++) {
      bench.clock.ms += 10;
      bench.disk.progress(5000 * i);
    }
    expect(bench.told.length).toBeLessThanOrEqual(21);
    expect(bench.told.length).toBeGreaterThan(15);
    const [middle, last] = [bench.told.at(-5), bench.told.at(-1)];
    expect(middle?.current).toMatchObject({ state: 'downloading', remainingSec: expect.closeTo(0.3, 0) as unknown });
    expect(last).toMatchObject({ keptBytes: 1_000_000, current: { doneBytes: 1_000_000, remainingSec: 0 } });
  });

  it('asked for twice is made once', async () => {
    const bench = openBench();
    await Promise.all([bench.service.download('rmvpe'), bench.service.download('rmvpe')]);
    await settle();
    expect(bench.downloads).toHaveLength(1);
  });

  it('that fails is failed until it is tried again', async () => {
    const bench = openBench();
    await bench.service.download('rmvpe');
    await settle();
    const error = {
      code: 'DOWNLOAD_FAILED',
      details: { model: 'RMVPE', address: 'a.example', reason: 'offline' },
    } as const;
    bench.downloads[0]?.fail(new AppError(error.code, error.details));
    await settle();
    expect(await stateOf(bench)).toEqual({ state: 'failed', error });
    expect(bench.told.at(-1)?.current).toEqual({ state: 'failed', error });
    await bench.service.download('rmvpe');
    expect(await stateOf(bench)).toMatchObject({ state: 'downloading' });
  });
});

describe('a conversion', () => {
  it('waits for a model that is being prepared, and is refused while it is only being fetched', async () => {
    const bench = openBench();
    const missing = { code: 'BASE_MODEL_MISSING', details: { modelId: 'rmvpe', sizeMb: 1 } };
    const refused = async (): Promise<void> => {
      await expect(bench.service.ensureThere(['swift-f0', 'rmvpe'])).rejects.toMatchObject(missing);
      await expect(bench.service.ensureReady(['rmvpe'], nobodyLeaves)).rejects.toMatchObject(missing);
    };
    await refused();
    await bench.service.download('rmvpe');
    await settle();
    await refused();
    bench.downloads[0]?.finish();
    await settle();
    await bench.service.ensureThere(['rmvpe']);
    let isReady = false;
    const ready = bench.service.ensureReady(['rmvpe'], nobodyLeaves).then(() => (isReady = true));
    await settle();
    expect(isReady).toBe(false);
    bench.disk.prepared[0]?.();
    await ready;
    expect(await stateOf(bench)).toEqual({ state: 'ready' });
  });

  it('has a model of an older version prepared again from the file that was kept', async () => {
    const bench = openBench();
    bench.disk.kept = { sourcePath: '/models/rmvpe/source', builderVersion: '1', keptBytes: 0 };
    const ready = bench.service.ensureReady(['rmvpe'], nobodyLeaves);
    await settle();
    bench.disk.prepared[0]?.();
    await ready;
    expect(bench.downloads).toEqual([]);
  });
});

describe('a kept file', () => {
  it('that went bad is deleted, so that the next download brings a fresh one', async () => {
    const bench = openBench();
    bench.disk.kept = { sourcePath: '/models/rmvpe/source', builderVersion: null, keptBytes: 0 };
    bench.failWith(new AppError('BASE_MODEL_WRONG_FILE', { file: 'rmvpe.pt' }));
    bench.service.start();
    await settle();
    bench.disk.prepared[0]?.();
    await settle();
    expect(await stateOf(bench)).toMatchObject({ state: 'failed', error: { code: 'BASE_MODEL_WRONG_FILE' } });
    await bench.service.download('rmvpe');
    await settle();
    expect(bench.downloads).toHaveLength(1);
  });
});

describe('a preparation', () => {
  const source = { sourcePath: '/models/rmvpe/source', builderVersion: null, keptBytes: 0 };

  it('that is stopped leaves what was fetched for the next time, and the jobs that waited are told what they lack', async () => {
    const bench = openBench();
    bench.disk.kept = source;
    const job = bench.service.ensureReady(['rmvpe'], nobodyLeaves);
    const refused = expect(job).rejects.toMatchObject({ code: 'BASE_MODEL_MISSING' });
    await settle();
    const cancelled = await bench.service.cancel('rmvpe');
    expect(cancelled).toMatchObject({ keptBytes: 1_000_000, current: { state: 'missing' } });
    await refused;
    // Nothing takes it up by itself.
    bench.service.start();
    await settle();
    expect(bench.disk.prepared).toHaveLength(1);
  });

  it('for a file that was brought is stopped with its import, leaves nothing, and is begun again', async () => {
    const bench = openBench();
    const brought = bench.service.importFile('/a.pt', 'a.pt', 'one');
    const refused = expect(brought).rejects.toMatchObject({ code: 'CANCELLED' });
    await settle();
    expect(bench.told.at(-1)?.current).toEqual({ state: 'preparing' });
    await bench.service.stopImport('one');
    await refused;
    expect(bench.disk.kept.sourcePath).toBeNull();
    expect(bench.told.at(-1)?.current).toEqual({ state: 'missing' });
    // What was stopped, or never begun, is not begun any more.
    await bench.service.stopImport('two');
    for (const id of ['two', 'two']) {
      await expect(bench.service.importFile('/a.pt', 'a.pt', id)).rejects.toMatchObject({ code: 'CANCELLED' });
    }
    const again = bench.service.importFile('/a.pt', 'a.pt', 'three');
    await settle();
    bench.disk.prepared.at(-1)?.();
    expect((await again).current).toEqual({ state: 'ready' });
  });

  it('that two programs asked for goes on until the last of them stops it', async () => {
    const bench = openBench();
    const first = bench.service.importFile('/a.pt', 'a.pt', 'one');
    await settle();
    const second = bench.service.importFile('/b.pt', 'b.pt', 'two');
    await settle();
    expect(bench.disk.prepared).toHaveLength(1);
    const refused = expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    await bench.service.stopImport('one');
    await refused;
    expect(await stateOf(bench)).toEqual({ state: 'preparing' });
    bench.disk.prepared[0]?.();
    expect((await second).current).toEqual({ state: 'ready' });
  });

  it('for which there was no room is begun again without fetching anything', async () => {
    const bench = openBench();
    bench.disk.kept = source;
    bench.failWith(new AppError('DISK_FULL', { folder: '/models/rmvpe' }));
    bench.service.start();
    await settle();
    bench.disk.prepared[0]?.();
    await settle();
    expect(await stateOf(bench)).toMatchObject({ state: 'failed', error: { code: 'DISK_FULL' } });
    expect((await bench.service.download('rmvpe')).current).toEqual({ state: 'preparing' });
    expect(bench.downloads).toEqual([]);
  });

  it('goes on at the next start where the program ended under it', async () => {
    const bench = openBench();
    const brought = bench.service.importFile('/a.pt', 'a.pt', 'one');
    const cutOff = expect(brought).rejects.toMatchObject({ code: 'CANCELLED' });
    await settle();
    await bench.service.stop();
    await cutOff;
    expect(bench.disk.kept.sourcePath).not.toBeNull();
  });
});

describe('the end of the program', () => {
  it('stops what runs and waits for it', async () => {
    const bench = openBench();
    await bench.service.download('rmvpe');
    await settle();
    const before = bench.told.length;
    await bench.service.stop();
    expect(bench.told).toHaveLength(before);
    expect(bench.log.lines.map(({ event }) => event)).not.toContain('error');
  });
});
