import { useMemo, type RefObject } from 'react';
import { dismissBlocking } from '../convert/ConvertView.tsx';
import { analysisError } from '../convert/stage.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { phraseStarts, stepPhrase } from '../playback/playheadMath.ts';
import { toTakeSecs } from '../playback/timeMap.ts';
import { usePlayer } from '../playback/usePlayer.ts';
import { useImport } from '../import/importStore.ts';
import type { Bring } from '../import/useBring.ts';
import { useMelodyStep } from '../melody/melodyStore.ts';
import { useSession } from '../session/sessionStore.ts';
import { useConvert } from '../takes/useConvert.ts';
import type { Export } from '../takes/useExport.ts';
import { stopHearing } from '../voices/hearing.ts';
import { focusRegion } from './regions.ts';
import { useShortcuts } from './useShortcuts.ts';

const nudgeSec = 0.1;

type Commands = {
  readonly model: ConvertModel;
  readonly bring: Bring;
  readonly out: Export;
  readonly search: RefObject<HTMLInputElement | null>;
};

/** Gives every key of the window its meaning in the present state. */
export function useCommands({ model, bring, out, search }: Commands): void {
  const player = usePlayer();
  const convert = useConvert();
  const { stage, recording, analysis, job, isReadOnly, canSing } = model;
  const starts = useMemo(() => phraseStarts(analysis?.syllables ?? []), [analysis]);
  const toPhrase = (direction: 1 | -1): void => {
    const { heard, times, durationSec } = player.state.getState();
    const here =
      heard === 'spoken' ? starts : starts.flatMap((start) => toTakeSecs(times.timeMap, start)).sort((a, b) => a - b);
    player.seek(stepPhrase(here, player.positionSec(), direction, durationSec));
  };
  const step = useImport((state) => state.step);
  const canConvert =
    recording &&
    analysis &&
    canSing &&
    !isReadOnly &&
    step.kind !== 'report' &&
    stage !== 'reading' &&
    stage !== 'rendering';
  const escape = (): void => {
    if (stopHearing()) return;
    if (useMelodyStep.getState().step.kind !== 'none') bring.song.dismiss();
    else if (step.kind === 'report') bring.actions.discard(step.report.importId);
    else if (step.kind !== 'none') bring.dismiss();
    else if (useSession.getState().blocking || analysisError(recording)) dismissBlocking();
    else if (stage === 'rendering' && job) convert.stop(job.id);
  };
  useShortcuts({
    open: () => bring.recordings.choose(),
    bringVoice: () => bring.chooseVoice(),
    convert: () => {
      if (canConvert) convert.start(recording.id, model);
    },
    escape,
    playPause: () => player.toggle(),
    hearSpoken: () => player.hear('spoken'),
    hearSung: () => player.hear('sung'),
    back: () => player.nudge(-nudgeSec),
    forward: () => player.nudge(nudgeSec),
    phraseBack: () => toPhrase(-1),
    phraseForward: () => toPhrase(1),
    search: () => search.current?.focus(),
    export: () => {
      if (stage === 'done') out.run(useDeck.getState().exportFormat);
    },
    loop: () => player.toggleLoop(),
    nextRegion: () => focusRegion(1),
    previousRegion: () => focusRegion(-1),
    undo: () => useDeck.getState().undo(),
    redo: () => useDeck.getState().redo(),
  });
}
