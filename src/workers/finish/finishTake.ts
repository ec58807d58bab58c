import { outputSampleRate } from '../../contract/exports.ts';
import { createNoiseGate } from '../../engine/finish/noiseGate.ts';
import { soundStepsOf } from '../../engine/effects/soundSteps.ts';
import { FramePowers } from '../../engine/finish/activeLevel.ts';
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
import { applySoundEffects, type EffectedMix } from './soundEffects.ts';

export type FinishRequest = TaskControl & {
  readonly ffmpegPath: string;
  /** The converter's output; see openRaw. */
  readonly raw: AudioSource;
  /** The mono recording at its working rate. */
  readonly source: AudioSource;
  readonly analysis: Analysis;
  readonly performance: Performance;
  readonly settings: FinishSettings;
  /** Of what effects leave to chance. */
  readonly seed: number;
  readonly masterPath: string;
};

/** The mix and the level have the rest of the progress. */
const effectsShare = { from: 0.35, to: 0.6 } as const;

/**
 * Raw converter output → master.wav, 48 kHz mono float32: the recording's own breaths and consonants, noise gate, rate,
 * effects, loudness under a true-peak limiter. Blockwise with flat memory; the same input gives the same bytes.
 * @throws AppError CANCELLED, DISK_FULL, FOLDER_NOT_WRITABLE, FFMPEG_FAILED or FFMPEG_MISSING; masterPath is untouched then
 */
export async function finishTake(request: FinishRequest): Promise<Finished> {
  const writer = new WavWriter(request.masterPath, {
    sampleRate: outputSampleRate,
    encoding: 'float32',
    temporaryPath: `${request.masterPath}.unlevelled.part`,
  });
  const { ffmpegPath, seed, masterPath, settings } = request;
  const steps = soundStepsOf(settings.effects);
  const { from, to } = effectsShare;
  let mix: EffectedMix | undefined;
  try {
    const dry = await mixAndGate(request, writer, partOf(request, 0, from));
    mix = await applySoundEffects(
      { ffmpegPath, steps, dry: dry.premaster, powers: dry.powers, seed, masterPath },
      partOf(request, from, to),
    );
    return await levelMaster(
      { ffmpegPath, masterPath, targetLufs: settings.loudnessLufs, premaster: mix.premaster },
      partOf(request, to, 1),
    );
  } finally {
    mix?.discard();
    writer.abort();
  }
}

type DryMix = {
  readonly premaster: Premaster;
  /** Power of its frames. */
  readonly powers: Float32Array;
};

/** Everything that comes before the level is known, into the writer's temporary file. */
async function mixAndGate(request: FinishRequest, writer: WavWriter, control: TaskControl): Promise<DryMix> {
  const { raw, source, analysis, performance, settings } = request;
  const plan = planPassThrough(analysis, performance, settings);
  const mixer = new PassThroughMixer({ plan, raw, source, performance });
  const gate = settings.gateDb === 'off' ? null : createNoiseGate(raw.sampleRate, settings.gateDb);
  const resampler = await createResampler(raw.sampleRate, outputSampleRate);
  const meter = new TruePeakMeter();
  const powers = new FramePowers(outputSampleRate);
  const write = (samples: Float32Array): void => {
    meter.push(samples);
    powers.push(samples);
    writer.writeSamples(samples);
  };
  const take = (samples: Float32Array): void => {
    write(resampler.process(samples));
  };
  try {
    const mixed = { sampleCount: raw.sampleCount, read: (start: number, count: number) => mixer.read(start, count) };
    for (const block of blocksOf(mixed, control)) take(gate ? gate.process(block) : block);
    if (gate) take(gate.flush());
    write(resampler.flush());
    writer.close();
    const premaster = { path: writer.temporaryPath, truePeak: meter.finish(), ownGain: 1 };
    return { premaster, powers: powers.powers };
  } finally {
    resampler.close();
  }
}
