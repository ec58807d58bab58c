import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';
import { useImport } from './importStore.ts';

/** A voice or base model that is being read: what happens to it, and how far where that is known. */
export function ReadingStrip({ onStop }: { readonly onStop: () => void }): ReactElement | null {
  const { t } = useTranslation();
  const step = useImport((state) => state.step);
  if (step.kind !== 'reading') return null;
  const percent = step.sentRatio === null ? null : Math.floor(step.sentRatio * 100);
  const how =
    percent === null
      ? t(step.what === 'voice' ? 'import.readingHow' : 'import.readingModel')
      : t('import.sending', { percent });
  return (
    <div className="strip" role="status">
      <span className="grow said">
        <span className="now">{t('import.reading', { file: step.name })}</span> <span className="t3 n">{how}</span>
      </span>
      <PushButton kind="quiet" shortcut="Escape" onPress={onStop}>
        {t('import.stop')}
      </PushButton>
    </div>
  );
}
