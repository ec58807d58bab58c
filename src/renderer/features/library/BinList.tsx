import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { binDays, type Voice } from '../../../contract/voices.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useVoiceActions } from '../voices/useVoiceActions.ts';
import { daysLeft } from '../voices/voiceLists.ts';
import { VoiceRange } from '../voices/VoiceRange.tsx';

function BinLine({ voice }: { readonly voice: Voice }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { restore } = useVoiceActions();
  const name = voice.name[language];
  return (
    <li className="line">
      <VoiceMark voice={voice} />
      <b className="ell" title={name}>
        {name}
      </b>
      <span className="m ell">
        {voice.engineLabel[language]}, <VoiceRange voice={voice} />
      </span>
      <span className="m n">
        {t('voices.daysLeft', { count: daysLeft(voice.removedAt ?? '', new Date(), binDays) })}
      </span>
      <PushButton label={t('voices.bringBackLabel', { voice: name })} onPress={() => restore(voice, false)}>
        {t('voices.bringBack')}
      </PushButton>
    </li>
  );
}

/** The removed voices, each with the days it can still be brought back. */
export function BinList({ bin }: { readonly bin: readonly Voice[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="bin-list">
      <p className="t2">{bin.length === 0 ? t('voices.binEmpty') : t('voices.binHint', { days: binDays })}</p>
      <ul>
        {bin.map((voice) => (
          <BinLine key={voice.id} voice={voice} />
        ))}
      </ul>
    </div>
  );
}
