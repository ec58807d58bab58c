import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { recordingLimits } from '../../../contract/recordings.ts';
import { Keycap } from '../../components/Keycap.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useDeck } from '../deck/deckStore.ts';
import { RecentTakes } from '../history/RecentTakes.tsx';
import { melodyMode } from '../melody/song.ts';
import type { OpenRecording } from '../recording/useOpenRecording.ts';
import { VoiceMenu } from '../voices/VoiceMenu.tsx';
import { Contour } from './Contour.tsx';
import { useChosenVoice } from './useConvertModel.ts';

/** Nothing is open: where to drop, and what can be chosen. */
export function EmptyView({ open }: { readonly open: OpenRecording }): ReactElement {
  const { t } = useTranslation();
  return (
    <section className="drop" data-region="lanes" aria-labelledby="empty-title">
      <Contour />
      <div className="txt">
        <h1 className="display" id="empty-title">
          {t('empty.title')}
        </h1>
        <p className="lead body-weight t2">{t('empty.hint', { hours: recordingLimits.maximumSec / 3600 })}</p>
        <div className="row">
          <PushButton size="large" shortcut="Control+O" onPress={() => open.choose()}>
            {t('empty.choose')} <Keycap keys="Ctrl O" />
          </PushButton>
          <PushButton kind="quiet" onPress={() => open.openSample(t('empty.sample'))}>
            {t('empty.sample')}
          </PushButton>
        </div>
        <RecentTakes />
      </div>
    </section>
  );
}

/** Under it: who will sing. */
export function EmptyFoot(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const voice = useChosenVoice();
  const melody = useDeck((deck) => (deck.changed['mode'] === melodyMode ? deck.song.melody : null));
  return (
    <div className="ready-line" data-region="deck">
      <VoiceMark voice={voice} />
      <div className="grow">
        <b>{voice.name[language]}</b> <span className="t2">{t('empty.willSing')}</span>
        {melody !== null && <span className="t2">, {t('melody.onMelody', { name: melody.name })}</span>}
        <div className="small t3">{t('empty.pitchLater')}</div>
      </div>
      <VoiceMenu voice={voice} />
      <span className="small t2">{t('convert.dropFirst')}</span>
      <PushButton kind="primary" size="large" isDisabled onPress={() => undefined}>
        {t('convert.convert')} <Keycap keys="Ctrl Enter" />
      </PushButton>
    </div>
  );
}
