import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Deck } from '../deck/Deck.tsx';
import { TransportBar } from '../playback/TransportBar.tsx';
import type { Dragged } from '../recording/useFileDrop.ts';
import type { OpenRecording } from '../recording/useOpenRecording.ts';
import { useSession, type Problem } from '../session/sessionStore.ts';
import type { Export } from '../takes/useExport.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { EmptyView } from './EmptyView.tsx';
import { ErrorView } from './ErrorView.tsx';
import { FileHeader } from './FileHeader.tsx';
import { ProgressAnnouncer } from './ProgressAnnouncer.tsx';
import { analysisError } from './stage.ts';
import { Strips } from './Strips.tsx';
import type { ConvertModel } from './useConvertModel.ts';

type ConvertViewProps = {
  readonly model: ConvertModel;
  readonly open: OpenRecording;
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

function DropOverlay({ dragged }: { readonly dragged: Dragged }): ReactElement | null {
  const { t } = useTranslation();
  if (!dragged) return null;
  return (
    <div className="over-drop" role="status">
      <p className="title">{t('empty.release')}</p>
      {dragged.count > 1 && <p className="t2">{t('empty.releaseOne', { count: dragged.count })}</p>}
    </div>
  );
}

/** Convert in all its states. */
export function ConvertView({ model, open, out, dragged }: ConvertViewProps): ReactElement {
  const blocking = useBlocking(model, open);
  const opening = useSession((session) => session.opening);
  const strips = <Strips notices={model.stage === 'done' ? (model.job?.notices ?? []) : []} />;
  const isAlone = blocking !== null || model.stage === 'empty';
  return (
    <main className={isAlone ? 'convert alone' : 'convert'}>
      {blocking ? (
        <>
          {strips}
          <ErrorView problem={blocking} open={open} onDismiss={dismissBlocking} />
        </>
      ) : model.stage === 'empty' ? (
        <>
          {strips}
          <EmptyView open={open} />
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
          <Timeline model={model} />
          <TransportBar model={model} out={out} />
          <Deck model={model} />
          <ProgressAnnouncer model={model} />
        </>
      )}
      <DropOverlay dragged={dragged} />
    </main>
  );
}
