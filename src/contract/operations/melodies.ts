import { z } from 'zod';
import { melodyIdSchema } from '../ids.ts';
import { localPathSchema } from '../localPath.ts';
import { melodySchema } from '../melodies.ts';
import { planLimits } from '../melody/plan.ts';
import { scoreLimits } from '../melody/score.ts';

const path = localPathSchema;
/** Of the file, for people, where the path is that of an upload. */
const name = z.string().max(1024).optional();

export const melodyOperations = {
  /** Reads a MIDI, MusicXML or notes file; without a track, the one most like a melody. */
  'melodies.open': {
    input: z.object({ path, name, track: z.number().int().min(0).max(10_000).optional() }),
    output: melodySchema,
  },
  /** Reads notes as they are typed: `C4:1 E4:1 G4:2`. */
  'melodies.fromNotes': { input: z.object({ text: z.string().max(200_000) }), output: melodySchema },
  'melodies.get': { input: z.object({ melodyId: melodyIdSchema }), output: melodySchema },
  /** Reads a plan file, edited or not. */
  'plans.open': {
    input: z.object({ path, name }),
    output: z.object({ planId: melodyIdSchema }),
  },
} as const;

export const melodyFileLimits = { scoreBytes: scoreLimits.fileBytes, planBytes: planLimits.fileBytes } as const;
