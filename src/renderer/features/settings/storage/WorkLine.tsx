import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../../components/PushButton.tsx';
import { envelopeOf } from '../../../errors/actions.ts';
import { FaultLine } from '../../../errors/FaultLine.tsx';
import { formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { useTransport } from '../../../transport/TransportContext.ts';
import { leftText } from '../../convert/progressText.ts';
import { useStorageWork } from './useStorage.ts';

/** The work that goes on with the library: how far it is, how long it takes, and a way to stop it. */
export function WorkLine(): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { call } = useTransport();
  const work = useStorageWork();
  const stop = useMutation({ mutationFn: () => call('storage.stop', undefined) });
  if (!work) return null;
  const done = formatSize(work.doneBytes, language);
  const total = formatSize(work.totalBytes, language);
  const shown =
    work.remainingSec === null
      ? t('settings.workDone', { done, total })
      : t('settings.workDoneLeft', { done, total, left: leftText(work.remainingSec, language, t) });
  const percent = Math.min(100, Math.floor((work.doneBytes / Math.max(1, work.totalBytes)) * 100));
  const name = t(`settings.works.${work.kind}`);
  return (
    <div className="work">
      <div role="progressbar" aria-label={name} aria-valuenow={percent} aria-valuetext={shown}>
        <p>{name}</p>
        <div className="bar-line">
          <i style={{ width: `${String(percent)}%` }} />
        </div>
        <p className="small t2 n">{shown}</p>
      </div>
      <PushButton isPending={stop.isPending} onPress={() => stop.mutate()}>
        {t('settings.stop')}
      </PushButton>
      <FaultLine fault={stop.error && envelopeOf(stop.error)} />
    </div>
  );
}
