import { z } from 'zod';
import { voiceIdSchema } from './ids.ts';
import { localisedTextSchema } from './language.ts';
import { settingValuesSchema } from './settings/schema.ts';

const voiceStatuses = ['training', 'ready', 'failed'] as const;

export const voiceSchema = z.object({
  id: voiceIdSchema,
  name: localisedTextSchema,
  /** One honest line about how the voice is made. */
  sentence: localisedTextSchema,
  converterId: z.string(),
  /** How the engine is called in front of people: `Built-in`. */
  engineLabel: localisedTextSchema,
  status: z.enum(voiceStatuses),
  isBuiltIn: z.boolean(),
  /** Comfortable range, MIDI; null means the speaker's own. */
  rangeMidi: z.tuple([z.number(), z.number()]).nullable(),
  /** Strengths 0–1 of the first harmonics, from which the voice's mark is drawn. */
  mark: z.array(z.number()),
  /** SHA-256 of what makes the voice sound as it does. */
  hash: z.string(),
  /** Settings that start at another value than their default in this voice. */
  settingDefaults: settingValuesSchema,
});
export type Voice = z.infer<typeof voiceSchema>;
