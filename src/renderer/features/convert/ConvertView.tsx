import { useDeferredValue, type ReactElement } from 'react';
import { BatchSheet } from '../batch/BatchSheet.tsx';
import { Deck } from '../deck/Deck.tsx';
import { TransportBar } from '../playback/TransportBar.tsx';
import { DropOverlay } from '../recording/DropOverlay.tsx';
import type { Dragged } from '../recording/useFileDrop.ts';
import { useImport } from '../import/importStore.ts';
import { ReadingStrip } from '../import/ReadingStrip.tsx';
import { RefusedView } from '../import/RefusedView.tsx';
import { ReportSheet } from '../import/ReportSheet.tsx';
import type { Bring } from '../import/useBring.ts';
import { useGrantedListening } from '../queue/listenWish.ts';
import type { OpenRecording } from '../recording/useOpenRecording.ts';
import { useSession, type Problem } from '../session/sessionStore.ts';
import type { Export } from '../takes/useExport.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { EmptyFoot, EmptyView } from './EmptyView.tsx';
import { ErrorView } from './ErrorView.tsx';
import { FileHeader } from './FileHeader.tsx';
import { isNews } from '../melody/decisions.ts';
import { usePlace } from '../window/placeStore.ts';
import { analysisError } from './stage.ts';
import { Strips } from './Strips.tsx';
import type { ConvertModel } from './useConvertModel.ts';

type ConvertViewProps = {
  readonly model: ConvertModel;
  readonly bring: Bring;
  readonly out: Export;
  readonly dragged: Dragged;
};

/** What fills the view instead of the recording, when it could not be opened or listened to. */
function useBlocking(model: ConvertModel, open: OpenRecording): Problem | null {
  const blocking = useSession((session) => session.blocking);
  const failure = analysisError(model.recording);
  if (blocking || !failure || !model.recording) return blocking;
  const { path, name } = model.recording;
  return { envelope: failure, file: name, again: () => open.openPath(path, name) };
}

/** Leaves the error behind: back to what was open, or to nothing when that is what failed. */
export function dismissBlocking(): void {
  const session = useSession.getState();
  if (session.blocking) session.setBlocking(null);
  else session.forget();
}

/**
 * Whether there is no recording, or its lanes and its deck are still being made: that is done in pieces, between which the
 * window answers.
 */
function useStillEmpty({ stage }: ConvertModel): boolean {
  const wasEmpty = useDeferredValue(stage === 'empty');
  return wasEmpty || stage === 'empty';
}

/** Convert in all its states. What decides about a voice takes the place of the deck, so that one step is the next. */
export function ConvertView({ model, bring, out, dragged }: ConvertViewProps): ReactElement {
  const open = bring.recordings;
  const blocking = useBlocking(model, open);
  const opening = useSession((session) => session.opening);
  // What decides about a voice stands in one place only: the one that is shown.
  const isShown = usePlace(({ place }) => place === 'convert');
  const step = useImport((state) => state.step);
  useGrantedListening(model);
  const refused = isShown && step.kind === 'refused' ? step : null;
  const sheet =
    isShown && step.kind === 'report' ? (
      <ReportSheet key={step.report.importId} report={step.report} actions={bring.actions} />
    ) : null;
  const strips = (
    <Strips notices={model.stage === 'done' ? (model.job?.notices ?? []).filter(isNews) : []}>
      <ReadingStrip onStop={() => bring.dismiss()} />
    </Strips>
  );
  const isEmpty = useStillEmpty(model);
  const isAlone = refused !== null || blocking !== null || isEmpty;
  return (
    <main className={isAlone ? 'convert alone' : 'convert'}>
      {refused ? (
        <>
          {strips}
          <RefusedView refused={refused} bring={bring} />
        </>
      ) : blocking ? (
        <>
          {strips}
          <ErrorView problem={blocking} open={open} onDismiss={dismissBlocking} />
        </>
      ) : isEmpty ? (
        <>
          {strips}
          <EmptyView open={open} />
          {sheet ?? <EmptyFoot />}
        </>
      ) : (
        <>
          <div>
            {strips}
            <FileHeader
              name={opening ?? model.recording?.name ?? ''}
              recording={model.recording}
              analysis={model.analysis}
              open={open}
            />
          </div>
          <Timeline model={model} song={bring.song} dragged={dragged} />
          <TransportBar model={model} out={out} />
          {sheet ?? <Deck model={model} bring={bring} />}
        </>
      )}
      <DropOverlay dragged={dragged} />
      <BatchSheet model={model} bring={bring} />
    </main>
  );
}
