import { z } from 'zod';
import { defaultNameTemplate, exportFormatIdSchema, nameTemplateSchema } from '../exports.ts';
import { languageSchema, localisedTextSchema } from '../language.ts';
import { longestPath } from '../localPath.ts';
import { noticeSchema } from '../notices.ts';
import { settingValuesSchema } from '../settings/schema.ts';
import { noSong, songSchema } from '../song.ts';
import { voiceIdSchema } from '../ids.ts';
import { recordingRulesChangeSchema, recordingRulesSchema } from '../recordings.ts';
import { storageRulesChangeSchema, storageRulesSchema } from '../storage.ts';

/** Descriptors as they travel to the window; shape: settings/descriptors.ts. */
const settingDescriptorSchema = z.custom<import('../settings/descriptors.ts').SettingDescriptor>(
  (value) => typeof value === 'object' && value !== null,
);

const preferenceFields = {
  /** Null: the system's. */
  language: languageSchema.nullable(),
  /** Null: the folder of the recording. */
  exportFolder: z.string().max(longestPath).nullable(),
  exportFormat: exportFormatIdSchema,
  /** Null: the format's first. */
  exportQuality: z.string().max(8).nullable(),
  voiceId: voiceIdSchema.nullable(),
  /** The deck as it was left. */
  settings: settingValuesSchema,
  /** Melody, words and backing as they were left. */
  song: songSchema,
  /** Whether exports carry the backing. */
  isBackingExported: z.boolean(),
  /** Of exports that were given no name (contract/exports.ts, nameTemplateSchema). */
  nameTemplate: nameTemplateSchema,
  /** Jobs that may work at the same time; null: as measured on this computer. */
  parallelJobs: z.number().int().min(1).max(8).nullable(),
  /** Nothing is begun while the computer runs on its battery. */
  isPausedOnBattery: z.boolean(),
  /** No request leaves this computer. */
  isOffline: z.boolean(),
  /** Keys without Ctrl (A, B, L, Space …). */
  areLetterKeysOn: z.boolean(),
  storage: storageRulesSchema,
  /** Of recordings that are brought, by any door. */
  limits: recordingRulesSchema,
};

export const preferencesSchema = z.object({
  version: z.literal(1).default(1),
  language: preferenceFields.language.default(null),
  exportFolder: preferenceFields.exportFolder.default(null),
  exportFormat: preferenceFields.exportFormat.default('wav'),
  exportQuality: preferenceFields.exportQuality.default(null),
  voiceId: preferenceFields.voiceId.default(null),
  settings: preferenceFields.settings.default({}),
  song: preferenceFields.song.default(noSong),
  isBackingExported: preferenceFields.isBackingExported.default(false),
  nameTemplate: preferenceFields.nameTemplate.default(defaultNameTemplate),
  parallelJobs: preferenceFields.parallelJobs.default(null),
  isPausedOnBattery: preferenceFields.isPausedOnBattery.default(false),
  isOffline: preferenceFields.isOffline.default(false),
  areLetterKeysOn: preferenceFields.areLetterKeysOn.default(true),
  storage: preferenceFields.storage.default(storageRulesSchema.parse({})),
  limits: preferenceFields.limits.default(recordingRulesSchema.parse({})),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const appOperations = {
  'app.status': {
    input: z.void(),
    output: z.object({
      version: z.string(),
      dataFolder: z.string(),
      isReadOnly: z.boolean(),
      notices: z.array(noticeSchema),
      /** Median real-time factor of finished conversions here; null before the first. */
      realTimeFactor: z.number().nullable(),
    }),
    http: { method: 'GET', path: '/status', summary: 'Version, data folder and speed' },
  },
  /** The descriptors of everything a person can set, keyed by setting id, in the order they are shown. */
  'catalog.get': {
    input: z.void(),
    output: z.object({
      converters: z.array(
        z.object({
          id: z.string(),
          label: localisedTextSchema,
          settings: z.record(z.string(), settingDescriptorSchema),
        }),
      ),
      perform: z.record(z.string(), settingDescriptorSchema),
      finish: z.record(z.string(), settingDescriptorSchema),
    }),
    http: { method: 'GET', path: '/catalog', summary: 'Everything that can be set, with ranges and defaults' },
  },
  /** Names, versions and licences of everything Cantado was made with, as Markdown. */
  'app.licences': { input: z.void(), output: z.object({ text: z.string() }) },
  'settings.get': {
    input: z.void(),
    output: preferencesSchema,
    http: { method: 'GET', path: '/settings', summary: 'Preferences, limits of uploads among them' },
  },
  /** Changes what is named; what is left out stays as it was, of `limits` and `storage` too. `settings` and `song` are whole. */
  'settings.set': {
    input: z
      .object({ ...preferenceFields, limits: recordingRulesChangeSchema, storage: storageRulesChangeSchema })
      .partial(),
    output: preferencesSchema,
    http: { method: 'PATCH', path: '/settings', summary: 'Change preferences; what is left out stays' },
  },
} as const;
