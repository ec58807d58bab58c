import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { Recording } from '../../../contract/recordings.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { sortOf } from '../import/fileSorts.ts';
import { offerBatch } from '../batch/offerBatch.ts';
import { useImport, type Source } from '../import/importStore.ts';
import { queryKeys } from '../session/queries.ts';
import { useSession } from '../session/sessionStore.ts';
import { usePlace } from '../window/placeStore.ts';
import { pickRecordings } from './pickFile.ts';

/** Takes a file that is no recording somewhere else; false: nowhere, and its error is shown. */
type Elsewhere = (envelope: ErrorEnvelope) => boolean;

export type OpenRecording = {
  openFile(file: File, others?: readonly string[], elsewhere?: Elsewhere): void;
  openPath(path: string, name?: string, elsewhere?: Elsewhere): void;
  openSample(name: string): void;
  choose(): void;
};

let latest = 0;

/** The ways a recording gets into the window. Of two at once the later one is shown. */
export function useOpenRecording(): OpenRecording {
  const transport = useTransport();
  const queries = useQueryClient();
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const session = useSession.getState;
    const run = async (
      name: string,
      others: readonly string[],
      open: () => Promise<Recording>,
      elsewhere: Elsewhere = () => false,
    ): Promise<void> => {
      const mine = ++latest;
      useImport.getState().dismissRefused();
      // Among the voices a file without a known name is looked at before the person is taken elsewhere.
      const isSure = usePlace.getState().place !== 'voices' || sortOf(name) !== 'unknown';
      if (isSure) usePlace.getState().go('convert');
      session().setOpening(name);
      try {
        const recording = await open();
        if (mine !== latest) return;
        queries.setQueryData(queryKeys.recording(recording.id), recording);
        session().showRecording(recording.id, null);
        // Whoever has gone on meanwhile is not called back.
        if (!isSure) usePlace.getState().go('convert');
        if (others.length > 0) {
          const names = new Intl.ListFormat(i18n.language).format(others);
          const text = t('file.others', { count: others.length, opened: recording.name, names });
          session().setRemark({ text, path: null });
        }
      } catch (error) {
        if (mine !== latest) return;
        const envelope = envelopeOf(error);
        const again = (): void => void run(name, others, open, elsewhere);
        if (elsewhere(envelope)) {
          session().setOpening(null);
          return;
        }
        session().setBlocking({ envelope, file: name, again });
        if (!isSure) usePlace.getState().go('convert');
      }
    };
    const openFile = (file: File, others: readonly string[] = [], elsewhere?: Elsewhere): void =>
      void run(file.name, others, () => transport.openFile(file), elsewhere);
    const openPath = (path: string, name = path.split(/[\\/]/).at(-1) ?? path, elsewhere?: Elsewhere): void =>
      void run(name, [], () => transport.call('recordings.open', { path, name }), elsewhere);
    const toSource = (file: File): Source => ({
      name: file.name,
      file,
      place: (onSent) => transport.placeFile(file, onSent),
    });
    return {
      openFile,
      openPath,
      openSample: (name) => void run(name, [], () => transport.call('recordings.openSample', undefined)),
      choose: () => {
        if (!transport.shell) {
          void pickRecordings().then((files) => {
            const [first] = files;
            if (files.length > 1) void offerBatch(transport, files.map(toSource), [], toSource);
            else if (first) openFile(first);
          });
          return;
        }
        void transport.shell.chooseRecording().then((path) => path !== null && openPath(path));
      },
    };
  }, [transport, queries, t, i18n]);
}
