import { z } from 'zod';
import { refusedAs } from './checkInput.ts';
import { longestPath } from './localPath.ts';

/** Formats a take can leave the program in; the first quality is the default. */
export const exportFormats = [
  { id: 'wav', label: 'WAV', extension: 'wav', qualities: ['24', '16', '32f'] },
  { id: 'mp3', label: 'MP3', extension: 'mp3', qualities: ['V0', '320'] },
  { id: 'flac', label: 'FLAC', extension: 'flac', qualities: ['24', '16'] },
] as const;
export type ExportFormatId = (typeof exportFormats)[number]['id'];
export const exportFormatIdSchema = z.enum(['wav', 'mp3', 'flac'] satisfies ExportFormatId[]);

/** Sample rate of everything that leaves the program. */
export const outputSampleRate = 48_000;

/** What a name template may name, in braces; anything else in braces is refused. */
export const nameFields = ['name', 'voice', 'key', 'n'] as const;
export type NameField = (typeof nameFields)[number];
export const defaultNameTemplate = '{name}-{voice}-{n}';

/** `{name}`: the recording's, without its extension; `{voice}`; `{key}`: as sung; `{n}`: number of the take. Never a path. */
export const nameTemplateSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((template) => !/[\\/]/.test(template), refusedAs('folder-in-name'))
  .refine(
    (template) =>
      [...template.matchAll(/\{([^}]*)\}/g)].every(([, field]) => nameFields.some((known) => known === field)),
    refusedAs('other-braces', nameFields.map((field) => `{${field}}`).join(', ')),
  );

export const exportRequestSchema = z.object({
  format: exportFormatIdSchema,
  /** WAV 16, 24, 32f; FLAC 16, 24; MP3 V0, 320. The format's first when absent. */
  quality: z.string().optional(),
  /** Where to; a free name in the export folder when absent. An existing file is never replaced. */
  path: z.string().max(longestPath).optional(),
  /** Name where path is absent or a folder; the preference when absent. */
  template: nameTemplateSchema.optional(),
  /** With the backing of the take mixed under it. */
  withBacking: z.boolean().optional(),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;
