import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { usePercent } from '../session/useJobs.ts';

/** The dashed line up to which the take can be heard. It moves with real progress only. */
export function RenderEdge({ model, ratio }: { readonly model: ConvertModel; readonly ratio: number }): ReactElement {
  const { t } = useTranslation();
  const percent = usePercent(model.job?.id ?? null);
  return (
    <div className={ratio > 0.8 ? 'rend late' : 'rend'} style={{ left: `${String(ratio * 100)}%` }} aria-hidden="true">
      <em>{t('lanes.rendering', { percent })}</em>
    </div>
  );
}
