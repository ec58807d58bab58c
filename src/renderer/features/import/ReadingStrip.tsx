import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';
import { useImport } from './importStore.ts';

/** A voice or base model that is being read: what happens to it, how far where that is known, and the way to stop it. */
export function ReadingStrip({ onStop }: { readonly onStop: () => void }): ReactElement | null {
  const { t } = useTranslation();
  const step = useImport((state) => state.step);
  if (step.kind !== 'reading') return null;
  const isSent = step.sentRatio === null;
  const ratio = isSent ? step.readRatio : step.sentRatio;
  const percent = ratio === null ? null : Math.floor(ratio * 100);
  const how = isSent ? (step.what === 'voice' ? 'import.readingHow' : 'import.readingModel') : 'import.sending';
  const what = t('import.reading', { file: step.name });
  return (
    <div className="strip">
      <span className="grow said" role="status">
        <span className="now">{what}</span> <span className="t3">{t(how)}</span>
      </span>
      {percent !== null && (
        <>
          <span className="n">{t('import.percent', { percent })}</span>
          <div
            className="pbar"
            role="progressbar"
            aria-label={what}
            aria-valuenow={percent}
            aria-valuetext={t('convert.percent', { percent })}
          >
            <i style={{ width: `${String(percent)}%` }} />
          </div>
        </>
      )}
      <PushButton kind="quiet" shortcut="Escape" onPress={onStop}>
        {t('import.stop')}
      </PushButton>
    </div>
  );
}
