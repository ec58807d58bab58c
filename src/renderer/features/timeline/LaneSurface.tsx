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
import { usePlayback, usePlayer } from '../playback/usePlayer.ts';
import { timeAt } from './timeAxis.ts';

type LaneSurfaceProps = {
  readonly label: string;
  readonly durationSec: number;
  readonly isDisabled: boolean;
  readonly children: ReactNode;
  readonly surface: Ref<HTMLDivElement>;
};

/** The part of a lane that holds the sound: a slider over time. Click or drag to go there; the time is under the cursor. */
export function LaneSurface({ label, durationSec, isDisabled, children, surface }: LaneSurfaceProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const player = usePlayer();
  const positionSec = usePlayback((state) => state.positionSec);
  const [cursorSec, setCursorSec] = useState<number | null>(null);
  const isDragging = useRef(false);
  const at = (event: PointerEvent<HTMLDivElement>): number =>
    timeAt(event.clientX, event.currentTarget.getBoundingClientRect(), durationSec);
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (isDisabled || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isDragging.current = true;
    player.seek(at(event));
  };
  const keys = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    player.seek(event.key === 'Home' ? 0 : durationSec);
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
        if (isDragging.current) player.seek(at(event));
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
          style={{ left: `${String(Math.min(0.94, cursorSec / durationSec) * 100)}%` }}
        >
          {formatClock(cursorSec, language, 2)}
        </span>
      )}
    </div>
  );
}
