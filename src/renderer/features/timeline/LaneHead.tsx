import type { ReactElement } from 'react';
import { ToggleButton } from 'react-aria-components';
import { formatNote } from '../../language/format.ts';
import { usePlayback, usePlayer } from '../playback/usePlayer.ts';
import type { Heard } from '../playback/player.ts';
import type { PitchRow } from './pitchAxis.ts';

type LaneHeadProps = {
  readonly lane: Heard;
  readonly title: string;
  readonly hearLabel: string;
  readonly isDisabled: boolean;
  readonly rows: readonly PitchRow[];
};

/** Left of a lane: its letter, which makes it the one that is heard, its name and the notes of its axis. */
export function LaneHead({ lane, title, hearLabel, isDisabled, rows }: LaneHeadProps): ReactElement {
  const player = usePlayer();
  const heard = usePlayback((state) => state.heard);
  return (
    <div className="lane-h">
      <ToggleButton
        className="k"
        aria-label={hearLabel}
        aria-keyshortcuts={lane === 'spoken' ? 'A' : 'B'}
        isSelected={heard === lane && !isDisabled}
        isDisabled={isDisabled}
        onChange={() => player.hear(lane)}
        preventFocusOnPress
      >
        {lane === 'spoken' ? 'A' : 'B'}
      </ToggleButton>
      <p>{title}</p>
      {rows
        .filter((row) => row.hasLabel)
        .map((row) => (
          <span key={row.midi} className="axis" style={{ top: `${String(row.ratio * 100)}%` }} aria-hidden="true">
            {formatNote(row.midi)}
          </span>
        ))}
    </div>
  );
}
