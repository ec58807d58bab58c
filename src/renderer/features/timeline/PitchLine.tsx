import { useId, useMemo, type ReactElement } from 'react';
import { pitchPath, type PitchAxis } from './pitchAxis.ts';

type PitchLineProps = {
  readonly line: { readonly stepSec: number; readonly f0Hz: readonly number[] };
  readonly axis: PitchAxis;
  readonly durationSec: number;
  /** How much of it is shown, 0–1. */
  readonly untilRatio: number;
};

/** A pitch line with a dark casing, so that it stays legible over the wave. For an SVG of 1000 × 1000. */
export function PitchLine({ line, axis, durationSec, untilRatio }: PitchLineProps): ReactElement {
  const clip = useId();
  const path = useMemo(() => pitchPath(line, axis, durationSec), [line, axis, durationSec]);
  return (
    <>
      <clipPath id={clip}>
        <rect x="0" y="0" width={untilRatio * 1000} height="1000" />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <path className="pitch casing" d={path} />
        <path className="pitch line" d={path} />
      </g>
    </>
  );
}
