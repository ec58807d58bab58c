import type { ReactElement, ReactNode } from 'react';

type LaneTimeProps = {
  /** What is drawn inside is this long … */
  readonly sec: number;
  /** … of what the whole width stands for. */
  readonly axisSec: number;
  readonly children: ReactNode;
};

/** The part of a lane that a time of its own fills, from the left. */
export function LaneTime({ sec, axisSec, children }: LaneTimeProps): ReactElement {
  const ratio = axisSec > 0 ? Math.min(1, sec / axisSec) : 1;
  return (
    <div className="own-time" style={{ width: `${String(ratio * 100)}%` }}>
      {children}
    </div>
  );
}
