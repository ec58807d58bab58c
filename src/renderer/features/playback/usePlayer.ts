import { createContext, use, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Accompaniment } from './accompaniment.ts';
import type { LanePlayer, PlaybackState } from './player.ts';

export type Player = LanePlayer & Accompaniment;

export const PlayerContext = createContext<Player | null>(null);

/** The player. Must be called below a PlayerContext. */
export function usePlayer(): Player {
  const player = use(PlayerContext);
  if (!player) throw new Error('PlayerContext is missing');
  return player;
}

/** A part of the player's state. */
export function usePlayback<T>(select: (state: PlaybackState) => T): T {
  return useStore(usePlayer().state, select);
}

/** Whether a media query holds now. */
export function useMediaQuery(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const update = (): void => setMatches(list.matches);
    update();
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}

/** Calls back with the position in every frame while it plays, and once after every jump. */
export function usePosition(show: (positionSec: number) => void): void {
  const player = usePlayer();
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
    show(player.positionSec());
  }, [show, player]);
  useEffect(() => {
    let frame = 0;
    const tick = (): void => {
      latest.current(player.positionSec());
      frame = player.state.getState().isPlaying ? requestAnimationFrame(tick) : 0;
    };
    const wake = (): void => {
      if (frame === 0) frame = requestAnimationFrame(tick);
    };
    wake();
    const unsubscribe = player.state.subscribe(wake);
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [player]);
}
