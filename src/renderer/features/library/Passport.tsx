import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { errorActions } from '../../errors/actions.ts';
import { useErrorText } from '../../errors/useErrorText.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useHearing } from '../voices/hearing.ts';
import type { Sampler } from '../voices/useSampler.ts';
import { VoiceMenu } from '../voices/VoiceMenu.tsx';
import { PassportLines } from './PassportLines.tsx';
import { RangeView } from './RangeView.tsx';
import { useInConvert } from './useInConvert.ts';

type PassportProps = { readonly voice: Voice; readonly sampler: Sampler; readonly onBring: () => void };

/** Why a voice cannot sing, and what to do. */
function Fault({ voice, onBring }: Omit<PassportProps, 'sampler'>): ReactElement | null {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (voice.status === 'training') return <p className="fault t2">{t('voices.stillTraining')}</p>;
  if (voice.status === 'ready') return null;
  const text = voice.failure && errorText(voice.failure);
  return (
    <div className="fault">
      <p className="row alarm">
        <Icon name="alarm" /> <span className="selectable">{text?.title ?? t('voices.notReady')}</span>
      </p>
      {text && <p className="t2 selectable">{text.hint}</p>}
      {voice.failure && errorActions[voice.failure.code] === 'chooseFile' && (
        <PushButton onPress={onBring}>{t('voices.bring')}</PushButton>
      )}
    </div>
  );
}

function Hear({ voice, sampler }: Omit<PassportProps, 'onBring'>): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const isHeard = useHearing((hearing) => hearing.voiceId === voice.id);
  // Only built-in voices are made fast enough to be heard before a conversion.
  if (!voice.isBuiltIn) return null;
  const name = { voice: voice.name[language] };
  return (
    <PushButton
      isDisabled={!sampler.canHear(voice)}
      label={t(isHeard ? 'voices.hearStop' : 'voices.hear', name)}
      onPress={() => sampler.toggle(voice)}
    >
      <Icon name={isHeard ? 'pause' : 'play'} />
      {t(isHeard ? 'library.stopHearing' : 'library.hear')}
    </PushButton>
  );
}

/** Everything that is known of a voice, and what can be done with it. */
export function Passport({ voice, sampler, onBring }: PassportProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const toConvert = useInConvert();
  const name = voice.name[language];
  return (
    <aside className="pass" aria-label={t('library.passport')} data-region="passport">
      <div className="pass-h">
        <VoiceMark voice={voice} />
        <div className="grow">
          <h2 className="display selectable" title={name}>
            {name}
          </h2>
          <p className="t2 selectable">{voice.sentence[language]}</p>
        </div>
      </div>
      <div className="row wrap">
        <PushButton isDisabled={voice.status !== 'ready'} onPress={() => toConvert(voice)}>
          {t('library.use')}
        </PushButton>
        <Hear voice={voice} sampler={sampler} />
        <VoiceMenu voice={voice} placement="bottom start" />
      </div>
      {voice.isBuiltIn && !sampler.canHear(voice) && <p className="small t3">{t('library.hearFirst')}</p>}
      <Fault voice={voice} onBring={onBring} />
      <RangeView voice={voice} />
      <PassportLines key={voice.id} voice={voice} />
    </aside>
  );
}
