import { readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { contentFeatures, contentFiles, type ContentFile, type ContentOutputName } from './baseNetworks.ts';
import { Checks } from './checks.ts';
import { largestDifference } from './compare.ts';
import { arrayIfThere, readInput, readJson, type GoldenFolder } from './goldenFolder.ts';
import type { WrittenNetworks } from './networks.ts';
import type { GoldenCase, Verdict } from './types.ts';

const valueLimit = 1e-4;
const fairseqPrefix = 'fairseq_';

const contentSchema = z.object({ length_to_frames: z.array(z.tuple([z.number(), z.number()])).optional() });

/** Recorded outputs by their names. */
const outputs: Readonly<Record<string, ContentOutputName>> = {
  last_hidden_state: 'layer12',
  layer9_final_proj: 'layer9-projected',
  layer12_final_proj: 'layer12-projected',
};

/** The feature network, once for every file form that is there. */
export function contentCases(golden: GoldenFolder, networks: WrittenNetworks): GoldenCase[] {
  return golden.cases('contentvec', 'contentvec.json', ({ name, folder }) => {
    const files = contentFiles(folder);
    if (files.length === 0) throw new Error(`${folder} holds no feature network`);
    return files.map((file) => ({
      name: `${name} ${path.basename(file.path)}`,
      run: () => checkContentNetwork(folder, file, networks),
    }));
  });
}

async function checkContentNetwork(folder: string, file: ContentFile, networks: WrittenNetworks): Promise<Verdict> {
  const checks = new Checks();
  // The two programs store weights differently, so a fairseq file has outputs of its own where any are recorded.
  const hasOwn = readdirSync(folder).some((name) => name.startsWith(fairseqPrefix));
  const prefix = file.isFairseq && hasOwn ? fairseqPrefix : '';
  for (const [recorded, output] of Object.entries(outputs)) {
    const wanted = arrayIfThere(folder, `${prefix}${recorded}`);
    if (!wanted) continue;
    const { values } = await contentFeatures(readInput(folder), { file, output, networks });
    checks.atMost(output, largestDifference(values, wanted.data), valueLimit);
  }
  const { length_to_frames: lengths = [] } = readJson(path.join(folder, 'contentvec.json'), contentSchema);
  for (const [sampleCount, frameCount] of lengths) {
    const { values, width } = await contentFeatures(new Float32Array(sampleCount).fill(0.1), {
      file,
      output: 'layer12',
      networks,
    });
    checks.equal(`frames of ${String(sampleCount)}`, values.length / width, frameCount);
  }
  return checks.verdict();
}
