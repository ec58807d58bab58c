import { outputSampleRate } from '../../contract/exports.ts';
import { createNoiseGate } from '../../engine/finish/noiseGate.ts';
import { planPassThrough } from '../../engine/finish/passThrough.ts';
import { PassThroughMixer } from '../../engine/finish/passThroughMixer.ts';
import type { FinishSettings } from '../../engine/finish/registry.ts';
import { TruePeakMeter } from '../../engine/finish/truePeak.ts';
import type { Analysis } from '../../engine/analysis/types.ts';
import type { AudioSource } from '../../engine/converters/types.ts';
import type { Performance } from '../../engine/perform/types.ts';
import { blocksOf, partOf } from '../../adapters/audio/blocks.ts';
import { levelMaster, type Finished, type Premaster } from './levelMaster.ts';
import { createResampler } from '../../adapters/audio/resample.ts';
import type { TaskControl } from '../../adapters/audio/types.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';

export type FinishRequest = TaskControl & {
  readonly ffmpegPath: string;
  /** The converter's output; see openRaw. */
  readonly raw: AudioSource;
  /** The mono recording at its working rate. */
  readonly source: AudioSource;
  readonly analysis: Analysis;
  readonly performance: Performance;
  readonly settings: FinishSettings;
  readonly masterPath: string;
};

/**
 * Raw converter output → master.wav, 48 kHz mono float32: the recording's own breaths and consonants, noise gate, rate,
 * loudness under a true-peak limiter. Blockwise with flat memory; the same input gives the same bytes.
 * @throws AppError CANCELLED, DISK_FULL, FOLDER_NOT_WRITABLE, FFMPEG_FAILED or FFMPEG_MISSING; masterPath is untouched then
 */
export async function finishTake(request: FinishRequest): Promise<Finished> {
  const writer = new WavWriter(request.masterPath, {
    sampleRate: outputSampleRate,
    encoding: 'float32',
    temporaryPath: `${request.masterPath}.unlevelled.part`,
  });
  try {
    const premaster = await mixAndGate(request, writer);
    return await levelMaster(
      { ...request, targetLufs: request.settings.loudnessLufs, premaster },
      partOf(request, 0.5, 1),
    );
  } finally {
    writer.abort();
  }
}

/** Everything that comes before the level is known, into the writer's temporary file. */
async function mixAndGate(request: FinishRequest, writer: WavWriter): Promise<Premaster> {
  const { raw, source, analysis, performance, settings } = request;
  const plan = planPassThrough(analysis, performance, settings);
  const mixer = new PassThroughMixer({ plan, raw, source, performance });
  const gate = settings.gateDb === 'off' ? null : createNoiseGate(raw.sampleRate, settings.gateDb);
  const resampler = await createResampler(raw.sampleRate, outputSampleRate);
  const meter = new TruePeakMeter();
  const take = (samples: Float32Array): void => {
    const resampled = resampler.process(samples);
    meter.push(resampled);
    writer.writeSamples(resampled);
  };
  try {
    const mixed = { sampleCount: raw.sampleCount, read: (start: number, count: number) => mixer.read(start, count) };
    for (const block of blocksOf(mixed, partOf(request, 0, 0.5))) take(gate ? gate.process(block) : block);
    if (gate) take(gate.flush());
    const rest = resampler.flush();
    meter.push(rest);
    writer.writeSamples(rest);
    writer.close();
    return { path: writer.temporaryPath, truePeak: meter.finish() };
  } finally {
    resampler.close();
  }
}
