import type { ReactElement } from 'react';
import type { Voice } from '../../contract/voices.ts';
import { markMineral, markRays } from './markGeometry.ts';

/** A voice's mark, drawn from its harmonics. Rays say: built in. */
export function VoiceMark({ voice }: { readonly voice: Pick<Voice, 'mark'> }): ReactElement {
  const colour = `var(--mineral-${markMineral(voice.mark)})`;
  return (
    <svg className="mark" viewBox="0 0 100 100" aria-hidden="true">
      <rect width="100" height="100" rx="5" />
      <g stroke={colour} strokeWidth="4.4" strokeLinecap="round">
        {markRays(voice.mark).map((ray, index) => (
          <line key={index} x1={ray.x1} y1={ray.y1} x2={ray.x2} y2={ray.y2} opacity={ray.isStrong ? 1 : 0.6} />
        ))}
      </g>
    </svg>
  );
}
