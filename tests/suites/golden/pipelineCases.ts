import path from 'node:path';
import { z } from 'zod';
import { openByteSource } from '../../../src/adapters/voices/openByteSource.ts';
import { rmvpePitch } from '../../../src/engine/pitch/rmvpe/salienceFrames.ts';
import { coarsePitch } from '../../../src/engine/rvc/pipeline/coarsePitch.ts';
import {
  originalPipeline,
  type OriginalMode,
  type OriginalNetworks,
  type OriginalOptions,
  type OriginalResult,
} from '../../../src/engine/rvc/pipeline/originalPipeline.ts';
import { openRetrievalIndex } from '../../../src/engine/voiceFiles/retrievalIndex/openRetrievalIndex.ts';
import { readNpy } from '../npy.ts';
import { runModel } from '../runModel.ts';
import { readMonoWave } from '../wav.ts';
import { contentFeatures, contentFiles, pitchCheckpoint, writePitchNetwork } from './baseNetworks.ts';
import { Checks } from './checks.ts';
import { largestDifference, signalToErrorDb } from './compare.ts';
import { arrayIfThere, readJson, signalOf, type GoldenFolder } from './goldenFolder.ts';
import { openGoldenVoice, sing } from './goldenVoice.ts';
import type { WrittenNetworks } from './networks.ts';
import { checkPitch, pitchLimit } from './pitchCases.ts';
import type { GoldenCase, Verdict } from './types.ts';

/** What a whole conversion must reach; where it ends in another resampler than the original's, less. */
const outputLimitDb = 50;
const resampledLimitDb = 30;
const largestOutputDifference = 1e-2;
/** The original resamples to this rate and above only, Hz. */
const lowestOutputRate = 16_000;

/** Our name of each mode of the descriptions. */
const modes = { rvc: 'original', applio: 'applio' } as const satisfies Record<string, OriginalMode>;

const modeSchema = z.object({
  output: z.string(),
  output_dtype: z.string().optional(),
  f0_raw: z.string().optional(),
  f0: z.string().optional(),
  coarse: z.string().optional(),
  chunks: z.array(z.object({ rnd: z.string() })),
});
const pipelineSchema = z.object({
  voice: z.string(),
  contentvec: z.string(),
  rmvpe: z.string().nullish(),
  index: z.string().nullish(),
  options: z.object({
    x_pad: z.number(),
    x_query: z.number(),
    x_center: z.number(),
    x_max: z.number(),
    key: z.number(),
    index_rate: z.number(),
    protect: z.number(),
    rms_mix: z.number(),
    resample_sr: z.number(),
    sid: z.number(),
  }),
  modes: z.partialRecord(z.enum(['rvc', 'applio']), modeSchema),
});
type Description = z.infer<typeof pipelineSchema>;
type ModeDescription = z.infer<typeof modeSchema>;

type PipelineCase = {
  readonly folder: string;
  readonly description: Description;
  readonly mode: keyof typeof modes;
  readonly wanted: ModeDescription;
};

/** Whole conversions, one case per recorded mode. */
export function pipelineCases(golden: GoldenFolder, networks: WrittenNetworks): GoldenCase[] {
  return golden.cases('pipeline', 'pipeline.json', ({ name, folder }) => {
    const description = readJson(path.join(folder, 'pipeline.json'), pipelineSchema);
    return (['rvc', 'applio'] as const).flatMap((mode) => {
      const wanted = description.modes[mode];
      if (!wanted) return [];
      const run = () => checkPipeline({ folder, description, mode, wanted }, golden, networks);
      return [{ name: `${name} ${mode}`, run }];
    });
  });
}

async function checkPipeline(
  pipeline: PipelineCase,
  golden: GoldenFolder,
  networks: WrittenNetworks,
): Promise<Verdict> {
  const { folder, description, mode } = pipeline;
  const { samples } = readMonoWave(path.join(folder, 'input.wav'));
  const { options } = description;
  const index =
    description.index && options.index_rate > 0 ? openByteSource(golden.locate(folder, description.index)) : null;
  try {
    const result = await originalPipeline(samples, networksOf(pipeline, golden, networks), {
      mode: modes[mode],
      padSec: options.x_pad,
      split: { querySec: options.x_query, centreSec: options.x_center, longestSec: options.x_max },
      pitchShiftSemitones: options.key,
      retrieval: index && { index: openRetrievalIndex(index), ratio: options.index_rate, neighbourCount: 8 },
      protectRatio: options.protect,
      loudnessMix: options.rms_mix,
      outputRate: options.resample_sr >= lowestOutputRate ? options.resample_sr : null,
    } satisfies OriginalOptions);
    return compared(pipeline, result);
  } finally {
    index?.close();
  }
}

