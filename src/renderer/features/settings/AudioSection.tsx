import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultNameTemplate, nameFields, nameTemplateSchema, type NameField } from '../../../contract/exports.ts';
import { recordingLimits } from '../../../contract/recordings.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { StepperField } from '../../components/StepperField.tsx';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { formatKeyName } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { BackingSwitch } from '../deck/BackingSwitch.tsx';
import { FormatControl } from '../deck/FormatControl.tsx';
import { usePreference } from '../preferences/usePreference.ts';
import { useLibrary } from '../session/useStart.ts';
import { ExportFolder } from './ExportFolder.tsx';
import { Panes, Part } from './Panes.tsx';
import { TextSetting } from './TextSetting.tsx';

const bytesPerMb = 1024 * 1024;

function NameTemplate(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const { value, set, keep, fault } = usePreference('nameTemplate');
  const example: Readonly<Record<NameField, string>> = {
    name: t('settings.exampleRecording'),
    voice: voices[0]?.name[language] ?? 'voice',
    key: formatKeyName('A minor', language),
    n: '1',
  };
  const isValid = (draft: string): boolean => nameTemplateSchema.safeParse(draft).success;
  const filled = (draft: string): string =>
    nameFields.reduce((name, field) => name.replaceAll(`{${field}}`, example[field]), draft.trim());
  const fields = nameFields.map((field) => `{${field}}`).join(', ');
  return (
    <Part title={t('settings.names')}>
      <TextSetting
        label={t('settings.template')}
        value={value}
        maxLength={120}
        onKeep={keep}
        hint={(draft) => (isValid(draft) ? t('settings.templateExample', { name: filled(draft) }) : null)}
        faultOf={(draft) => (isValid(draft) ? null : t('settings.templateFault', { fields }))}
      />
      <FaultLine fault={fault} />
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('settings.field')}</th>
            <th scope="col">{t('settings.fieldMeaning')}</th>
          </tr>
        </thead>
        <tbody>
          {nameFields.map((field) => (
            <tr key={field}>
              <td className="mono">{`{${field}}`}</td>
              <td className="t2">{t(`settings.fields.${field}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small t3">{t('settings.neverReplaced')}</p>
      {value !== defaultNameTemplate && (
        <PushButton kind="quiet" onPress={() => set(defaultNameTemplate)}>
          {t('settings.templateReset')}
        </PushButton>
      )}
    </Part>
  );
}

function UploadLimits(): ReactElement {
  const { t } = useTranslation();
  const { value, set, fault } = usePreference('limits');
  const stepper = { step: 1, min: 1, note: null, isDisabled: false };
  const words = { lowerLabel: t('settings.lower'), raiseLabel: t('settings.raise') };
  return (
    <Part title={t('settings.uploads')}>
      <div className="inline">
        <StepperField
          {...stepper}
          {...words}
          label={t('settings.uploadMb')}
          description={t('settings.uploadHint')}
          value={value.uploadMb}
          max={recordingLimits.maximumBytes / bytesPerMb}
          unit="MB"
          onChange={(uploadMb) => set({ ...value, uploadMb: Math.round(uploadMb) })}
        />
        <StepperField
          {...stepper}
          {...words}
          label={t('settings.uploadMinutes')}
          description={t('settings.uploadHint')}
          value={value.uploadMinutes}
          max={recordingLimits.maximumSec / 60}
          unit={t('settings.minutes')}
          onChange={(uploadMinutes) => set({ ...value, uploadMinutes: Math.round(uploadMinutes) })}
        />
      </div>
      <p className="small t3">{t('settings.uploadHint')}</p>
      <FaultLine fault={fault} />
    </Part>
  );
}

/** What leaves the program and how it is named; how much may come in. */
export function AudioSection(): ReactElement {
  const { t } = useTranslation();
  return (
    <Panes
      title={t('settings.audio')}
      aside={
        <>
          <NameTemplate />
          <UploadLimits />
        </>
      }
    >
      <Part title={t('settings.exports')}>
        <ExportFolder />
        <div className="inline">
          <FormatControl />
        </div>
        <BackingSwitch />
        <p className="small t3 under">{t('melody.withBackingHint')}</p>
      </Part>
    </Panes>
  );
}
