import { useLayoutEffect, useRef, type RefObject } from 'react';
import { usePlayer } from '../playback/usePlayer.ts';
import { focusVoices } from '../voices/focusVoices.ts';
import { stopHearing } from '../voices/hearing.ts';
import { usePlace } from './placeStore.ts';

function isLost(element: Element | null): boolean {
  return element === null || element === document.body || element.closest('[inert]') !== null;
}

/**
 * What goes with a change of place: nothing is heard that cannot be stopped where one is, and the focus is where one is.
 * Coming back to Convert it is where it was.
 */
export function usePlaceChange(convert: RefObject<HTMLElement | null>): void {
  const player = usePlayer();
  const place = usePlace((state) => state.place);
  const last = useRef(place);
  const left = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const box = convert.current;
    if (!box) return undefined;
    const remember = (event: FocusEvent): void => {
      if (event.target instanceof HTMLElement) left.current = event.target;
    };
    box.addEventListener('focusin', remember);
    return () => box.removeEventListener('focusin', remember);
  }, [convert]);
  useLayoutEffect(() => {
    if (last.current === place) return;
    last.current = place;
    stopHearing();
    if (place !== 'convert') player.pause();
    const frame = requestAnimationFrame(() => {
      if (!isLost(document.activeElement)) return;
      if (place === 'convert' && left.current?.isConnected === true) left.current.focus();
      else if (document.querySelector('.place:not([inert]) .voices')) focusVoices();
      else document.querySelector<HTMLElement>('.place:not([inert]) main')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [place, player]);
}
