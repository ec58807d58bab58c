import { memo, type ReactElement } from 'react';
import type { Voice } from '../../contract/voices.ts';
import { markBlobs, markMineral, markRays } from './markGeometry.ts';

function Rays({ mark }: Pick<Voice, 'mark'>): ReactElement {
  return (
    <g strokeWidth="4.4" strokeLinecap="round">
      {markRays(mark).map((ray, index) => (
        <line key={index} x1={ray.x1} y1={ray.y1} x2={ray.x2} y2={ray.y2} opacity={ray.isStrong ? 1 : 0.6} />
      ))}
    </g>
  );
}

function Blobs({ mark }: Pick<Voice, 'mark'>): ReactElement {
  return (
    <g stroke="none">
      {markBlobs(mark).map(({ path, opacity }) => (
        <path key={opacity} d={path} opacity={opacity} />
      ))}
    </g>
  );
}

/** A voice's mark, drawn from its harmonics. Rays say: built in. Filled shapes say: RVC. */
export const VoiceMark = memo(function VoiceMark({
  voice: { mark, isBuiltIn },
}: {
  readonly voice: Pick<Voice, 'mark' | 'isBuiltIn'>;
}): ReactElement {
  const colour = `var(--mineral-${markMineral(mark)})`;
  return (
    <svg className="mark" viewBox="0 0 100 100" aria-hidden="true" stroke={colour} fill={colour}>
      <rect width="100" height="100" rx="5" stroke="none" />
      {isBuiltIn ? <Rays mark={mark} /> : <Blobs mark={mark} />}
    </svg>
  );
});
