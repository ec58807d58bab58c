import type { ReactElement } from 'react';

const paths = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5 14 14',
  down: 'm4 6 4 4 4-4',
  up: 'm4 10 4-4 4 4',
  right: 'm6 4 4 4-4 4',
  minus: 'M3 8h10',
  plus: 'M8 3v10M3 8h10',
  loop: 'M4 6h7.5a2 2 0 0 1 0 5H4.5M6 3.8 3.8 6 6 8.2',
  alarm: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.8v4M8 11v.2',
  note: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.4v4M8 4.9v.2',
  check: 'm3 8.5 3.2 3.2L13 4.5',
  dash: 'M4 8h8',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  bin: 'M3 4.5h10M6.2 4.3V2.8h3.6v1.5M4.4 4.7l.6 8.5h6l.6-8.5M6.8 7v4M9.2 7v4',
  close: 'm4 4 8 8M12 4l-8 8',
  play: 'M4.5 2.6v10.8L13 8z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  star: 'm8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z',
  grip: 'M3 3h.1M7 3h.1M3 8h.1M7 8h.1M3 13h.1M7 13h.1',
} as const;
export type IconName = keyof typeof paths;

/** A 16 px line icon; decoration only, its meaning is always written beside it or in a label. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  const isSolid = name === 'play' || name === 'pause';
  return (
    <svg className={isSolid ? 'i solid' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
