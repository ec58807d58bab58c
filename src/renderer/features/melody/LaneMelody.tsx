import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { GuideUse } from '../../../contract/melodies.ts';
import type { Recording } from '../../../contract/recordings.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { errorActions } from '../../errors/actions.ts';
import { CopyDetails } from '../../errors/CopyDetails.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useMelodyStep } from './melodyStore.ts';
import { NotesButton } from './NotesButton.tsx';
import { isMelodyMode } from './song.ts';
import type { SongActions } from './useSongActions.ts';

function Zone({ song }: { readonly song: SongActions }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="lane-msg melody zone">
      <div>
        <p className="lead">{t('melody.drop')}</p>
        <p className="small t2">{t('melody.dropHint')}</p>
      </div>
      <div className="row">
        <PushButton onPress={() => song.chooseMelody()}>{t('melody.choose')}</PushButton>
        <NotesButton song={song} typed="" onDone={() => undefined} />
      </div>
    </div>
  );
}

function Question({ recording, song }: { readonly recording: Recording; readonly song: SongActions }): ReactElement {
  const { t } = useTranslation();
  const uses: readonly { readonly use: GuideUse | 'backing'; readonly label: string; readonly hint: string }[] = [
    { use: 'notes', label: t('melody.asNotes'), hint: t('melody.asNotesHint') },
    { use: 'words', label: t('melody.asWords'), hint: t('melody.asWordsHint') },
    { use: 'backing', label: t('melody.asBacking'), hint: t('melody.asBackingHint') },
  ];
  return (
    <div className="lane-msg melody whole" role="group" aria-labelledby="melody-question">
      <div className="row">
        <p className="lead grow ell" id="melody-question" title={recording.name}>
          {t('melody.question', { name: recording.name })}
        </p>
        <PushButton kind="quiet" size="square" label={t('error.dismiss')} onPress={() => song.dismiss()}>
          <Icon name="close" />
        </PushButton>
      </div>
      <div className="row wrap">
        {uses.map(({ use, label, hint }, index) => (
          <span key={use} className="answer">
            <PushButton takesFocus={index === 0} onPress={() => song.useAs(recording, use)}>
              {label}
            </PushButton>
            <span className="small t2">{hint}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

function Waiting({ text }: { readonly text: string }): ReactElement {
  return (
    <div className="lane-msg melody whole" role="status">
      <p className="t2">{text}</p>
      <div className="bar3" role="progressbar" aria-label={text}>
        <i style={{ width: 0 }} />
      </div>
    </div>
  );
}

type FaultProps = {
  readonly what: string;
  readonly envelope: ErrorEnvelope;
  readonly song: SongActions;
  readonly again: (() => void) | null;
  readonly onClose: () => void;
  readonly closeLabel: string;
};

function Fault({ what, envelope, song, again, onClose, closeLabel }: FaultProps): ReactElement {
  const { t } = useTranslation();
  const { title, hint } = useErrorText()(envelope);
  return (
    <div className="lane-msg failed" role="alert">
      <p className="row alarm">
        <Icon name="alarm" />
        <span className="ell">{what}</span>
      </p>
      <p className="selectable">
        {title} {hint}
      </p>
      <div className="row wrap">
        <PushButton onPress={() => song.chooseMelody()}>{t('melody.chooseOther')}</PushButton>
        {again && errorActions[envelope.code] === 'tryAgain' && (
          <PushButton onPress={again}>{t('error.again')}</PushButton>
        )}
        <PushButton kind="quiet" onPress={onClose}>
          {closeLabel}
        </PushButton>
        <CopyDetails envelope={envelope} />
      </div>
    </div>
  );
}

type LaneMelodyProps = { readonly model: ConvertModel; readonly song: SongActions; readonly isOver: boolean };

/**
 * Over the sung lane: where a melody is dropped, what is asked about it, and why it cannot be sung. While a file is held
 * over it nothing is taken away: what is dropped on an element that is gone reaches nobody.
 */
export function LaneMelody(props: LaneMelodyProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Message {...props} />
      {props.isOver && (
        <div className="lane-msg melody zone held" role="status">
          <p className="lead">{t('melody.release')}</p>
        </div>
      )}
    </>
  );
}

function Message({ model, song }: LaneMelodyProps): ReactElement | null {
  const { t } = useTranslation();
  const step = useMelodyStep((state) => state.step);
  const { analysis, settings, choices, previewError, preview, stage, takeTime } = model;
  if (!analysis) return null;
  const isMelody = isMelodyMode(settings);
  switch (step.kind) {
    case 'question':
      return <Question recording={step.recording} song={song} />;
    case 'reading':
      return <Waiting text={t('melody.reading', { name: step.name })} />;
    case 'refused':
      return (
        <Fault
          what={t('melody.refused', { name: step.name })}
          envelope={step.envelope}
          song={song}
          again={step.again}
          onClose={() => song.dismiss()}
          closeLabel={t('error.dismiss')}
        />
      );
    case 'none':
      break;
  }
  if (!isMelody || stage === 'rendering' || stage === 'failed') return null;
  if (choices.melody === undefined) return takeTime?.hasSound === true ? null : <Zone song={song} />;
  if (previewError) {
    return (
      <Fault
        what={t('melody.unsung')}
        envelope={previewError}
        song={song}
        again={null}
        onClose={() => song.removeMelody()}
        closeLabel={t('melody.remove')}
      />
    );
  }
  return model.isPreviewPending && !preview && !takeTime ? <Waiting text={t('melody.listening')} /> : null;
}
