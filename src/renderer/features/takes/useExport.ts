import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportFormatId } from '../../../contract/exports.ts';
import type { TakeId } from '../../../contract/ids.ts';
import type { Take } from '../../../contract/jobs.ts';
import { envelopeOf, errorActions } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useDeck } from '../deck/deckStore.ts';
import type { RecordingFacts } from '../recording/useRecording.ts';
import { useSession } from '../session/sessionStore.ts';

export type Export = {
  /** The format being written; null when none is. */
  readonly busy: ExportFormatId | null;
  /** Writes the take in a format, with the chosen quality when it is of that format. */
  run(format: ExportFormatId): void;
  /** Writes it, unless that was done, and hands it to the system's drag. */
  drag(): void;
};

/** Brings a take out of the program. */
export function useExport(recording: RecordingFacts | undefined, take: Take | null): Export {
  const { t } = useTranslation();
  const { call, shell } = useTransport();
  const [busy, setBusy] = useState<ExportFormatId | null>(null);
  const written = useRef(new Map<string, string>());

  /** Only a take that was made with a backing can carry it. */
  const hasBacking = (): boolean => take?.recipe.backing !== undefined && useDeck.getState().isBackingExported;
  const keyOf = (takeId: TakeId, format: ExportFormatId, quality: string | null): string =>
    [takeId, format, quality ?? '', hasBacking()].join(' ');
  const write = async (takeId: TakeId, format: ExportFormatId, path?: string): Promise<string> => {
    const deck = useDeck.getState();
    const quality = deck.exportFormat === format ? deck.exportQuality : null;
    const request = {
      format,
      ...(quality === null ? {} : { quality }),
      ...(path === undefined ? {} : { path }),
      ...(hasBacking() ? { withBacking: true } : {}),
    };
    setBusy(format);
    try {
      const saved = await call('takes.export', { takeId, export: request });
      written.current.set(keyOf(takeId, format, quality), saved.path);
      if (deck.exportFormat !== format) deck.setFormat(format, null);
      return saved.path;
    } finally {
      setBusy(null);
    }
  };
  const fail = (error: unknown, again: () => void): void => {
    useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again });
  };
  const run = (format: ExportFormatId, path?: string): void => {
    if (!take || busy !== null) return;
    useSession.getState().setProblem(null);
    write(take.id, format, path).then(
      (saved) => useSession.getState().setRemark({ text: t('takes.saved', { path: saved }), path: saved }),
      (error: unknown) => {
        const isElsewhere = errorActions[envelopeOf(error).code] === 'exportElsewhere';
        fail(error, isElsewhere && shell ? () => void saveAs(format) : () => run(format, path));
      },
    );
  };
  const saveAs = async (format: ExportFormatId): Promise<void> => {
    const suggestedName = `${recording?.name.replace(/\.[^.]*$/, '') ?? 'take'} ${String(take?.number ?? 1)}.${format}`;
    const path = await shell?.chooseExportPath(suggestedName, format);
    if (typeof path === 'string') run(format, path);
  };
  return {
    busy,
    run: (format) => run(format),
    drag: () => {
      if (!take || !shell) return;
      const { exportFormat, exportQuality } = useDeck.getState();
      const known = written.current.get(keyOf(take.id, exportFormat, exportQuality));
      const ready = known === undefined ? write(take.id, exportFormat) : Promise.resolve(known);
      ready.then((path) => shell.startDrag(path)).catch((error: unknown) => fail(error, () => run(exportFormat)));
    },
  };
}
