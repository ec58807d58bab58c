import { useEffect, useState, type RefObject } from 'react';
import type { Voice } from '../../../contract/voices.ts';
import type { Sampler } from './useSampler.ts';
import { useVoiceActions } from './useVoiceActions.ts';
import { useVoicesState } from './voicesStore.ts';

/** A row of the rail that is asked about, and the voice it stands for. */
export type RailRow = { readonly voice: Voice; readonly element: HTMLElement };

export function rowOf(target: EventTarget | null, voices: readonly Voice[]): RailRow | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[role=option]') : null;
  const voice = voices.find(({ id }) => id === element?.dataset['key']);
  return element && voice ? { voice, element } : null;
}

/**
 * What the list of voices does besides choosing: its menu by the second mouse button or the menu key, F2 to rename,
 * Delete to remove, Space to hear. Rows of a listbox may hold no buttons.
 */
export function useRailKeys(list: RefObject<HTMLElement | null>, voices: readonly Voice[], sampler: Sampler) {
  const [menu, setMenu] = useState<RailRow | null>(null);
  const { remove } = useVoiceActions();
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const openMenu = (event: MouseEvent): void => {
      const row = rowOf(event.target, voices);
      if (!row || row.voice.isBuiltIn) return;
      event.preventDefault();
      setMenu(row);
    };
    const press = (event: KeyboardEvent): void => {
      const row = rowOf(event.target, voices);
      if (row && event.key === ' ' && sampler.canHear(row.voice)) {
        event.preventDefault();
        // Space would also choose the voice, which Enter does.
        event.stopPropagation();
        if (!event.repeat) sampler.toggle(row.voice);
        return;
      }
      if (!row || row.voice.isBuiltIn || (event.key !== 'F2' && event.key !== 'Delete')) return;
      event.preventDefault();
      if (event.key === 'F2') useVoicesState.getState().edit(row.voice.id, 'name');
      else remove(row.voice);
    };
    box.addEventListener('contextmenu', openMenu);
    box.addEventListener('keydown', press);
    return () => {
      box.removeEventListener('contextmenu', openMenu);
      box.removeEventListener('keydown', press);
    };
  }, [list, voices, remove, sampler]);
  return { menu, closeMenu: () => setMenu(null) };
}
