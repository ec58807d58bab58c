import { memo, useDeferredValue, useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeView } from '../../../contract/jobs.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { LaneMelody } from '../melody/LaneMelody.tsx';
import type { SongActions } from '../melody/useSongActions.ts';
import { Playhead } from '../playback/Playhead.tsx';
import type { Dragged } from '../recording/useFileDrop.ts';
import { useSession } from '../session/sessionStore.ts';
import { useTakeView } from '../takes/useTakes.ts';
import { Ruler } from './Ruler.tsx';
import { SpokenLane } from './SpokenLane.tsx';
import { axisSecOf } from './sungClock.ts';
import { SungLane } from './SungLane.tsx';
import { Syllables } from './Syllables.tsx';
import { Words } from './Words.tsx';

type TimelineProps = { readonly model: ConvertModel; readonly song: SongActions; readonly dragged: Dragged };

/** What is drawn on one timeline. */
type Shown = { readonly model: ConvertModel; readonly takeView: TakeView | undefined };

/**
 * Spoken and sung on one timeline, each in its own time, the syllables or words between them. What changed is drawn after
 * what answers at once, and in pieces between which the window answers: lines and waves of a long recording are much work.
 */
export function Timeline({ model, song, dragged }: TimelineProps): ReactElement {
  const takeView = useTakeView(model.take?.id ?? null);
  const shown = useDeferredValue(useMemo((): Shown => ({ model, takeView }), [model, takeView]));
  return <Lanes shown={shown} song={song} isOver={dragged?.zone === 'melody'} />;
}

type LanesProps = { readonly shown: Shown; readonly song: SongActions; readonly isOver: boolean };

const Lanes = memo(function Lanes({ shown: { model, takeView }, song, isOver }: LanesProps): ReactElement {
  const { t } = useTranslation();
  const openingName = useSession((session) => session.opening);
  const { analysis } = model;
  const axisSec = axisSecOf(model);
  const words = model.preview?.words ?? [];
  return (
    <section className="tl" aria-label={t('lanes.timeline')} data-region="lanes">
      <Ruler durationSec={axisSec} />
      <SpokenLane recording={model.recording} analysis={analysis} openingName={openingName} axisSec={axisSec} />
      {words.length > 0 ? (
        <Words words={words} analysis={analysis} axisSec={axisSec} />
      ) : (
        <Syllables analysis={analysis} axisSec={axisSec} />
      )}
      <SungLane model={model} takeView={takeView} axisSec={axisSec}>
        <LaneMelody model={model} song={song} isOver={isOver} />
      </SungLane>
      {analysis && <Playhead axisSec={axisSec} />}
    </section>
  );
});
