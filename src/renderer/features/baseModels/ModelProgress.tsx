import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaseModel } from '../../../contract/baseModels.ts';
import { formatSize } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { leftText } from '../convert/progressText.ts';

type ModelProgressProps = {
  readonly model: BaseModel;
  readonly doneBytes: number;
  readonly remainingSec: number | null;
};

/** How much of a base model has come, and how long the rest takes. */
export function ModelProgress({ model, doneBytes, remainingSec }: ModelProgressProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const percent = Math.min(100, Math.floor((doneBytes / Math.max(1, model.sizeBytes)) * 100));
  const done = formatSize(doneBytes, language);
  const total = formatSize(model.sizeBytes, language);
  const shown =
    remainingSec === null
      ? t('models.done', { done, total })
      : t('models.doneLeft', { done, total, left: leftText(remainingSec, language, t) });
  return (
    <div
      role="progressbar"
      aria-label={t('models.downloading', { model: model.title })}
      aria-valuenow={percent}
      aria-valuetext={shown}
    >
      <p>{t('models.downloading', { model: model.title })}</p>
      <div className="bar-line">
        <i style={{ width: `${String(percent)}%` }} />
      </div>
      <p className="small t2 n">{shown}</p>
    </div>
  );
}
