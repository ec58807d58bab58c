import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { byteTools } from '../../../src/adapters/voices/byteTools.ts';
import { openByteSource } from '../../../src/adapters/voices/openByteSource.ts';
import type { ByteSource } from '../../../src/engine/bytes/types.ts';
import type { NamedWeights } from '../../../src/engine/baseModels/namedWeights.ts';
import { wholeContentFeatures } from '../../../src/engine/contentVec/contentFeatures.ts';
import { buildContentVec } from '../../../src/engine/contentVec/contentVecNetwork.ts';
import { readContentVecWeights } from '../../../src/engine/contentVec/readContentVecWeights.ts';
import type { ModelReference } from '../../../src/engine/models/types.ts';
import { prepareRmvpe } from '../../../src/engine/pitch/rmvpe/prepareRmvpe.ts';
import type { FeatureRows } from '../../../src/engine/retrieval/types.ts';
import { runModel } from '../runModel.ts';
import { readJson } from './goldenFolder.ts';
import type { WrittenNetworks } from './networks.ts';

/** What the newer community program feeds to voices of version 1 exists here only to be compared with. */
export type ContentOutputName = 'layer9-projected' | 'layer12' | 'layer12-projected';

export type ContentFile = {
  readonly path: string;
  readonly isFairseq: boolean;
  /** Attention heads of a reduced network; of a real one they follow from its width. */
  readonly headCount: number | undefined;
};

/** Written networks by file and output, made once. */
const written = new Map<string, ModelReference>();

/** The pitch network's file of a case, or that file itself. */
export function pitchCheckpoint(folder: string): string {
  if (statSync(folder).isFile()) return folder;
  const description = path.join(folder, 'rmvpe.json');
  const { checkpoint = 'rmvpe.pt' } = existsSync(description)
    ? readJson(description, z.object({ checkpoint: z.string().optional() }))
    : {};
  return path.join(folder, checkpoint);
}

/** The pitch network of a checkpoint. */
export function writePitchNetwork(file: string, networks: WrittenNetworks): ModelReference {
  return once(file, () =>
    withSource(file, (source) => {
      const [network] = prepareRmvpe(source, byteTools);
      if (!network) throw new Error(`${file} gave no network`);
      return networks.write(network.model);
    }),
  );
}

/** The feature network's files of a case in every form that is there, or that file itself. */
export function contentFiles(folder: string): ContentFile[] {
  if (statSync(folder).isFile()) return contentFiles(path.dirname(folder)).filter((file) => file.path === folder);
  const description = path.join(folder, 'contentvec.json');
  const { heads, fairseq_file: fairseqFile } = existsSync(description)
    ? readJson(description, z.object({ heads: z.number().optional(), fairseq_file: z.string().optional() }))
    : {};
  return readdirSync(folder)
    .filter((name) => /\.(pt|bin|safetensors)$/.test(name))
    .sort()
    .map((name) => ({
      path: path.join(folder, name),
      isFairseq: name === fairseqFile || name.endsWith('.pt'),
      headCount: heads,
    }));
}

type ContentOptions = {
  readonly file: ContentFile;
  readonly output: ContentOutputName;
  readonly networks: WrittenNetworks;
};

/** Features of a whole signal at 16 kHz. */
export async function contentFeatures(samples: Float32Array, options: ContentOptions): Promise<FeatureRows> {
  const { file, output, networks } = options;
  const network = output === 'layer12-projected' ? 'layer12' : output;
  const { headCount } = file;
  const model = once(`${file.path} ${network}`, () =>
    withWeights(file.path, (weights) =>
      networks.write(buildContentVec(weights, { output: network, ...(headCount !== undefined && { headCount }) })),
    ),
  );
  const { features, width } = await wholeContentFeatures(samples, runModel, model);
  const rows = { values: Float32Array.from(features), width };
  return output === 'layer12-projected' ? withWeights(file.path, (weights) => projected(rows, weights)) : rows;
}

/** rows · Wᵀ + b with the network's own projection, in float64. */
function projected({ values, width }: FeatureRows, weights: NamedWeights): FeatureRows {
  const [outputWidth = 0] = weights.dims('final_proj.weight', 2);
  const matrix = weights.floats('final_proj.weight', [outputWidth, width]);
  const bias = weights.floats('final_proj.bias', [outputWidth]);
  const out = new Float32Array((values.length / width) * outputWidth);
  for (let i = 0; i < out.length; i++) {
    const row = Math.floor(i / outputWidth) * width;
    const column = (i % outputWidth) * width;
    let sum = bias[i % outputWidth] ?? NaN;
    for (let k = 0; k < width; k++) sum += (values[row + k] ?? NaN) * (matrix[column + k] ?? NaN);
    out[i] = sum;
  }
  return { values: out, width: outputWidth };
}

function withWeights<T>(file: string, work: (weights: NamedWeights) => T): T {
  return withSource(file, (source) => work(readContentVecWeights(source, byteTools)));
}

/** Weights are read while a network is written, so the file stays open until then. */
function withSource<T>(file: string, work: (source: ByteSource) => T): T {
  const source = openByteSource(file);
  try {
    return work(source);
  } finally {
    source.close();
  }
}

function once(key: string, write: () => ModelReference): ModelReference {
  const known = written.get(key) ?? write();
  written.set(key, known);
  return known;
}
