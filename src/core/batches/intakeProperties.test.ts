import fc from 'fast-check';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createBatchBench } from '../../../tests/suites/batchBench.ts';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { openDatabase } from '../../adapters/db/openDatabase.ts';
import { createRepositories } from '../../adapters/db/repositories.ts';
import { batchIdSchema } from '../../contract/ids.ts';

type Rows = ReturnType<typeof createRepositories>;
/** How many more times rows are written before the program dies. */
type Life = { writesLeft: number; isOver: boolean };

const reads = /^(get|list|find.*|item|items|next.*|counts?|statuses|page|waiting|isAnalysed|finished)$/;

/** The rows of a program that dies at one of its writes: from then on nothing it does has any effect. */
function mortal(rows: Rows, life: Life): Rows {
  const guarded = <T extends object>(repository: T): T =>
    new Proxy(repository, {
      get(target, name, receiver) {
        const work: unknown = Reflect.get(target, name, receiver);
        if (typeof work !== 'function') return work;
        return (...values: unknown[]): unknown => {
          if (!reads.test(String(name)) && life.writesLeft-- <= 0) life.isOver = true;
          if (life.isOver) throw new Error('the program is dead');
          return work.apply(target, values) as unknown;
        };
      },
    });
  return Object.fromEntries(Object.entries(rows).map(([name, repository]) => [name, guarded(repository)])) as Rows;
}

function openRows() {
  const log = createMemoryLog();
  const migrationsFolder = path.resolve('resources/migrations');
  const dataFolder = temporaryFolder();
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  return { database, rows: createRepositories(database, log) };
}

function openLife(folder: string, rows: Rows, writesLeft: number) {
  const life: Life = { writesLeft, isOver: false };
  const bench = createBatchBench(folder, mortal(rows, life));
  const { probe, render } = bench.answers;
  const never = new Promise<never>(() => undefined);
  // The host dies with its program.
  if (probe) bench.answers.probe = (...asked) => (life.isOver ? never : probe(...asked));
  if (render) bench.answers.render = (...asked) => (life.isOver ? never : render(...asked));
  return { bench, life };
}

const fileKinds = ['good', 'same', 'corrupt', 'missing', 'inFolder'] as const;

it('every file of a batch ends in exactly one result, whatever it is and wherever the program dies', async () => {
  const { database, rows } = openRows();
  const kinds = fc.array(fc.constantFrom(...fileKinds), { minLength: 1, maxLength: 6 });
  const deaths = fc.array(fc.nat(14), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(kinds, deaths, async (files, lives) => {
      // Another one each time, also where an example is tried again in a smaller form.
      const uuid = crypto.randomUUID();
      const folder = path.join(temporaryFolder(), uuid);
      const out = path.join(folder, 'sung');
      mkdirSync(out, { recursive: true });
      const batchId = batchIdSchema.parse(uuid);
      const { bench: first } = openLife(folder, rows, Infinity);
      const paths = files.map((kind, index) => {
        const name = kind === 'inFolder' ? `in${String(index)}/talk.wav` : `${String(index)}/talk.wav`;
        const text = { same: `sound ${uuid}`, corrupt: 'no audio' }[kind as string] ?? `sound ${uuid} ${String(index)}`;
        const file = first.write(name, text);
        if (kind === 'missing') rmSync(file);
        return kind === 'inFolder' ? path.dirname(file) : file;
      });
      const request = { batchId, export: { format: 'wav', path: out } } as const;
      for (const writesLeft of lives) {
        const { bench, life } = openLife(folder, rows, writesLeft);
        try {
          bench.app.start();
        } catch (error) {
          // It may die while it starts.
          if (!life.isOver) throw error;
        }
        // Who does not know whether it was taken asks again.
        await bench.order(paths, request).catch(() => undefined);
        await expect
          .poll(async () => life.isOver || (await isDone(bench)), { timeout: 20_000, interval: 5 })
          .toBe(true);
      }
      const { bench } = openLife(folder, rows, Infinity);
      bench.app.start();
      await bench.order(paths, request);
      const items = await bench.ended(batchId);
      await bench.app.stop();
      const isGood = (kind: string): boolean => kind !== 'corrupt' && kind !== 'missing';
      expect(items.map(({ status }) => status)).toEqual(files.map((kind) => (isGood(kind) ? 'completed' : 'failed')));
      const jobs = rows.jobs.list({ batchId, limit: 100 });
      const outputs = jobs.map(({ outputPath }) => outputPath ?? '');
      expect(jobs).toHaveLength(files.filter(isGood).length);
      expect(new Set(jobs.map(({ takeId }) => takeId)).size).toBe(jobs.length);
      // Each take once, under a name of its own.
      expect(outputs.sort()).toEqual(
        readdirSync(out)
          .map((name) => path.join(out, name))
          .sort(),
      );
      expect(new Set(outputs.map((output) => readFileSync(output, 'utf8'))).size).toBe(jobs.length);

      async function isDone({ call }: typeof bench): Promise<boolean> {
        return (await call('batches.get', { batchId }).catch(() => undefined))?.state === 'done';
      }
    }),
    { numRuns: Number(process.env['CANTADO_BATCH_DEATHS'] ?? 25) },
  );
  database.close();
  // 200 batches, as in CI, wait for the disk most of the time; others may keep it busy.
}, 1_200_000);
