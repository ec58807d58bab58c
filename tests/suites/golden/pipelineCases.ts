import path from 'node:path';
import { openByteSource } from '../../../src/adapters/voices/openByteSource.ts';
import { rmvpePitch } from '../../../src/engine/pitch/rmvpe/salienceFrames.ts';
import type { FeatureRows } from '../../../src/engine/retrieval/types.ts';
import { coarsePitch } from '../../../src/engine/rvc/pipeline/coarsePitch.ts';
import {
  originalPipeline,
  type OriginalNetworks,
  type OriginalResult,
} from '../../../src/engine/rvc/pipeline/originalPipeline.ts';
import { openRetrievalIndex } from '../../../src/engine/voiceFiles/retrievalIndex/openRetrievalIndex.ts';
import { readNpy } from '../npy.ts';
import { runModel } from '../runModel.ts';
import { contentFeatures, contentFiles, pitchCheckpoint, writePitchNetwork } from './baseNetworks.ts';
import { Checks } from './checks.ts';
import { largestDifference, signalToErrorDb } from './compare.ts';
import { arrayIfThere, readInput, readJson, signalOf, type GoldenFolder } from './goldenFolder.ts';
import { openGoldenVoice, sing } from './goldenVoice.ts';
import type { WrittenNetworks } from './networks.ts';
import { modeNames, pipelineSchema, type ModeDescription, type PipelineDescription } from './pipelineDescription.ts';
import { checkPitch, pitchLimit } from './pitchCases.ts';
import type { GoldenCase, Verdict } from './types.ts';

/** What a whole conversion must reach; where it ends in another resampler than the original's, less. */
const outputLimitDb = 50;
const resampledLimitDb = 30;
const largestOutputDifference = 1e-2;
/** Recorded features are rounded to half precision. */
const featureLimit = 1e-2;
/** The original resamples to this rate and above only, Hz. */
const lowestOutputRate = 16_000;
/** Neighbours that the original averages. */
const neighbourCount = 8;

type PipelineCase = {
  readonly folder: string;
  readonly golden: GoldenFolder;
  readonly description: PipelineDescription;
  readonly mode: keyof typeof modeNames;
  readonly wanted: ModeDescription;
};

/** Whole conversions, one case per recorded mode. */
export function pipelineCases(golden: GoldenFolder, networks: WrittenNetworks): GoldenCase[] {
  return golden.cases('pipeline', 'pipeline.json', ({ name, folder }) => {
    const description = readJson(path.join(folder, 'pipeline.json'), pipelineSchema);
    return (['rvc', 'original', 'applio'] as const).flatMap((mode) => {
      const wanted = description.modes[mode];
      if (!wanted) return [];
      const run = () => checkPipeline({ folder, golden, description, mode, wanted }, networks);
      return [{ name: `${name} ${mode}`, run }];
    });
  });
}

async function checkPipeline(pipeline: PipelineCase, networks: WrittenNetworks): Promise<Verdict> {
  const { folder, golden, description, mode } = pipeline;
  const { options } = description;
  const index =
    description.index && options.index_rate > 0 ? openByteSource(golden.locate(folder, description.index)) : null;
  const stages: Stages = { rawPitch: null, features: [] };
  try {
    const result = await originalPipeline(readInput(folder), networksOf(pipeline, networks, stages), {
      mode: modeNames[mode],
      padSec: options.x_pad,
      split: { querySec: options.x_query, centreSec: options.x_center, longestSec: options.x_max },
      pitchShiftSemitones: options.key,
      retrieval: index && { index: openRetrievalIndex(index), ratio: options.index_rate, neighbourCount },
      protectRatio: options.protect,
      loudnessMix: options.rms_mix,
      outputRate: options.resample_sr >= lowestOutputRate ? options.resample_sr : null,
    });
    const checks = new Checks();
    checkStages(checks, pipeline, stages, result);
    checkOutput(checks, pipeline, result);
    return checks.verdict();
  } finally {
    index?.close();
  }
}

/** What the networks gave on the way. */
type Stages = { rawPitch: Float64Array | null; readonly features: FeatureRows[] };