/** The networks a description names. Noise comes from its files, one per segment. */
function networksOf(
  { folder, description, mode, wanted }: PipelineCase,
  golden: GoldenFolder,
  networks: WrittenNetworks,
): OriginalNetworks {
  const voice = openGoldenVoice(golden.locate(folder, description.voice), networks);
  const files = contentFiles(golden.locate(folder, description.contentvec));
  // Where both are there, the fairseq file is the less exactly stored one.
  const file = files.find(({ isFairseq }) => !isFairseq) ?? files[0];
  if (!file) throw new Error(`${description.contentvec} holds no feature network`);
  // The newer community program projects the last layer for voices of version 1, which were trained on layer 9.
  const projected = mode === 'rvc' ? 'layer9-projected' : 'layer12-projected';
  const output = voice.version === 'v1' ? projected : 'layer12';
  return {
    voiceRate: voice.sampleRate,
    contentFeatures: (audio) => contentFeatures(audio, { file, output, networks }),
    extractPitch: voice.mix && description.rmvpe ? pitchBy(golden.locate(folder, description.rmvpe), networks) : null,
    sing: async ({ index, features, pitch }) => {
      const chunk = wanted.chunks[index];
      if (!chunk) throw new Error(`segment ${String(index)} is not recorded`);
      const noise = Float32Array.from(readNpy(golden.locate(folder, chunk.rnd)).data);
      return sing(voice, { features, pitch, noise, speaker: description.options.sid });
    },
  };
}

function pitchBy(folder: string, networks: WrittenNetworks): OriginalNetworks['extractPitch'] {
  const model = writePitchNetwork(pitchCheckpoint(folder), networks);
  return async (audio) => Float64Array.from(await rmvpePitch({ signal: signalOf(audio), runModel, model }));
}

function compared({ folder, mode, wanted, description }: PipelineCase, result: OriginalResult): Verdict {
  const checks = new Checks();
  const f0 = wanted.f0 === undefined ? null : arrayIfThere(folder, wanted.f0);
  if (f0 && result.pitch) checkPitch(checks, result.pitch.f0Hz, f0.data);
  const classes = wanted.coarse === undefined ? null : arrayIfThere(folder, wanted.coarse);
  if (classes && result.pitch) checks.equal('classes wrong', wrongClasses(result.pitch, classes.data), 0);

  const isSixteenBits = (wanted.output_dtype ?? (mode === 'rvc' ? 'int16' : 'float32')) === 'int16';
  const output = readNpy(path.join(folder, wanted.output)).data.map((value) =>
    isSixteenBits ? value / 32_768 : value,
  );
  const isResampled = description.options.resample_sr >= lowestOutputRate;
  checks.equal('length', result.samples.length, output.length);
  checks.atLeastDb('SNR', signalToErrorDb(result.samples, output), isResampled ? resampledLimitDb : outputLimitDb);
  if (!isResampled) checks.atMost('max', largestDifference(result.samples, output), largestOutputDifference);
  return checks.verdict();
}

/** Frames whose class is another than that of any pitch within the limit that pitch is held to. */
function wrongClasses({ f0Hz, classes }: NonNullable<OriginalResult['pitch']>, wanted: ArrayLike<number>): number {
  const lower = coarsePitch(f0Hz.map((hz) => hz * (1 - pitchLimit)));
  const upper = coarsePitch(f0Hz.map((hz) => hz * (1 + pitchLimit)));
  if (classes.length !== wanted.length) return Math.max(classes.length, wanted.length);
  return classes.filter((own, i) => own !== wanted[i] && lower[i] !== wanted[i] && upper[i] !== wanted[i]).length;
}
