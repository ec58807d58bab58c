import { z } from 'zod';
import { errorEnvelopeSchema } from './errors.ts';
import { voiceIdSchema } from './ids.ts';
import { localisedTextSchema } from './language.ts';
import { settingValuesSchema } from './settings/schema.ts';

const voiceStatuses = ['training', 'ready', 'failed'] as const;

/** Whose voice it is, as the person says; carried into the tags of exports. It blocks nothing on one's own computer. */
export const consentLabels = ['mine', 'permission', 'unknown'] as const;
export type ConsentLabel = (typeof consentLabels)[number];

/** Where a voice's range is known from. */
export const rangeSources = ['metadata', 'index-name', 'probe'] as const;

/** What is known of an imported voice. Texts in it come from its file and are shown, never followed. */
export const voicePassportSchema = z.object({
  /** Architecture: `v1`, `v2`. */
  version: z.string(),
  sampleRate: z.number(),
  hasPitch: z.boolean(),
  speakerCount: z.number(),
  /** `HiFi-GAN` or `MRF HiFi-GAN`; null where the network came whole and does not say. */
  vocoder: z.string().nullable(),
  epochs: z.number().nullable(),
  author: z.string().nullable(),
  /** File the voice was read from, and its SHA-256. */
  originalName: z.string(),
  originalSha256: z.string(),
  /** Of the converted network on disk. */
  sizeBytes: z.number(),
  index: z.object({ vectorCount: z.number(), width: z.number(), sizeBytes: z.number() }).nullable(),
  rangeSource: z.enum(rangeSources).nullable(),
  /** Notes that came with the voice (a readme), at most 10 000 characters. */
  note: z.string().nullable(),
});
export type VoicePassport = z.infer<typeof voicePassportSchema>;

export const voiceSchema = z.object({
  id: voiceIdSchema,
  name: localisedTextSchema,
  /** One honest line about how the voice is made. */
  sentence: localisedTextSchema,
  converterId: z.string(),
  /** How the engine is called in front of people: `Built-in`, `RVC v2`. */
  engineLabel: localisedTextSchema,
  status: z.enum(voiceStatuses),
  /** Why a failed voice cannot sing. */
  failure: errorEnvelopeSchema.nullable(),
  isBuiltIn: z.boolean(),
  /** Comfortable range, MIDI; null means the speaker's own, or not known yet. */
  rangeMidi: z.tuple([z.number(), z.number()]).nullable(),
  /** Strengths 0–1 of the first harmonics, from which the voice's mark is drawn. */
  mark: z.array(z.number()),
  /** SHA-256 of what makes the voice sound as it does. */
  hash: z.string(),
  /** Settings that start at another value than their default in this voice. */
  settingDefaults: settingValuesSchema,
  /** Base models without which it cannot sing, by id. */
  baseModels: z.array(z.string()),
  /** Null for built-in voices. */
  consent: z.enum(consentLabels).nullable(),
  licence: z.string().nullable(),
  passport: voicePassportSchema.nullable(),
  /** When it came into the library; null for built-in voices. */
  addedAt: z.string().nullable(),
  /** In the bin since; it is emptied after binDays. */
  removedAt: z.string().nullable(),
});
export type Voice = z.infer<typeof voiceSchema>;

/** What is opened at all; a voice, its index or the archive of both. */
export const voiceLimits = { maximumBytes: 2 * 1024 ** 3 } as const;

/** Days a removed voice can be brought back. */
export const binDays = 30;
