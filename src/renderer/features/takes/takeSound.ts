import type { TakeId } from '../../../contract/ids.ts';
import type { LanePlayer } from '../playback/player.ts';

/** The take that is shown, as far as its sound goes. */
export type ShownTake = {
  readonly takeId: TakeId | null;
  /** Null: nothing of it can be heard; undefined: that is not known yet. */
  readonly url: string | null | undefined;
  readonly isRendering: boolean;
  /** Asked for in this window, and not heard yet. */
  readonly isNew: boolean;
};

export type TakeSound = {
  /** @returns whether a take that was waited for is heard from now on */
  show(take: ShownTake): boolean;
  /** Its recording is not shown any more. */
  clear(): void;
};

/**
 * Gives the player the sound of the take that is shown. One that is being made is heard as soon as there is something of it,
 * whether that is while it grows or, where the program is quicker than its answers, when it is done. A finished take has an
 * address of its own, as it sounds different.
 */
export function createTakeSound(player: Pick<LanePlayer, 'setSource' | 'hear'>): TakeSound {
  let lastUrl: string | null = null;
  let awaitedId: TakeId | null = null;
  return {
    show({ takeId, url, isRendering, isNew }) {
      if (typeof url === 'string' && url === lastUrl) return false;
      if (isRendering || isNew) awaitedId = takeId;
      // Until the new take can be heard the one before goes on.
      if (url === undefined || (url === null && isRendering)) return false;
      lastUrl = url;
      if (url === null) player.hear('spoken');
      player.setSource('sung', url);
      const isAwaited = url !== null && takeId === awaitedId;
      if (isAwaited) {
        awaitedId = null;
        player.hear('sung');
      }
      return isAwaited;
    },
    clear() {
      lastUrl = null;
      player.setSource('sung', null);
    },
  };
}
