import { outputSampleRate } from '../../contract/exports.ts';
import { referenceRms } from '../../engine/effects/soundEffect.ts';
import type { SoundEffectStep } from '../../engine/effects/soundSteps.ts';
import { activeFrames, activeRms, FramePowers } from '../../engine/finish/activeLevel.ts';
import { TruePeakMeter } from '../../engine/finish/truePeak.ts';
import { blocksOf, partOf } from '../../adapters/audio/blocks.ts';
import { filterAudio } from '../../adapters/audio/filterAudio.ts';
import type { TaskControl } from '../../adapters/audio/types.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';
import type { Premaster } from './levelMaster.ts';

export type SoundEffectsRequest = {
  readonly ffmpegPath: string;
  readonly steps: readonly SoundEffectStep[];
  /** The mix without effects, at the output rate. */
  readonly dry: Premaster;
  /** Power of its frames; see FramePowers. */
  readonly powers: Float32Array;
  readonly seed: number;
  /** Where the take will stand; what is made on the way lies beside it. */
  readonly masterPath: string;
};

/** The mix with its effects; `discard` removes its file. */
export type EffectedMix = { readonly premaster: Premaster; discard(): void };

/**
 * Sends a mix through its effects one after the other, each from file to file: every one hears it at the reference level,
 * and the last leaves it as loud as it was. Memory stays flat, equal input gives equal bytes, tails ring to their end.
 * @throws AppError CANCELLED, DISK_FULL, FOLDER_NOT_WRITABLE, FFMPEG_FAILED; nothing is left behind then
 */
export async function applySoundEffects(request: SoundEffectsRequest, control: TaskControl): Promise<EffectedMix> {
  const { steps, dry, powers } = request;
  const active = activeFrames(powers);
  const dryRms = activeRms(powers, active);
  // Where nothing is heard there is nothing to treat: the hiss of a line alone would be brought to full loudness.
  if (dryRms === 0) return { premaster: dry, discard: () => undefined };
  let before: Pass = { path: dry.path, rms: dryRms, truePeak: dry.truePeak, discard: () => undefined };
  for (const [index, step] of steps.entries()) {
    const span = partOf(control, index / steps.length, (index + 1) / steps.length);
    try {
      const after = await runPass({ request, step, index, before, active }, span);
      before.discard();
      before = after;
    } catch (error) {
      before.discard();
      throw error;
    }
  }
  const { path, rms, truePeak, discard } = before;
  return { premaster: { path, truePeak, ownGain: rms > 0 ? dryRms / rms : 1 }, discard };
}

/** What an effect left. */
type Pass = {
  readonly path: string;
  /** Over the frames that were active without effects. */
  readonly rms: number;
  readonly truePeak: number;
  discard(): void;
};

type PassInput = {
  readonly request: SoundEffectsRequest;
  readonly step: SoundEffectStep;
  readonly index: number;
  readonly before: Pass;
  readonly active: Uint8Array;
};

async function runPass({ request, step, index, before, active }: PassInput, control: TaskControl): Promise<Pass> {
  const { masterPath, ffmpegPath, seed } = request;
  const writer = new WavWriter(masterPath, {
    sampleRate: outputSampleRate,
    encoding: 'float32',
    temporaryPath: `${masterPath}.effect-${String(index)}.part`,
  });
  const powers = new FramePowers(outputSampleRate);
  const meter = new TruePeakMeter();
  const write = (samples: Float32Array): void => {
    writer.writeSamples(samples);
    powers.push(samples);
    meter.push(samples);
  };
  const discard = (): void => {
    writer.abort();
  };
  const gain = before.rms > 0 ? referenceRms / before.rms : 1;
  try {
    await treat({ ffmpegPath, step, path: before.path, gain, seed: seed + index, write }, control);
    writer.close();
    const path = writer.temporaryPath;
    return { path, rms: activeRms(powers.powers, active), truePeak: meter.finish(), discard };
  } catch (error) {
    discard();
    throw error;
  }
}

type Treatment = {
  readonly ffmpegPath: string;
  readonly step: SoundEffectStep;
  /** The file to treat. */
  readonly path: string;
  /** Brings it to the reference level. */
  readonly gain: number;
  readonly seed: number;
  readonly write: (samples: Float32Array) => void;
};

async function treat(treatment: Treatment, control: TaskControl): Promise<void> {
  const { step, path, gain, seed, write } = treatment;
  const { effect, settings } = step;
  const tail = Math.round(effect.tailSec(settings) * outputSampleRate);
  const source = openWav(path);
  try {
    if ('open' in effect) {
      const processor = effect.open(settings, { sampleRate: outputSampleRate, seed });
      for (const block of blocksOf(withTail(source, tail), control)) {
        write(processor.process(block.map((sample) => gain * sample)));
      }
      return write(processor.flush());
    }
    const sampleCount = source.sampleCount + tail;
    await filter(
      { ...treatment, graph: graphOf(effect.filter(settings), gain, tail, sampleCount), sampleCount },
      control,
    );
  } finally {
    source.close();
  }
}

type Source = { readonly sampleCount: number; read(start: number, count: number): Float32Array };

/** Reading beyond the end of a file gives silence. */
function withTail(source: Source, tail: number): Source {
  return { sampleCount: source.sampleCount + tail, read: (start, count) => source.read(start, count) };
}

function graphOf(filter: string, gain: number, tail: number, sampleCount: number): string {
  const longer = tail > 0 ? `apad=pad_len=${String(tail)},` : '';
  return `volume=volume=${gain.toFixed(9)}:precision=float,${longer}${filter},atrim=end_sample=${String(sampleCount)}`;
}

async function filter(
  { ffmpegPath, path, graph, sampleCount, write }: Treatment & { graph: string; sampleCount: number },
  control: TaskControl,
): Promise<void> {
  let done = 0;
  await filterAudio({
    ...{ ffmpegPath, path, graph, sampleCount },
    ...(control.isCancelled && { isCancelled: control.isCancelled }),
    onSamples: (samples) => {
      write(samples);
      done += samples.length;
      control.onProgress?.(Math.min(1, done / sampleCount));
    },
  });
}
