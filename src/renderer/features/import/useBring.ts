import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaseModel } from '../../../contract/baseModels.ts';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { voiceExtensions, baseModelExtensions } from '../../../contract/voiceFiles.ts';
import { envelopeOf } from '../../errors/actions.ts';
import type { Transport } from '../../transport/transport.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useSongActions, type SongActions } from '../melody/useSongActions.ts';
import { offerBatch } from '../batch/offerBatch.ts';
import type { DroppedFolder, DroppedItems, DropZone } from '../recording/droppedItems.ts';
import { pickFiles } from '../recording/pickFile.ts';
import { useOpenRecording, type OpenRecording } from '../recording/useOpenRecording.ts';
import { useSession } from '../session/sessionStore.ts';
import { usePlace } from '../window/placeStore.ts';
import { groupFiles, sortOf, type FileGroups } from './fileSorts.ts';
import { useImport, type Source, type VoiceSource } from './importStore.ts';
import { pathSource, useImportActions, type ImportActions } from './useImportActions.ts';

/** Every way a file gets into the window, whatever it turns out to be. */
export type Bring = {
  readonly recordings: OpenRecording;
  readonly actions: ImportActions;
  readonly song: SongActions;
  /** @param zone what the place they were dropped on is for; null: the window as a whole */
  openDrop(dropped: DroppedItems, zone: DropZone | null): void;
  openPath(path: string): void;
  /** One of several recordings, without the others. */
  openOnly(source: Source): void;
  voices(voices: readonly VoiceSource[]): void;
  chooseVoice(): void;
  chooseBaseModel(): void;
  /** Leaves a refusal or a reading behind. */
  dismiss(): void;
};

/** What says no more of a file without a known name than that it is no recording. */
const vagueKinds: readonly string[] = ['unknown', 'text', 'picture', 'web-page', 'empty'];

/** Reads the file of a base model. Rejects where it is none, and with CANCELLED where it was stopped. */
async function readModel(transport: Transport, source: Source): Promise<BaseModel> {
  const { setStep, setSent } = useImport.getState();
  const importId = crypto.randomUUID();
  const isShown = (): boolean => {
    const { step } = useImport.getState();
    return step.kind === 'reading' && step.importId === importId;
  };
  setStep({ kind: 'reading', what: 'model', name: source.name, importId, sentRatio: null, readRatio: null });
  try {
    const { path } = await source.place((ratio) => isShown() && setSent(ratio < 1 ? ratio : null));
    return await transport.call('baseModels.import', { path, name: source.name, importId });
  } finally {
    if (isShown()) setStep({ kind: 'none' });
  }
}

/** Kinds under which a base model is recognised by the reader of voices. */
function isModel({ code, details }: ErrorEnvelope): boolean {
  return code === 'NOT_A_VOICE' && (details.kind === 'content-model' || details.kind === 'pitch-model');
}

