import { useEffect, useState } from 'react';
import { accompany } from './accompaniment.ts';
import { createPlayer } from './player.ts';
import type { Player } from './usePlayer.ts';

const lanes = ['spoken', 'sung', 'backing'] as const;
type Elements = Readonly<Record<(typeof lanes)[number], HTMLAudioElement>>;

function createElements(): { readonly elements: Elements; readonly player: Player } {
  const create = (lane: string): HTMLAudioElement => {
    const audio = document.createElement('audio');
    audio.dataset['lane'] = lane;
    return audio;
  };
  const elements = { spoken: create('spoken'), sung: create('sung'), backing: create('backing') };
  const { setBacking } = accompany(elements.sung, elements.backing);
  return { elements, player: { ...createPlayer(elements), setBacking } };
}

/** One player for as long as the window lives; its audio elements stand at the end of the page. */
export function usePlayerElements(): Player {
  const [{ elements, player }] = useState(createElements);
  useEffect(() => {
    const all = lanes.map((lane) => elements[lane]);
    document.body.append(...all);
    return () => {
      player.pause();
      for (const element of all) element.remove();
    };
  }, [elements, player]);
  return player;
}
