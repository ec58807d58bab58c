import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { languages, type Language } from '../../../contract/language.ts';
import type { QueueState } from '../../../contract/queue.ts';
import { Choice } from '../../components/Choice.tsx';
import { SwitchField } from '../../components/SwitchField.tsx';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { usePreference } from '../preferences/usePreference.ts';
import { queryKeys } from '../session/queries.ts';
import { Panes, Part } from './Panes.tsx';

/** Each in its own language, so that whoever cannot read the other finds it. */
const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'pt-BR': 'Português (Brasil)' };
const automatic = 'auto';
const mostParallel = 8;

function LanguageChoice(): ReactElement {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const { set, fault } = usePreference('language');
  return (
    <Part title={t('settings.language')}>
      <RadioGroup
        className="choices"
        aria-label={t('settings.language')}
        value={language}
        onChange={(id) => {
          const chosen = languages.find((one) => one === id);
          if (!chosen) return;
          set(chosen);
          void i18n.changeLanguage(chosen);
        }}
      >
        {languages.map((id) => (
          <Radio key={id} value={id} className="radio">
            <i aria-hidden="true" />
            <span lang={id}>{languageNames[id]}</span>
          </Radio>
        ))}
      </RadioGroup>
      <p className="small t3">{t('settings.languageHint')}</p>
      <FaultLine fault={fault} />
    </Part>
  );
}

function BatterySwitch({ queue }: { readonly queue: QueueState | undefined }): ReactElement {
  const { t } = useTranslation();
  const { value, set, fault } = usePreference('isPausedOnBattery');
  const where =
    queue === undefined
      ? null
      : queue.isOnBattery === null
        ? t('settings.batteryUnknown')
        : t(queue.isOnBattery ? 'settings.onBattery' : 'settings.onMains');
  return (
    <>
      <SwitchField
        label={t('settings.pauseOnBattery')}
        description={t('settings.pauseOnBatteryHint')}
        isOn={value}
        onChange={set}
      />
      <p className="small t3 under">
        {t('settings.pauseOnBatteryHint')} {where}
      </p>
      <FaultLine fault={fault} />
    </>
  );
}

function ParallelChoice({ queue }: { readonly queue: QueueState | undefined }): ReactElement {
  const { t } = useTranslation();
  const { value, set, fault } = usePreference('parallelJobs');
  const counts = Array.from({ length: mostParallel }, (_, index) => String(index + 1));
  const options = [{ id: automatic, label: t('settings.parallelAuto') }, ...counts.map((id) => ({ id, label: id }))];
  return (
    <>
      <div className="inline">
        <Choice
          label={t('settings.parallel')}
          value={value === null ? automatic : String(value)}
          groups={[{ title: null, options }]}
          onChange={(id) => set(id === automatic ? null : Number(id))}
        />
      </div>
      {queue && (
        <p className="small t3 under">
          {t('settings.parallelNow', { count: queue.parallelJobs })} {t(`settings.parallelWhy.${queue.parallelReason}`)}
        </p>
      )}
      <FaultLine fault={fault} />
    </>
  );
}

/** The language, and how much of the computer is taken. */
export function GeneralSection(): ReactElement {
  const { t } = useTranslation();
  const { call } = useTransport();
  const { data: queue } = useQuery({ queryKey: queryKeys.queue, queryFn: () => call('queue.get', undefined) });
  return (
    <Panes
      title={t('settings.general')}
      aside={
        <Part title={t('settings.busy')}>
          <ParallelChoice queue={queue} />
          <BatterySwitch queue={queue} />
        </Part>
      }
    >
      <LanguageChoice />
    </Panes>
  );
}
