import {
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../contract/language.ts';
import { formatClock } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { positionIn, type Heard } from '../playback/player.ts';
import { usePlayback, usePlayer } from '../playback/usePlayer.ts';
import { timeAt } from './timeAxis.ts';

type LaneSurfaceProps = {
  readonly lane: Heard;
  readonly label: string;
  /** Of the lane. */
  readonly durationSec: number;
  /** What its width stands for. */
  readonly axisSec: number;
  readonly isDisabled: boolean;
  readonly children: ReactNode;
  readonly surface: Ref<HTMLDivElement>;
};

/** The part of a lane that holds the sound: a slider over time. Click or drag to go there; the time is under the cursor. */
export function LaneSurface(props: LaneSurfaceProps): ReactElement {
  const { lane, label, durationSec, axisSec, isDisabled, children, surface } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const player = usePlayer();
  const positionSec = usePlayback((state) => Math.min(durationSec, positionIn(lane, state, state.positionSec)));
  const [cursorSec, setCursorSec] = useState<number | null>(null);
  const isDragging = useRef(false);
  const at = (event: PointerEvent<HTMLDivElement>): number =>
    Math.min(durationSec, timeAt(event.clientX, event.currentTarget.getBoundingClientRect(), axisSec));
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (isDisabled || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isDragging.current = true;
    player.seekIn(lane, at(event));
  };
  const keys = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    player.seekIn(lane, event.key === 'Home' ? 0 : durationSec);
  };
  return (
    <div
      className="lane-b"
      ref={surface}
      role="slider"
      tabIndex={isDisabled ? -1 : 0}
      aria-label={label}
      aria-disabled={isDisabled}
      aria-valuemin={0}
      aria-valuemax={Number(durationSec.toFixed(2))}
      aria-valuenow={Number(positionSec.toFixed(2))}
      aria-valuetext={t('lanes.position', { seconds: formatNumber(positionSec, language, 1) })}
      onPointerDown={press}
      onPointerMove={(event) => {
        setCursorSec(isDisabled ? null : at(event));
        if (isDragging.current) player.seekIn(lane, at(event));
      }}
      onPointerUp={() => (isDragging.current = false)}
      onPointerCancel={() => (isDragging.current = false)}
      onPointerLeave={() => setCursorSec(null)}
      onKeyDown={keys}
    >
      {children}
      {cursorSec !== null && durationSec > 0 && (
        <span
          className="under-cursor"
          aria-hidden="true"
          style={{ left: `${String(Math.min(0.94, cursorSec / axisSec) * 100)}%` }}
        >
          {formatClock(cursorSec, language, 2)}
        </span>
      )}
    </div>
  );
}
