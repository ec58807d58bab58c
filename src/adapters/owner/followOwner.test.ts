import { describe, expect, it } from 'vitest';
import type { AppEvent } from '../../contract/events.ts';
import { batchIdSchema, jobIdSchema } from '../../contract/ids.ts';
import { followOwner } from './followOwner.ts';
import type { Session } from './session.ts';

const batchId = batchIdSchema.parse(crypto.randomUUID());
/** What the second owner finds when it opens the library: the first had sung the last file, and died before it told. */
const found: Readonly<Record<string, unknown>> = {
  'batches.list': [{ id: batchId, state: 'done' }],
  'queue.get': { queuedCount: 0 },
  'storage.work': null,
};

type Asked = Pick<Session, 'dispatch' | 'subscribe'>;

function sessionThatGoes(gone: Promise<void>, asked?: Asked): Session {
  const nothing = (): never => {
    throw new Error('nobody asks for this');
  };
  return {
    isOwner: false,
    gone,
    subscribe: () => () => undefined,
    dispatch: (name) => Promise.resolve({ ok: true, value: found[name] ?? [] }),
    ...{
      mediaResponse: nothing,
      upload: nothing,
      uploadRecording: nothing,
      uploadVoice: nothing,
      uploadMelody: nothing,
    },
    close: () => Promise.resolve(),
    ...asked,
  };
}

describe('who follows an owner that goes away', () => {
  it('hears from the next how every batch and the queue are, so that nobody waits for an end that was', async () => {
    let leave = (): void => undefined;
    const firstIsGone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const goings = [firstIsGone, new Promise<void>(() => undefined)];
    const follower = await followOwner(() => Promise.resolve(sessionThatGoes(goings.shift() ?? firstIsGone)));
    const told: { readonly name: string; readonly payload: unknown }[] = [];
    follower.subscribe((event) => told.push(event));
    leave();
    await expect.poll(() => told.map(({ name }) => name)).toContain('storage.changed');
    // Of thousands only the newest are told again: whoever shows more asks afresh.
    expect(told[0]).toEqual({ name: 'library.reopened', payload: null });
    expect(told.filter(({ name }) => name === 'library.reopened')).toHaveLength(1);
    expect(told).toContainEqual({ name: 'batch.changed', payload: { id: batchId, state: 'done' } });
    expect(told).toContainEqual({ name: 'queue.changed', payload: { queuedCount: 0 } });
    await follower.close();
  });

  it('hears no answer after what was told meanwhile, and is newer', async () => {
    const id = jobIdSchema.parse(crypto.randomUUID());
    const isDone = { name: 'job.changed', payload: { id, status: 'completed' } } as AppEvent;
    const listeners = new Set<(event: AppEvent) => void>();
    // The job ends while the answer of how it is, is on its way.
    const asked: Asked = {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      dispatch: (name) => {
        if (name !== 'jobs.list') return Promise.resolve({ ok: true, value: found[name] ?? [] });
        for (const listener of listeners) listener(isDone);
        return Promise.resolve({ ok: true, value: [{ id, status: 'processing' }] });
      },
    };
    const goings = [sessionThatGoes(Promise.resolve()), sessionThatGoes(new Promise<void>(() => undefined), asked)];
    const follower = await followOwner(() => Promise.resolve(goings.shift() ?? sessionThatGoes(Promise.resolve())));
    const told: AppEvent[] = [];
    follower.subscribe((event) => told.push(event));
    await expect.poll(() => told.map(({ name }) => name)).toContain('storage.changed');
    expect(told.filter(({ name }) => name === 'job.changed')).toEqual([isDone]);
    await follower.close();
  });
});
