import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SharedRuns, type RunOptions } from './sharedRuns.ts';

function openWork() {
  const seen: RunOptions[] = [];
  let finish: (value: string) => void = () => undefined;
  const start = (options: RunOptions): Promise<string> => {
    seen.push(options);
    return new Promise((resolve, reject) => {
      finish = resolve;
      options.signal.addEventListener('abort', () => {
        reject(new Error('stopped'));
      });
    });
  };
  return {
    start,
    seen,
    finish(value: string) {
      finish(value);
    },
  };
}

const never = new AbortController().signal;

describe('shared runs', () => {
  it('do the work once for everybody who asks while it runs, and tell everybody how far it is', async () => {
    const runs = new SharedRuns();
    const work = openWork();
    const heard: string[] = [];
    const ask = (who: string) =>
      runs.run('a', work.start, { signal: never, onProgress: (ratio) => heard.push(`${who} ${String(ratio)}`) });
    const both = Promise.all([ask('first'), ask('second')]);
    work.seen[0]?.onProgress?.(0.5);
    work.finish('done');
    expect(await both).toEqual(['done', 'done']);
    expect(work.seen).toHaveLength(1);
    expect(heard).toEqual(['first 0.5', 'second 0.5']);
  });

  it('let one asker leave while the others go on', async () => {
    const runs = new SharedRuns();
    const work = openWork();
    const leaver = new AbortController();
    const left = runs.run('a', work.start, { signal: leaver.signal });
    const stayed = runs.run('a', work.start, { signal: never });
    leaver.abort();
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(work.seen[0]?.signal.aborted).toBe(false);
    work.finish('done');
    expect(await stayed).toBe('done');
  });

  it('stop the work when the last asker leaves, and the next one starts it again', async () => {
    const runs = new SharedRuns();
    const work = openWork();
    const leaver = new AbortController();
    const left = runs.run('a', work.start, { signal: leaver.signal });
    leaver.abort();
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
    await nextTurn();
    expect(work.seen[0]?.signal.aborted).toBe(true);
    const again = runs.run('a', work.start, { signal: never });
    work.finish('done');
    expect(await again).toBe('done');
    expect(work.seen).toHaveLength(2);
  });
});
