import { z } from 'zod';
import { presetIdSchema } from '../ids.ts';
import { presetLimits, presetNameSchema, presetSchema } from '../presets.ts';
import { settingValuesSchema } from '../settings/schema.ts';

const name = presetNameSchema;

export const presetOperations = {
  /** Built-in ones first, then a person's own by name. */
  'presets.list': { input: z.void(), output: z.array(presetSchema) },
  /** Adds one; a name that is there gets a number. */
  'presets.save': { input: z.object({ name, settings: settingValuesSchema }), output: presetSchema },
  'presets.rename': { input: z.object({ presetId: presetIdSchema, name }), output: presetSchema },
  'presets.remove': { input: z.object({ presetId: presetIdSchema }), output: presetSchema },
  /** As text to be passed on. */
  'presets.share': { input: z.object({ presetId: presetIdSchema }), output: z.object({ text: z.string() }) },
  /** Adds what somebody shared, when every value in it is one we know. */
  'presets.import': { input: z.object({ text: z.string().max(presetLimits.textCharacters) }), output: presetSchema },
} as const;
