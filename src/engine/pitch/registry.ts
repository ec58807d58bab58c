import { rmvpe } from './rmvpe/rmvpe.ts';
import { swiftF0 } from './swiftF0.ts';
import type { PitchExtractorModule } from './types.ts';

/** To add an extractor: write its module, add one word here. The first is the default. */
export const pitchExtractors = [swiftF0, rmvpe] as const satisfies readonly PitchExtractorModule[];
