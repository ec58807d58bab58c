import { z } from 'zod';

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

export const exportRequestSchema = z.object({
  format: exportFormatIdSchema,
  /** WAV 16, 24, 32f; FLAC 16, 24; MP3 V0, 320. The format's first when absent. */
  quality: z.string().optional(),
  /** Where to; a free name in the export folder when absent. An existing file is never replaced. */
  path: z.string().max(4096).optional(),
  /** With the backing of the take mixed under it. */
  withBacking: z.boolean().optional(),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;
