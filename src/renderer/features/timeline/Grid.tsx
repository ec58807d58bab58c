import type { ReactElement } from 'react';
import type { PitchRow } from './pitchAxis.ts';

/** A line for each note of the key. For an SVG of 1000 × 1000. */
export function Grid({ rows }: { readonly rows: readonly PitchRow[] }): ReactElement {
  return (
    <g>
      {rows.map((row) => (
        <line
          key={row.midi}
          className={row.isRoot ? 'grid-root' : 'grid-row'}
          x1="0"
          x2="1000"
          y1={row.ratio * 1000}
          y2={row.ratio * 1000}
        />
      ))}
    </g>
  );
}
