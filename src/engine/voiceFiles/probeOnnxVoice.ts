import { AppError } from '../../contract/errors.ts';
import { damagedFile, unsupportedFile } from '../bytes/refusals.ts';
import type { ModelInput, ModelReference, RunModel } from '../models/types.ts';
import { coarsePitch } from '../rvc/pipeline/coarsePitch.ts';
import { latentNoise } from '../rvc/synthesizer/latentNoise.ts';
import type { OnnxVoice } from './onnxVoice.ts';
import { framesPerSecond } from './onnxVoiceSizes.ts';
import type { RunnableNames } from './runnableOnnx.ts';

/** Two lengths that no exporter uses as its example. */
const lengths = [47, 64] as const;
/** Lengths that exporters use as their example, tried only to say which one a refused graph works at. */
const exampleLengths = [200, 100, 32, 256] as const;
const noiseSeed = 1;
const noteHz = 220;
const lowestSamplesPerFrame = 80;
const highestSamplesPerFrame = 1920;

/** What a network did with a test phrase. */
export type OnnxProbe = {
  readonly samplesPerFrame: number;
  readonly sampleRate: number;
  /** Sound that was made. */
  readonly audioSec: number;
};

/**
 * Lets a network sing two lengths of a steady note. A graph that was exported with its example's length inside works at
 * that length only, and is found here.
 * @param model the file written by `writeRunnableOnnx`
 * @throws AppError VOICE_UNSUPPORTED `fixed-length`, VOICE_FILE_DAMAGED when no length works or the sound is no number;
 * errors of RunModel that have a code of their own, such as CANCELLED, pass through
 */
export async function probeOnnxVoice(
  file: string,
  voice: OnnxVoice,
  { model, names, runModel }: { model: ModelReference; names: RunnableNames; runModel: RunModel },
): Promise<OnnxProbe> {
  const sing = (frames: number) => sung(voice, names, { frames, run: (inputs) => runModel(model, inputs) });
  const rates: (number | null)[] = [];
  for (const frames of lengths) {
    const sound = await sing(frames);
    if (sound && !sound.every(Number.isFinite)) throw damagedFile(file, 'not-a-number', names.output);
    rates.push(rateOf(sound, frames));
  }
  const [rate] = rates;
  if (rate === undefined || rate === null || rates.some((other) => other !== rate)) {
    const works = await firstThatWorks(sing);
    if (works === null) throw damagedFile(file, 'bad-structure', 'onnx');
    throw unsupportedFile(file, 'fixed-length', `${String(works)} × 10 ms`);
  }
  const frameCount = lengths.reduce((sum, frames) => sum + frames, 0);
  return { samplesPerFrame: rate, sampleRate: rate * framesPerSecond, audioSec: frameCount / framesPerSecond };
}

type Sound = Float32Array | Float64Array | null;

/** What the network makes of a note of this length; null where it cannot. */
async function sung(
  voice: OnnxVoice,
  { inputs: names, output }: RunnableNames,
  { frames, run }: { frames: number; run: (inputs: Record<string, ModelInput>) => ReturnType<RunModel> },
): Promise<Sound> {
  const f0Hz = new Float64Array(frames).fill(noteHz);
  const inputs: Record<string, ModelInput> = {
    [names.phone]: { data: smallFeatures(frames * voice.width), dims: [1, frames, voice.width] },
    [names.phoneLengths]: { data: Float32Array.of(frames), dims: [1] },
  };
  if (names.pitch !== null) inputs[names.pitch] = { data: coarsePitch(f0Hz), dims: [1, frames] };
  if (names.pitchf !== null) inputs[names.pitchf] = { data: Float32Array.from(f0Hz), dims: [1, frames] };
  if (names.speaker !== null) inputs[names.speaker] = { data: Float32Array.of(0), dims: [1] };
  if (names.noise !== null) {
    const channels = voice.interChannels ?? 1;
    inputs[names.noise] = { data: latentNoise(noiseSeed, 0, frames, channels), dims: [1, channels, frames] };
  }
  try {
    return (await run(inputs))[output]?.data ?? null;
  } catch (error) {
    // Those with a code of their own are about the computer or the person, not about this length. What a network says of
    // itself has none, and is INTERNAL when it comes from another thread.
    if (error instanceof AppError && error.code !== 'INTERNAL') throw error;
    return null;
  }
}

/** Content features of no speech: as large as real ones, and the same every time. */
function smallFeatures(count: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, (_, index) => 0.3 * Math.sin(index * 12.9898));
}

/** Samples per frame; null where the sound is no whole number of samples per frame, or none. */
function rateOf(sound: Sound, frames: number): number | null {
  if (sound === null) return null;
  const rate = sound.length / frames;
  return Number.isInteger(rate) && rate >= lowestSamplesPerFrame && rate <= highestSamplesPerFrame ? rate : null;
}

async function firstThatWorks(sing: (frames: number) => Promise<Sound>): Promise<number | null> {
  for (const frames of [...lengths, ...exampleLengths]) {
    if (rateOf(await sing(frames), frames) !== null) return frames;
  }
  return null;
}
