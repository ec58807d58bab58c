import { contentCases } from './contentCases.ts';
import { GoldenFolder, type GoldenRoots } from './goldenFolder.ts';
import { indexCases } from './indexCases.ts';
import type { WrittenNetworks } from './networks.ts';
import { pipelineCases } from './pipelineCases.ts';
import { pitchCases } from './pitchCases.ts';
import type { GoldenCase } from './types.ts';
import { vectorCases } from './vectorCases.ts';
import { brokenCases, voiceCases } from './voiceCases.ts';

/** Every case of a folder laid out like tests/fixtures/rvc, from single steps to whole conversions. */
export function goldenCases(roots: GoldenRoots, networks: WrittenNetworks): GoldenCase[] {
  const golden = new GoldenFolder(roots);
  return [
    ...vectorCases(golden.folder),
    ...indexCases(golden),
    ...voiceCases(golden, networks),
    ...brokenCases(golden, networks),
    ...pitchCases(golden, networks),
    ...contentCases(golden, networks),
    ...pipelineCases(golden, networks),
  ];
}
