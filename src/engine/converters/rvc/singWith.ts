import type { SingFrames } from './blocks.ts';
import { singWithSplit, type SingingParts } from './splitNetwork.ts';
import { singWithWhole } from './wholeNetwork.ts';

/** Sings with whatever networks the voice has. */
export function singWith(parts: SingingParts): SingFrames {
  const { network } = parts.voice;
  return network.kind === 'split' ? singWithSplit(parts, network) : singWithWhole(parts, network);
}
