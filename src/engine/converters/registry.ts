import { resynth } from './resynth/resynth.ts';
import { rvc } from './rvc/rvc.ts';
import type { ConverterModule } from './types.ts';

/** Every way to sing a performance in a voice. Stored ids never change. */
export const converters = [resynth, rvc] as const satisfies readonly ConverterModule[];
