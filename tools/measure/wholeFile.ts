import { createResampler } from '../../src/adapters/audio/resample.ts';
import { openWav } from '../../src/adapters/audio/wavFile.ts';
import { createRunModel } from '../../src/adapters/onnx/runModel.ts';
import { analyseSignal } from '../../src/engine/analysis/analyseSignal.ts';
import { frameCountOf } from '../../src/engine/analysis/frames.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import type { AudioSource } from '../../src/engine/converters/types.ts';
import { speakerEmbedding } from '../../src/engine/likeness/speakerEmbedding.ts';
import { swiftF0 } from '../../src/engine/pitch/swiftF0.ts';
import type { RawPitch } from '../../src/engine/pitch/types.ts';
import type { MeasuredPitch } from './pitchMeter.ts';

/** All samples of a mono WAV; for short files, as meters read them. */
export function samplesOf(path: string): { readonly samples: Float32Array; readonly sampleRate: number } {
  const audio = openWav(path);
  try {
    return { samples: audio.read(0, audio.sampleCount).slice(), sampleRate: audio.sampleRate };
  } finally {
    audio.close();
  }
}

async function at16k(path: string): Promise<Float32Array> {
  const { samples, sampleRate } = samplesOf(path);
  const resampler = await createResampler(sampleRate, 16_000);
  const start = resampler.process(samples);
  const rest = resampler.flush();
  resampler.close();
  const whole = new Float32Array(start.length + rest.length);
  whole.set(start);
  whole.set(rest, start.length);
  return whole;
}

function sourceOf(samples: Float32Array): AudioSource {
  return {
    sampleRate: swiftF0.sampleRate,
    sampleCount: samples.length,
    read(start, count) {
      const window = new Float32Array(count);
      window.set(samples.subarray(Math.max(0, start), Math.max(0, start + count)), Math.max(0, -start));
      return window;
    },
  };
}

/** Measures finished audio with the bundled networks, from the outside: nothing of the render is reused. */
export function createMeters(modelsFolder: string) {
  const runModel = createRunModel({ modelsFolder, baseModelsFolder: '' });
  const pitchOf = (source: AudioSource): Promise<RawPitch> =>
    swiftF0.extract(source, frameCountOf(source.sampleCount, source.sampleRate), runModel, () => undefined);
  return {
    async pitch(path: string): Promise<MeasuredPitch> {
      return pitchOf(sourceOf(await at16k(path)));
    },
    /** Everything that is measured in a recording: pitch with its voicing, level, syllables. */
    async analysis(path: string): Promise<Analysis> {
      const source = sourceOf(await at16k(path));
      return analyseSignal({ source, pitch: await pitchOf(source), onProgress: () => undefined });
    },
    async speaker(path: string): Promise<Float64Array> {
      return speakerEmbedding(await at16k(path), runModel);
    },
  };
}