/** The networks a description names. Noise comes from its files, one per segment. */
function networksOf(
  { folder, golden, description, mode, wanted }: PipelineCase,
  networks: WrittenNetworks,
  stages: Stages,
): OriginalNetworks {
  const voice = openGoldenVoice(golden.locate(folder, description.voice), networks);
  const files = contentFiles(golden.locate(folder, description.contentvec));
  // Where both are there, the fairseq file is the less exactly stored one.
  const file = files.find(({ isFairseq }) => !isFairseq) ?? files[0];
  if (!file) throw new Error(`${description.contentvec} holds no feature network`);
  // The newer community program projects the last layer for voices of version 1, which were trained on layer 9.
  const projected = modeNames[mode] === 'original' ? 'layer9-projected' : 'layer12-projected';
  const output = voice.version === 'v1' ? projected : 'layer12';
  const extractPitch = async (audio: Float32Array) => {
    const model = writePitchNetwork(pitchCheckpoint(golden.locate(folder, description.rmvpe ?? '')), networks);
    const found = Float64Array.from(await rmvpePitch({ signal: signalOf(audio), runModel, model }));
    stages.rawPitch = found;
    return found;
  };
  return {
    voiceRate: voice.sampleRate,
    contentFeatures: (audio) => contentFeatures(audio, { file, output, networks }),
    extractPitch: voice.mix ? extractPitch : null,
    sing: ({ index, features, pitch }) => {
      stages.features.push(features);
      const recorded = wanted.chunks[index]?.rnd ?? `rnd_${String(index)}.npy`;
      const noise = Float32Array.from(readNpy(golden.locate(folder, recorded)).data);
      return sing(voice, { features, pitch, noise, speaker: description.options.sid });
    },
  };
}

function checkStages(
  checks: Checks,
  { folder, wanted }: PipelineCase,
  stages: Stages,
  { pitch }: OriginalResult,
): void {
  const recorded = (name: string | undefined) => (name === undefined ? null : arrayIfThere(folder, name));
  const raw = recorded(wanted.f0_raw);
  if (raw && stages.rawPitch) checkPitch(checks, 'raw f0', stages.rawPitch, raw.data);
  const f0 = recorded(wanted.f0);
  if (f0 && pitch) checkPitch(checks, 'f0', pitch.f0Hz, f0.data);
  const classes = recorded(wanted.coarse);
  if (classes && pitch) checks.equal('classes wrong', wrongClasses(pitch, classes.data), 0);
  wanted.chunks.forEach(({ phone }, segment) => {
    const rows = recorded(phone?.split(' ')[0]);
    const own = stages.features[segment];
    if (rows && own) {
      checks.atMost('features', largestDifference(own.values.subarray(0, rows.data.length), rows.data), featureLimit);
    }
  });
}

/** Frames whose class is another than that of any pitch within the limit that pitch is held to. */
function wrongClasses({ f0Hz, classes }: NonNullable<OriginalResult['pitch']>, wanted: ArrayLike<number>): number {
  const lower = coarsePitch(f0Hz.map((hz) => hz * (1 - pitchLimit)));
  const upper = coarsePitch(f0Hz.map((hz) => hz * (1 + pitchLimit)));
  if (classes.length !== wanted.length) return Math.max(classes.length, wanted.length);
  return classes.filter((own, i) => own !== wanted[i] && lower[i] !== wanted[i] && upper[i] !== wanted[i]).length;
}

function checkOutput(
  checks: Checks,
  { folder, mode, wanted, description }: PipelineCase,
  result: OriginalResult,
): void {
  const usualType = modeNames[mode] === 'original' ? 'int16' : 'float32';
  const scale = (wanted.output_dtype ?? usualType) === 'int16' ? 1 / 32_768 : 1;
  const output = readNpy(path.join(folder, wanted.output)).data.map((value) => value * scale);
  const isResampled = description.options.resample_sr >= lowestOutputRate;
  checks.equal('length', result.samples.length, output.length);
  checks.atLeastDb('SNR', signalToErrorDb(result.samples, output), isResampled ? resampledLimitDb : outputLimitDb);
  if (!isResampled) checks.atMost('max', largestDifference(result.samples, output), largestOutputDifference);
}
