import path from 'node:path';
import { formatNumber } from '../../contract/language.ts';
import { noteName } from '../../contract/music.ts';
import { noticeText } from '../../contract/texts/noticeTexts.ts';
import type { AnalysisView, Recording } from '../../contract/recordings.ts';
import type { Cantado } from '../../adapters/cantado.ts';
import { unlessStopped } from '../followJob.ts';
import { formatDuration, openProgress } from '../progress.ts';
import { fieldLines, type FieldRow } from '../tables.ts';
import type { CommandContext } from './context.ts';

/**
 * Prints what is measured in a recording; with isJson every 5 ms frame of it.
 * @throws AppError when the file is no recording we can use.
 */
export async function analyse(context: CommandContext, file: string, isJson: boolean): Promise<void> {
  await context.withCantado(async (cantado) => {
    const opening = cantado.call('recordings.open', { path: path.resolve(file) });
    const recording = await unlessStopped(opening, context.stop);
    const view = await measure(context, cantado, recording, isJson);
    const { notices } = await cantado.call('recordings.get', { recordingId: recording.id });
    const { terminal } = context;
    if (isJson) return terminal.printJson(analysisJson({ ...recording, notices }, view));
    for (const notice of notices) terminal.note(noticeText(notice, terminal.language));
    for (const line of fieldLines(analysisFields(context, recording, view))) await terminal.print(line);
  });
}

async function measure(
  context: CommandContext,
  cantado: Cantado,
  recording: Recording,
  isJson: boolean,
): Promise<AnalysisView> {
  const display = openProgress(context.terminal, isJson);
  const unsubscribe = cantado.subscribe((event) => {
    if (event.name !== 'recording.changed' || event.payload.id !== recording.id) return;
    const { analysis } = event.payload;
    if (analysis.state !== 'running') return;
    display.show({ label: context.terminal.texts.measuring, doneRatio: analysis.doneRatio, remainingSec: null });
  });
  try {
    return await unlessStopped(cantado.call('recordings.analysis', { recordingId: recording.id }), context.stop);
  } finally {
    unsubscribe();
    display.end();
  }
}

/** f0Hz, voiced and confidence have one entry per frame of frameSec; f0Hz is 0 where nothing is voiced. */
function analysisJson(recording: Recording, view: AnalysisView): unknown {
  const { peaks: _peaks, pitch, ...measures } = view;
  return {
    file: recording.path,
    sampleRate: recording.sampleRate,
    channels: recording.channels,
    frameSec: pitch.stepSec,
    f0Hz: pitch.f0Hz,
    voiced: pitch.f0Hz.map((f0Hz) => f0Hz > 0),
    ...measures,
    notices: recording.notices,
  };
}

function analysisFields(context: CommandContext, recording: Recording, view: AnalysisView): readonly FieldRow[] {
  const { language, texts } = context.terminal;
  const decibels = (value: number | null, unit: string): string | null =>
    value === null ? null : `${formatNumber(value, language, 1)} ${unit}`;
  const voicedRatio = view.pitch.f0Hz.filter((f0Hz) => f0Hz > 0).length / Math.max(1, view.pitch.f0Hz.length);
  const range = view.lowMidi === null || view.highMidi === null ? null : [view.lowMidi, view.highMidi].map(noteName);
  return [
    [texts.fields.name, recording.name],
    [texts.fields.duration, formatDuration(view.durationSec, language)],
    [texts.fields.voiced, `${formatNumber(100 * voicedRatio, language)} %`],
    [texts.fields.median, view.medianMidi === null ? null : noteName(view.medianMidi)],
    [texts.fields.range, range === null ? null : range.join('–')],
    [
      texts.fields.key,
      view.key === null ? null : `${view.key.key} (${formatNumber(view.key.correlation, language, 2)})`,
    ],
    [texts.fields.syllables, formatNumber(view.syllables.length, language)],
    [texts.fields.phrases, formatNumber(view.phraseCount, language)],
    [texts.fields.loudness, decibels(view.loudnessLufs, 'LUFS')],
    [texts.fields.truePeak, decibels(view.truePeakDb, 'dBTP')],
  ];
}