export function useBring(): Bring {
  const transport = useTransport();
  const { t } = useTranslation();
  const openRecording = useOpenRecording();
  const song = useSongActions();

  const reads = useMemo(() => {
    const session = useSession.getState;
    const say = (text: string): void => session().setRemark({ text, path: null });
    const openSound = (source: Source, others: readonly string[], orElse?: (source: Source) => void): void => {
      const elsewhere = (notAudio: ErrorEnvelope): boolean => {
        const isSure = notAudio.code !== 'NOT_AUDIO' || sortOf(source.name) !== 'unknown';
        if (isSure || !orElse) return false;
        orElse({ ...source, notAudio });
        return true;
      };
      if (source.file) openRecording.openFile(source.file, others, elsewhere);
      else void source.place(() => undefined).then(({ path }) => openRecording.openPath(path, source.name, elsewhere));
    };
    /** @param orElse what else the file may be */
    const importModel = (source: Source, orElse: ((envelope: ErrorEnvelope) => void) | null): void => {
      readModel(transport, source).then(
        ({ title }) => say(t('models.ready', { model: title })),
        (error: unknown) => {
          const envelope = envelopeOf(error);
          if (envelope.code === 'CANCELLED') return;
          if (orElse && envelope.code === 'BASE_MODEL_WRONG_FILE') orElse(envelope);
          else session().setProblem({ envelope, file: source.name, again: () => importModel(source, orElse) });
        },
      );
    };
    const elsewhere = (envelope: ErrorEnvelope, source: Source): boolean => {
      if (isModel(envelope)) {
        // What is recognised and yet not one of ours is refused as what it is.
        importModel(source, (wrong) =>
          useImport.getState().setStep({
            kind: 'refused',
            name: source.name,
            envelope: wrong,
            nearby: [],
            again: () => importModel(source, null),
          }),
        );
        return true;
      }
      if (envelope.code !== 'NOT_A_VOICE') return false;
      const { kind } = envelope.details;
      if (source.notAudio && vagueKinds.includes(kind)) {
        useImport.getState().setStep({ kind: 'none' });
        session().setBlocking({ envelope: source.notAudio, file: source.name, again: null });
        usePlace.getState().go('convert');
        return true;
      }
      if (kind !== 'sound') return false;
      useImport.getState().setStep({ kind: 'none' });
      openSound(source, []);
      return true;
    };
    return { openSound, importModel, elsewhere };
  }, [transport, openRecording, t]);

  const actions = useImportActions(reads.elsewhere);
  return useMemo(() => {
    const toSource = (file: File, isForSong = sortOf(file.name) === 'melody'): Source => ({
      name: file.name,
      file,
      place: (onSent) => transport.placeFile(file, onSent, isForSong ? 'melody' : 'voice'),
    });
    /** Several recordings, and folders, are offered as one batch; everything else has a way of its own. */
    const take = (
      { voices, models, melodies, recordings }: FileGroups<Source>,
      folders: readonly DroppedFolder[] = [],
    ): void => {
      actions.bring(voices);
      for (const model of models) reads.importModel(model, () => actions.bring([{ file: model, index: null }]));
      const [melody] = melodies;
      if (melody) song.open(melody);
      const [first, ...rest] = recordings;
      const isMany = recordings.filter(({ name }) => sortOf(name) === 'recording').length > 1;
      if (isMany || folders.length > 0) void offerBatch(transport, recordings, folders, (file) => toSource(file));
      else if (first) openOne(first, rest);
    };
    const openOne = (first: Source, others: readonly Source[] = []): void => {
      const asVoice = (source: Source): void => actions.bring([{ file: source, index: null }]);
      reads.openSound(
        first,
        others.map(({ name }) => name),
        asVoice,
      );
    };
    return {
      recordings: openRecording,
      actions,
      song,
      voices: (voices) => actions.bring(voices),
      dismiss: () => actions.dismiss(),
      openPath: (path) => take(groupFiles([pathSource(path)])),
      openDrop: ({ files, folders }, zone) => {
        const [first] = files;
        if (zone === 'melody' && first && mayBeMelody(first.name)) song.open(toSource(first, true));
        else take(groupFiles(files.map((file) => toSource(file))), folders);
      },
      openOnly: (source) => openOne(source),
      chooseVoice: () => {
        const chosen = transport.shell
          ? transport.shell.chooseVoice().then((paths) => paths.map((path) => pathSource(path)))
          : pickFiles(voiceExtensions).then((files) => files.map((file) => toSource(file)));
        // A person who chose a file here says that it is a voice, whatever it is called.
        void chosen.then((sources) => actions.bring(asVoices(sources)));
      },
      chooseBaseModel: () => {
        const chosen = transport.shell
          ? transport.shell.chooseBaseModel().then((path) => (path === null ? [] : [pathSource(path)]))
          : pickFiles(baseModelExtensions, false).then((files) => files.map((file) => toSource(file)));
        void chosen.then(([file]) => file && reads.importModel(file, null));
      },
    };
  }, [transport, openRecording, actions, reads, song]);
}

/** What a lane that waits for a melody takes; a voice is brought wherever it is dropped. */
function mayBeMelody(name: string): boolean {
  return ['melody', 'recording', 'unknown'].includes(sortOf(name));
}

/** Files chosen as voices: an index goes with its voice, everything else is one. */
function asVoices(sources: readonly Source[]): VoiceSource[] {
  const { voices, models, melodies, recordings } = groupFiles(sources);
  return [...voices, ...[...models, ...melodies, ...recordings].map((file) => ({ file, index: null }))];
}
