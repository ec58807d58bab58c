import { useCallback, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { usePlayback, usePosition } from './usePlayer.ts';

/** `0:04.32 / 0:13.60`. Written past React in every frame; the lanes' sliders say it to a screen reader. */
export function TimeDisplay(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const durationSec = usePlayback((state) => state.durationSec);
  const now = useRef<HTMLElement>(null);
  const show = useCallback(
    (positionSec: number) => {
      if (now.current) now.current.textContent = formatClock(positionSec, language, 2);
    },
    [language],
  );
  usePosition(show);
  return (
    <div className="time" role="group" aria-label={t('play.time')}>
      <b ref={now} className="now" />
      <span> / {formatClock(durationSec, language, 2)}</span>
    </div>
  );
}
