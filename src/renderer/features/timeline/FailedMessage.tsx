import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { formatNumber } from '../../../contract/language.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { CopyDetails } from '../../errors/CopyDetails.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import { formatClock } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useConvert } from '../takes/useConvert.ts';
import { usePlayableSec } from '../takes/useTakes.ts';

/** In the sung lane when a conversion stopped: where, why, what is kept, and a button. */
export function FailedMessage({ model }: { readonly model: ConvertModel }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  const convert = useConvert();
  const { job, take } = model;
  const keptSec = usePlayableSec(take?.id ?? null);
  if (!job) return null;
  const envelope: ErrorEnvelope = job.error ?? { code: 'INTERNAL', details: { id: job.id } };
  const { title, hint } = errorText(envelope);
  return (
    <div className="lane-msg failed" role="alert">
      <p className="row alarm">
        <Icon name="alarm" />
        <span>
          {keptSec > 0 ? t('lanes.stoppedAt', { time: formatClock(keptSec, language, 0) }) : t('lanes.stopped')}
        </span>
      </p>
      <p className="selectable">
        {title} {hint}
        {keptSec > 0 && ` ${t('lanes.keptPart', { seconds: formatNumber(keptSec, language, 1) })}`}
      </p>
      <div className="row">
        <PushButton onPress={() => convert.goOn(job.id)}>{t('error.again')}</PushButton>
        <CopyDetails envelope={envelope} />
      </div>
    </div>
  );
}
