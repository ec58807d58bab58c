import { useEffect, useRef } from 'react';
import { useTransport } from '../../transport/TransportContext.ts';
import { commandOf, placeOf, type Command } from './shortcuts.ts';

/** Listens to the keyboard of the whole window. Keys that a control or an open menu has used are left alone. */
export function useShortcuts(actions: Readonly<Record<Command, () => void>>): void {
  const { isMac } = useTransport();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  }, [actions]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      const command = commandOf(event, placeOf(target), isMac);
      if (command === null) return;
      event.preventDefault();
      latest.current[command]();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isMac]);
}
