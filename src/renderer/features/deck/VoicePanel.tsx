import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { VoiceMark } from '../../components/VoiceMark.tsx';
import { errorActions } from '../../errors/actions.ts';
import { useErrorText } from '../../errors/useErrorText.ts';
import { formatNote, formatRange, speakNote } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { ModelOffer } from '../baseModels/ModelOffer.tsx';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import type { Bring } from '../import/useBring.ts';
import { VoiceMenu } from '../voices/VoiceMenu.tsx';
import { VoiceRange } from '../voices/VoiceRange.tsx';
import { rangeBar, type Range, type Stretch } from './rangeBar.ts';

function rangeOf(
  view: { readonly lowMidi: number | null; readonly highMidi: number | null } | undefined,
): Range | null {
  return view && view.lowMidi !== null && view.highMidi !== null ? [view.lowMidi, view.highMidi] : null;
}

function place(stretch: Stretch): { left: string; width: string } {
  return { left: `${String(stretch.left * 100)}%`, width: `${String(stretch.width * 100)}%` };
}

function RangeBar({ model }: { readonly model: ConvertModel }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voice, analysis, preview } = model;
  const spoken = rangeOf(analysis);
  const sung = rangeOf(preview);
  const bar = rangeBar(voice.rangeMidi, spoken, sung);
  if (!bar.scale) return null;
  const [low, high] = bar.scale;
  const say = (range: Range): { low: string; high: string } => ({
    low: speakNote(range[0], language),
    high: speakNote(range[1], language),
  });
  const sentences = [
    ...(voice.rangeMidi ? [t('deck.covers', { voice: voice.name[language], ...say(voice.rangeMidi) })] : []),
    ...(spoken ? [t('deck.speaks', say(spoken))] : []),
    ...(sung ? [t('deck.sings', say(sung))] : []),
    ...(bar.isOutside ? [t('deck.outside')] : []),
  ];
  return (
    <div className="fit" role="img" aria-label={sentences.join(' ')}>
      <div className="sp">{bar.spoken && <i style={place(bar.spoken)} />}</div>
      <div className="rg">{bar.sung && <i style={place(bar.sung)} />}</div>
      <div className="ends">
        <span>{formatNote(low)}</span>
        <span>{formatNote(high)}</span>
      </div>
      <p className="small t2">
        {spoken && t('deck.spokenRange', { range: formatRange(...spoken) })}
        {sung && (
          <>
            , {t('deck.sungRange')} <span className="n acc">{formatRange(...sung)}</span>
          </>
        )}
      </p>
      {bar.isOutside && <p className="small t2">{t('deck.outside')}</p>}
    </div>
  );
}

/** Why a voice cannot sing, and what to do. */
function NotReady({ voice, bring }: { readonly voice: Voice; readonly bring: Bring }): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (voice.status === 'training' || !voice.failure) {
    return (
      <div className="offer">
        <p className="small t2">{t(voice.status === 'training' ? 'voices.stillTraining' : 'voices.notReady')}</p>
      </div>
    );
  }
  const { title, hint } = errorText(voice.failure);
  return (
    <div className="offer">
      <p className="small">
        <span className="alarm row">
          <Icon name="alarm" /> {title}
        </span>
        <span className="t2 selectable">{hint}</span>
      </p>
      {errorActions[voice.failure.code] === 'chooseFile' && (
        <div className="row wrap">
          <PushButton onPress={() => bring.chooseVoice()}>{t('voices.bring')}</PushButton>
        </div>
      )}
    </div>
  );
}

/** The chosen voice: mark, name, engine, range, and how it is made; what keeps it from singing, where something does. */
export function VoicePanel({ model, bring }: { readonly model: ConvertModel; readonly bring: Bring }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voice, missing } = model;
  return (
    <section className="vo" aria-label={t('deck.voice')}>
      <div className="chosen">
        <VoiceMark voice={voice} />
        <div className="grow">
          <div className="title name" title={voice.name[language]}>
            {voice.name[language]}
          </div>
          <div className="small t3">
            {voice.engineLabel[language]}, <VoiceRange voice={voice} />
          </div>
        </div>
        <VoiceMenu voice={voice} />
      </div>
      {missing ? (
        <ModelOffer key={missing.id} model={missing} voice={voice} onChooseFile={() => bring.chooseBaseModel()} />
      ) : voice.status === 'ready' ? (
        <>
          <RangeBar model={model} />
          <p className="about small t3">{voice.sentence[language]}</p>
        </>
      ) : (
        <NotReady voice={voice} bring={bring} />
      )}
    </section>
  );
}
