import { z } from 'zod';
import { presetIdSchema } from './ids.ts';
import { localisedTextSchema } from './language.ts';
import { settingValuesSchema } from './settings/schema.ts';

/** Some settings under a name: a style of singing, a sound. What it does not name stays as it is. */
export const presetSchema = z.object({
  id: presetIdSchema,
  name: localisedTextSchema,
  /** What it sounds like; null for a person's own. */
  sentence: localisedTextSchema.nullable(),
  isBuiltIn: z.boolean(),
  settings: settingValuesSchema,
});
export type Preset = z.infer<typeof presetSchema>;

export const presetLimits = { count: 500, nameCharacters: 80, textCharacters: 8000 } as const;

/** One line: it stands in menus and in the terminal. */
export const presetNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(presetLimits.nameCharacters)
  .regex(/^\P{Cc}+$/u);

/** What is shared as text. */
export const sharedPresetSchema = z.object({
  app: z.literal('cantado'),
  kind: z.literal('preset'),
  version: z.literal(1),
  name: presetNameSchema,
  settings: settingValuesSchema,
});

/** Why a preset is refused. Texts: texts/melodyTexts.ts; a word without one does not compile. */
export const presetFaults = ['not-a-preset', 'later-version', 'empty', 'setting', 'value', 'too-many'] as const;
export type PresetFault = (typeof presetFaults)[number];
