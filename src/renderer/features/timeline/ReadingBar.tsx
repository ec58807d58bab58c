import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadRatio, type RecordingFacts } from '../recording/useRecording.ts';

type ReadingBarProps = { readonly recording: RecordingFacts | undefined; readonly openingName: string | null };

/** In the lane while the recording is read: how far that is, where it is known. */
export function ReadingBar({ recording, openingName }: ReadingBarProps): ReactElement {
  const { t } = useTranslation();
  const ratio = useReadRatio(recording?.id ?? null);
  const percent = openingName === null && ratio !== null ? Math.round(ratio * 100) : null;
  return (
    <div className="lane-msg">
      <p className="t2">{openingName === null ? t('lanes.reading') : t('lanes.readingFile', { name: openingName })}</p>
      <div
        className="bar3"
        role="progressbar"
        aria-label={t('lanes.reading')}
        {...(percent === null ? {} : { 'aria-valuenow': percent })}
      >
        <i style={{ width: `${String(percent ?? 0)}%` }} />
      </div>
    </div>
  );
}
