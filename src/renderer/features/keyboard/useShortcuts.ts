import { useLayoutEffect, useRef } from 'react';
import { useTransport } from '../../transport/TransportContext.ts';
import { commandOf, placeOf, type Command } from './shortcuts.ts';

/**
 * Listens to the keyboard of the whole window. Keys with Ctrl, F6 and a Space that no control needs are taken before any
 * control sees them (a list takes Ctrl Enter for a choice, and Space for choosing what is chosen); of the others only those that no control or open menu has used. Listening begins before the first picture
 * is shown, so that no key is lost. A command that is left out means nothing now: its key stays with the control.
 */
export function useShortcuts(actions: Readonly<Partial<Record<Command, () => void>>>, areLetterKeysOn: boolean): void {
  const { isMac } = useTransport();
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  }, [actions]);
  useLayoutEffect(() => {
    const isOurs = (event: KeyboardEvent): boolean =>
      event.ctrlKey || event.metaKey || event.key === 'F6' || event.key === ' ';
    const run = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const focus = placeOf(event.target instanceof Element ? event.target : null);
      const command = commandOf(event, focus, isMac, areLetterKeysOn);
      const action = command === null ? undefined : latest.current[command];
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    const early = (event: KeyboardEvent): void => {
      if (isOurs(event)) run(event);
    };
    const late = (event: KeyboardEvent): void => {
      if (!isOurs(event)) run(event);
    };
    window.addEventListener('keydown', early, { capture: true });
    window.addEventListener('keydown', late);
    return () => {
      window.removeEventListener('keydown', early, { capture: true });
      window.removeEventListener('keydown', late);
    };
  }, [isMac, areLetterKeysOn]);
}
