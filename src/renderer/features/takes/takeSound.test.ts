import { describe, expect, it } from 'vitest';
import type { TakeId } from '../../../contract/ids.ts';
import type { Heard } from '../playback/player.ts';
import { createTakeSound, type ShownTake } from './takeSound.ts';

/** A player of which only the sung lane and what is heard are looked at. */
function createListener() {
  const now: { heard: Heard; sung: string | null } = { heard: 'spoken', sung: null };
  const sound = createTakeSound({
    setSource: (_lane, url) => (now.sung = url),
    hear: (heard) => {
      if (heard === 'spoken' || now.sung !== null) now.heard = heard;
    },
  });
  return { now, ...sound };
}

const take = (change: Partial<ShownTake>): ShownTake => ({
  takeId: 'one' as TakeId,
  url: '/one?completed',
  isRendering: false,
  isNew: false,
  ...change,
});

describe('a take that is made', () => {
  it('is heard as soon as there is something of it, once', () => {
    const { now, show } = createListener();
    show(take({ url: null, isRendering: true }));
    expect(now).toEqual({ heard: 'spoken', sung: null });
    expect(show(take({ url: '/one?growing', isRendering: true }))).toBe(true);
    expect(now).toEqual({ heard: 'sung', sung: '/one?growing' });
    now.heard = 'spoken';
    show(take({ url: '/one?growing', isRendering: true }));
    show(take({}));
    expect(now).toEqual({ heard: 'spoken', sung: '/one?completed' });
  });

  it('is heard as well when it was done before anything of it could be asked for', () => {
    const { now, show } = createListener();
    show(take({ url: undefined, isRendering: true }));
    show(take({ url: undefined }));
    show(take({}));
    expect(now).toEqual({ heard: 'sung', sung: '/one?completed' });
  });

  it('is heard as well when the window first knows of it as done', () => {
    const { now, show } = createListener();
    show(take({ url: undefined, isNew: true }));
    expect(show(take({ isNew: true }))).toBe(true);
    expect(now).toEqual({ heard: 'sung', sung: '/one?completed' });
  });

  it('leaves the one before to be heard until then', () => {
    const { now, show } = createListener();
    show(take({}));
    show(take({ takeId: 'two' as TakeId, url: undefined, isNew: true }));
    show(take({ takeId: 'two' as TakeId, url: null, isRendering: true, isNew: true }));
    expect(now.sung).toBe('/one?completed');
  });
});

describe('a take that is chosen', () => {
  it('leaves the lane that is heard as it is, however late the program tells of it', () => {
    const { now, show } = createListener();
    show(take({}));
    now.heard = 'sung';
    show(take({ takeId: 'two' as TakeId, url: undefined }));
    show(take({ takeId: 'two' as TakeId, url: '/two?completed' }));
    expect(now).toEqual({ heard: 'sung', sung: '/two?completed' });
  });

  it('of which nothing is to be heard leaves only what was spoken', () => {
    const { now, show } = createListener();
    show(take({}));
    now.heard = 'sung';
    show(take({ takeId: 'two' as TakeId, url: null }));
    expect(now).toEqual({ heard: 'spoken', sung: null });
  });

  it('is forgotten with its recording', () => {
    const { now, show, clear } = createListener();
    show(take({}));
    clear();
    expect(now.sung).toBeNull();
    show(take({}));
    expect(now.sung).toBe('/one?completed');
  });
});
