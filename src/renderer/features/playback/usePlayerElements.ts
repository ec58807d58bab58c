import { useEffect, useState } from 'react';
import { createPlayer, type Player } from './player.ts';

type Elements = { readonly spoken: HTMLAudioElement; readonly sung: HTMLAudioElement; readonly player: Player };

function createElements(): Elements {
  const spoken = document.createElement('audio');
  const sung = document.createElement('audio');
  spoken.dataset['lane'] = 'spoken';
  sung.dataset['lane'] = 'sung';
  return { spoken, sung, player: createPlayer({ spoken, sung }) };
}

/** One player for as long as the window lives; its two audio elements stand at the end of the page. */
export function usePlayerElements(): Player {
  const [{ spoken, sung, player }] = useState(createElements);
  useEffect(() => {
    document.body.append(spoken, sung);
    return () => {
      player.pause();
      spoken.remove();
      sung.remove();
    };
  }, [spoken, sung, player]);
  return player;
}
