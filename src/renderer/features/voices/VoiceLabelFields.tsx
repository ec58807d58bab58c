import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { consentLabels } from '../../../contract/voices.ts';
import { Segmented } from '../../components/Segmented.tsx';
import { TextInput } from '../../components/TextInput.tsx';
import type { VoiceLabels } from '../import/useImportActions.ts';

/** The longest name and licence the library takes. */
const longestName = 120;
const longestLicence = 500;

type VoiceLabelFieldsProps = {
  readonly labels: VoiceLabels;
  readonly onChange: (labels: VoiceLabels) => void;
  /** The field that is typed in first. */
  readonly focused?: 'name' | 'licence';
};

/** What a person says of a voice: its name, whose it is, and under which licence. */
export function VoiceLabelFields({ labels, onChange, focused }: VoiceLabelFieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="labels">
      <TextInput
        label={t('voices.name')}
        value={labels.name}
        maxLength={longestName}
        takesFocus={focused === 'name'}
        onChange={(name) => onChange({ ...labels, name })}
      />
      <div className="c consent">
        <div className="lab" title={t('voices.consentWhy')}>
          <span className="label">{t('voices.consent')}</span>
        </div>
        <Segmented
          label={t('voices.consent')}
          value={labels.consent}
          segments={consentLabels.map((id) => ({ id, label: t(`voices.${id}`), title: t('voices.consentWhy') }))}
          onChange={(consent) => onChange({ ...labels, consent })}
          isFull
        />
      </div>
      <TextInput
        label={t('voices.licence')}
        value={labels.licence}
        maxLength={longestLicence}
        placeholder={t('voices.licenceHint')}
        takesFocus={focused === 'licence'}
        onChange={(licence) => onChange({ ...labels, licence })}
      />
    </div>
  );
}
