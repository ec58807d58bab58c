import { useMemo } from 'react';
import { dismissBlocking } from '../convert/ConvertView.tsx';
import { analysisError } from '../convert/stage.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { useHistoryView } from '../history/historyStore.ts';
import { leaveBin } from '../library/leaveBin.ts';
import { nudgeSec, phraseStarts, stepPhrase } from '../playback/playheadMath.ts';
import { toTakeSecs } from '../playback/timeMap.ts';
import { usePlayer } from '../playback/usePlayer.ts';
import { useImport } from '../import/importStore.ts';
import type { Bring } from '../import/useBring.ts';
import { useMelodyStep } from '../melody/melodyStore.ts';
import { usePreference } from '../preferences/usePreference.ts';
import { useSession } from '../session/sessionStore.ts';
import { useConvert } from '../takes/useConvert.ts';
import type { Export } from '../takes/useExport.ts';
import { stopHearing } from '../voices/hearing.ts';
import { usePlace } from '../window/placeStore.ts';
import { focusRegion } from './regions.ts';
import type { Command } from './shortcuts.ts';
import { useShortcuts } from './useShortcuts.ts';

type Actions = Readonly<Partial<Record<Command, () => void>>>;

export type Commands = { readonly model: ConvertModel; readonly bring: Bring; readonly out: Export };

function focusSearch(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('.search input');
  [...fields].find((field) => field.closest('[inert]') === null)?.focus();
}

/** What is on its way into the library, or was refused, is left first; true where there was something. */
function leaveImport({ actions, song, dismiss }: Bring): boolean {
  const { step } = useImport.getState();
  if (stopHearing()) return true;
  if (useMelodyStep.getState().step.kind !== 'none') song.dismiss();
  else if (step.kind === 'report') actions.discard(step.report.importId);
  else if (step.kind !== 'none') dismiss();
  else return false;
  return true;
}

/** Keys that mean something only while the recording is in front of the person. */
function useConvertCommands({ model, bring, out }: Commands): Actions {
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
  const isReporting = useImport(({ step }) => step.kind === 'report');
  const canConvert =
    recording && analysis && canSing && !isReadOnly && !isReporting && stage !== 'reading' && stage !== 'rendering';
  return {
    convert: () => {
      if (canConvert) convert.start(recording.id, model);
    },
    escape: () => {
      if (leaveImport(bring)) return;
      if (useSession.getState().blocking || analysisError(recording)) dismissBlocking();
      else if (stage === 'rendering' && job) convert.stop(job.id);
    },
    playPause: () => player.toggle(),
    hearSpoken: () => player.hear('spoken'),
    hearSung: () => player.hear('sung'),
    back: () => player.nudge(-nudgeSec),
    forward: () => player.nudge(nudgeSec),
    phraseBack: () => toPhrase(-1),
    phraseForward: () => toPhrase(1),
    search: focusSearch,
    export: () => {
      if (stage === 'done') out.run(useDeck.getState().exportFormat);
    },
    loop: () => player.toggleLoop(),
    undo: () => useDeck.getState().undo(),
    redo: () => useDeck.getState().redo(),
  };
}

function voicesCommands(bring: Bring): Actions {
  return {
    search: focusSearch,
    escape: () => {
      if (!leaveImport(bring)) leaveBin();
    },
  };
}

/** Gives every key of the window its meaning in the present place and state. */
export function useCommands(commands: Commands): void {
  const { bring } = commands;
  const { place, isQueueOpen, queueTab, go, openSettings, openQueue, closeQueue } = usePlace();
  const inConvert = useConvertCommands(commands);
  const everywhere: Actions = {
    open: () => bring.recordings.choose(),
    bringVoice: () => bring.chooseVoice(),
    goConvert: () => go('convert'),
    goVoices: () => go('voices'),
    settings: () => openSettings(),
    queue: () => (isQueueOpen ? closeQueue() : openQueue()),
  };
  // What lies under the queue rests, but sound can always be stopped. Two takes that are seen side by side have keys of their own.
  const isComparing = useHistoryView(({ comparing }) => Boolean(comparing?.second)) && queueTab === 'history';
  const { playPause } = inConvert;
  const here: Actions = isQueueOpen
    ? place === 'convert' && playPause && !isComparing
      ? { playPause }
      : {}
    : {
        nextRegion: () => focusRegion(1),
        previousRegion: () => focusRegion(-1),
        ...(place === 'convert' ? inConvert : place === 'voices' ? voicesCommands(bring) : {}),
      };
  useShortcuts({ ...everywhere, ...here }, usePreference('areLetterKeysOn').value);
}
