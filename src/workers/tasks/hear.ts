import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { HostOperations } from '../../contract/inference.ts';
import { outputSampleRate } from '../../contract/exports.ts';
import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { partPath } from '../../adapters/cache/atomicFile.ts';
import { findSample, openSamplesFolder, samplePath, sweepSamples } from '../../adapters/cache/samples.ts';
import type { AudioSource, Converter } from '../../engine/converters/types.ts';
import { finishSettings } from '../../engine/finish/registry.ts';
import { excerptSpanOf, performExcerpt } from '../../engine/perform/excerpt.ts';
import { performSettings } from '../../engine/perform/registry.ts';
import { engineVersion } from '../../engine/registry.ts';
import { finishTake } from '../finish/finishTake.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { openConverter } from './converter.ts';
import { settingsOf, sortedJson } from './performance.ts';
import { extractorIdOf, extractorOf, openRecording, pathsOfRecording } from './recordingFiles.ts';
import { throwIfCancelled } from './stageTimer.ts';

type HearInput = HostOperations['hear']['input'];

/** A sample is no take: what is left to chance in it is drawn from this seed. */
const sampleSeed = 0;

/** The first seconds of an analysed recording in a voice, through the whole chain; kept by what decides how they sound. */
export const hear: DspTask<'hear'> = async (input, context) => {
  const { cacheFolder } = context.config;
  const hash = hashOf(input);
  const known = await findSample(cacheFolder, hash);
  if (known !== undefined) return { hash, durationSec: durationOf(known) };
  await openSamplesFolder(cacheFolder);
  const path = samplePath(cacheFolder, hash);
  const part = partPath(path);
  try {
    await renderSample(input, part, context);
    throwIfCancelled(context);
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
  await sweepSamples(cacheFolder);
  return { hash, durationSec: durationOf(path) };
};

/** Everything that a sample depends on; where the recording and a voice lie is no part of it. */
function hashOf({ source, voice, settings }: HearInput): string {
  const extractor = extractorOf(extractorIdOf(settings));
  const parts = {
    recording: source.sha256,
    voice: { ...voice, folder: null },
    settings,
    ...{ engineVersion, extractor: `${extractor.id}-${extractor.version}` },
  };
  return createHash('sha256').update(sortedJson(parts)).digest('hex');
}

async function renderSample({ source, voice, settings }: HearInput, wavPath: string, context: TaskContext) {
  const { id, version } = extractorOf(extractorIdOf(settings));
  const recipe = { settings, seed: sampleSeed, pitchExtractor: { id, version } };
  const recording = await openRecording(pathsOfRecording(context, source, id));
  try {
    const { analysis, signal } = recording;
    const performance = performExcerpt(analysis, excerptSpanOf(analysis), {
      ...{ voice, seed: sampleSeed },
      settings: settingsOf(performSettings, settings),
    });
    const request = { source, voice, recipe };
    const { converter, close } = await openConverter({ request, recording, performance, context });
    const raw = await renderAll(converter, context).finally(close);
    await finishTake({
      ffmpegPath: await locateFfmpeg(context.config.ffmpegPath),
      ...{ raw, source: signal, analysis, performance, seed: sampleSeed, masterPath: wavPath },
      settings: settingsOf(finishSettings, settings),
      isCancelled: context.isCancelled,
    });
  } finally {
    recording.signal.close();
  }
}

/** A few seconds fit into memory; in chunks, so that a cancel is noticed between them. */
async function renderAll(converter: Converter, context: TaskContext): Promise<AudioSource> {
  const { sampleRate, sampleCount } = converter;
  const whole = new Float32Array(sampleCount);
  const half = Math.round(sampleRate / 2);
  for await (const { startSample, samples } of converter.render({ startSample: 0, resume: null }, () => half)) {
    throwIfCancelled(context);
    whole.set(samples, startSample);
  }
  return {
    sampleRate,
    sampleCount,
    read(start, count) {
      const window = new Float32Array(count);
      const from = Math.max(0, start);
      const to = Math.min(sampleCount, start + count);
      if (to > from) window.set(whole.subarray(from, to), from - start);
      return window;
    },
  };
}

function durationOf(path: string): number {
  const sample = openWav(path);
  sample.close();
  return sample.sampleCount / outputSampleRate;
}
