import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useHearing } from './hearing.ts';
import { VoiceRange } from './VoiceRange.tsx';

function Status({ id, status, name }: Pick<Voice, 'id' | 'status' | 'name'>): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const phase = useHearing((hearing) => (hearing.voiceId === id ? hearing.phase : null));
  if (status === 'failed') {
    return (
      <span className="small alarm row">
        <Icon name="alarm" /> {t('voices.failed')}
      </span>
    );
  }
  if (status === 'training') return <span className="small t2">{t('voices.training')}</span>;
  if (phase !== null) {
    return (
      <span className={`hearing ${phase}`}>
        <Icon name="play" />
        <span className="sr">{phase === 'preparing' && t('voices.hearing', { voice: name[language] })}</span>
      </span>
    );
  }
  return (
    <>
      <span className="dot" />
      <span className="sr">{t('voices.ready')}</span>
    </>
  );
}

/** A voice in the rail: mark, name, engine and range, or why it failed. */
export function VoiceRow({ voice }: { readonly voice: Voice }): ReactElement {
  const language = useLanguage();
  const errorText = useErrorText();
  const cause = voice.status === 'failed' && voice.failure ? errorText(voice.failure).title : null;
  return (
    <>
      <VoiceMark voice={voice} />
      <div className="who">
        <b className="ell" title={voice.name[language]}>
          {voice.name[language]}
        </b>
        <span className="meta nw" title={cause ?? undefined}>
          {cause === null ? (
            <>
              <span>{voice.engineLabel[language]}</span>
              <VoiceRange voice={voice} />
            </>
          ) : (
            <span className="ell">{cause}</span>
          )}
        </span>
      </div>
      <span className="st">
        <Status id={voice.id} status={voice.status} name={voice.name} />
      </span>
    </>
  );
}
