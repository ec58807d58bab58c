import path from 'node:path';
import type { ExportRequest } from '../../contract/exports.ts';
import type { Job, Take } from '../../contract/jobs.ts';
import type { JobId } from '../../contract/ids.ts';
import { noteName } from '../../contract/music.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { noticeText } from '../../contract/texts/noticeTexts.ts';
import type { Voice } from '../../contract/voices.ts';
import type { Cantado } from '../../adapters/cantado.ts';
import { assertCompleted, followJob, unlessStopped } from '../followJob.ts';
import { formatDuration, openProgress, viewOfJob } from '../progress.ts';
import { checkPlanPath } from '../planFile.ts';
import { tellPauses } from '../tellPauses.ts';
import { chosenVoice, type VoiceOrder } from './chosenVoice.ts';
import type { CommandContext } from './context.ts';
import { openSong, type SongOrder } from './song.ts';

/** Of lines and peaks that are not looked at. */
const fewestPoints = 100;

export type ConvertOrder = VoiceOrder & {
  readonly file: string;
  readonly seed: number | undefined;
  readonly exportTo: ExportRequest;
  readonly isJson: boolean;
  /** What is sung instead of the speech’s own melody. */
  readonly song: SongOrder | null;
};

/**
 * Opens the recording, makes the job, waits for it and says where the file is.
 * @throws AppError of any step; CANCELLED after Ctrl-C.
 */
export async function convert(context: CommandContext, order: ConvertOrder): Promise<void> {
  const startedMs = performance.now();
  const { song } = order;
  const planPath = song?.scoreOut === undefined ? null : checkPlanPath(song.scoreOut);
  await context.withCantado(async (cantado) => {
    const { voice, settings: chosen } = await chosenVoice(context, cantado, order);
    const opening = cantado.call('recordings.open', { path: path.resolve(order.file) });
    const recording = await unlessStopped(opening, context.stop);
    const sung = song ? await openSong(context, cantado, song) : {};
    const settings = { ...chosen, ...(song ? { mode: 'melody' } : {}) };
    const { jobId } = await cantado.call('jobs.create', {
      recordingId: recording.id,
      voiceId: voice.id,
      settings,
      ...sung,
      ...(order.seed === undefined ? {} : { seed: order.seed }),
      export: order.exportTo,
    });
    const job = await waitForJob(context, cantado, jobId, order.isJson);
    const take = await cantado.call('takes.get', { takeId: job.takeId });
    if (planPath !== null) await cantado.call('takes.writePlan', { takeId: take.id, path: planPath });
    if (!order.isJson && !song) await tellTransposition(context, cantado, { voice, take, settings });
    const seconds = (performance.now() - startedMs) / 1000;
    await report(context, { job, take, seconds, planPath, isJson: order.isJson });
  });
}

type Transposed = { readonly voice: Voice; readonly take: Take; readonly settings: AnySettingValues };

/** Why a take was transposed as it was, where the program chose; nothing where there is no range to bring anybody into. */
async function tellTransposition(
  { terminal }: CommandContext,
  cantado: Cantado,
  { voice, take, settings }: Transposed,
): Promise<void> {
  const isChosen = (settings['transposeSt'] ?? 'auto') === 'auto';
  if (!voice.rangeMidi || !isChosen || voice.passport?.hasPitch === false) return;
  const { recordingId, id } = take;
  const { medianMidi } = await cantado.call('recordings.analysis', { recordingId, maxPoints: fewestPoints });
  const { transposeSt } = await cantado.call('takes.view', { takeId: id, maxPoints: fewestPoints });
  if (medianMidi === null) return;
  const shift = transposeSt === 0 ? null : `${transposeSt > 0 ? '+' : '−'}${String(Math.abs(transposeSt))}`;
  const range = voice.rangeMidi.map(noteName).join('–');
  const facts = { shift, median: noteName(medianMidi), voice: voice.name[terminal.language], range };
  terminal.note(terminal.texts.transposed(facts));
}

/** Puts a failed or cancelled job back in the queue and waits for it, as the queue lives only while a program runs. */
export async function retryJob(context: CommandContext, jobId: JobId, isJson: boolean): Promise<void> {
  const startedMs = performance.now();
  await context.withCantado(async (cantado) => {
    await cantado.call('jobs.retry', { jobId });
    const job = await waitForJob(context, cantado, jobId, isJson);
    const take = await cantado.call('takes.get', { takeId: job.takeId });
    await report(context, { job, take, seconds: (performance.now() - startedMs) / 1000, planPath: null, isJson });
  });
}

async function waitForJob(context: CommandContext, cantado: Cantado, jobId: JobId, isJson: boolean): Promise<Job> {
  const display = openProgress(context.terminal, isJson);
  const endPauses = tellPauses(context, cantado);
  try {
    const onChange = (job: Job): void => {
      if (!context.stop.aborted) display.show(viewOfJob(job, context.terminal));
    };
    const job = await followJob(cantado, jobId, onChange, context.stop);
    display.end();
    if (job.status === 'cancelled' && !isJson) context.terminal.note(context.terminal.texts.goOnWith(job.id));
    assertCompleted(job);
    return job;
  } finally {
    endPauses();
    display.end();
  }
}

type Result = {
  readonly job: Job;
  readonly take: Take;
  readonly seconds: number;
  readonly planPath: string | null;
  readonly isJson: boolean;
};

async function report(context: CommandContext, { job, take, seconds, planPath, isJson }: Result): Promise<void> {
  const { terminal } = context;
  const { outputPath, stages, notices } = job;
  const plan = planPath === null ? {} : { planPath };
  if (isJson) return terminal.printJson({ job, take, outputPath, ...plan, seconds, stages, notices });
  for (const notice of notices) terminal.note(noticeText(notice, terminal.language));
  for (const path of [outputPath, planPath]) if (path !== null) await terminal.print(terminal.texts.written(path));
  const audio = formatDuration(take.durationSec, terminal.language);
  terminal.note(terminal.texts.madeIn(audio, formatDuration(seconds, terminal.language)));
}
