import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import { formatDate } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useHearing } from '../voices/hearing.ts';
import { VoiceRange } from '../voices/VoiceRange.tsx';

/** Engine and range; what keeps the voice from singing, or that it is heard, in their place. */
function State({ voice }: { readonly voice: Voice }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const errorText = useErrorText();
  const phase = useHearing((hearing) => (hearing.voiceId === voice.id ? hearing.phase : null));
  if (voice.status === 'failed') {
    const cause = voice.failure ? errorText(voice.failure).title : t('voices.failed');
    return (
      <span className="m alarm" title={cause}>
        <Icon name="alarm" /> <span className="ell">{cause}</span>
      </span>
    );
  }
  return (
    <span className="m">
      <span className="ell">
        {voice.engineLabel[language]}
        {voice.status === 'training' ? `, ${t('voices.training')}` : ', '}
        {voice.status === 'ready' && <VoiceRange voice={voice} />}
      </span>
      {phase !== null && (
        <span className={`hearing ${phase}`}>
          <Icon name="play" />
          <span className="sr">{phase === 'preparing' && t('voices.hearing', { voice: voice.name[language] })}</span>
        </span>
      )}
    </span>
  );
}

/** A voice in the grid. */
export function VoiceTile({ voice }: { readonly voice: Voice }): ReactElement {
  const language = useLanguage();
  const name = voice.name[language];
  return (
    <>
      <VoiceMark voice={voice} />
      <b className="ell" title={name}>
        {name}
      </b>
      <State voice={voice} />
    </>
  );
}

/** A voice in the list: the same in one line, and when it came. */
export function VoiceLine({ voice }: { readonly voice: Voice }): ReactElement {
  const language = useLanguage();
  const name = voice.name[language];
  return (
    <>
      <VoiceMark voice={voice} />
      <b className="ell" title={name}>
        {name}
      </b>
      <State voice={voice} />
      <span className="m about ell" title={voice.sentence[language]}>
        {voice.sentence[language]}
      </span>
      <span className="m n">{voice.addedAt !== null && formatDate(voice.addedAt, language)}</span>
    </>
  );
}
