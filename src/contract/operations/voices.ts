import { z } from 'zod';
import { recordingIdSchema, voiceIdSchema } from '../ids.ts';
import { localPathSchema } from '../localPath.ts';
import { settingValuesSchema } from '../settings/schema.ts';
import { importReportSchema, nearbyFileSchema } from '../imports.ts';
import { consentLabels, voiceSchema } from '../voices.ts';

const path = localPathSchema;
const name = z.string().trim().min(1).max(120);
const licence = z.string().trim().max(500);

export const voiceOperations = {
  /** Those that can be chosen: built-in, then imported ones, newest first. */
  'voices.list': {
    input: z.void(),
    output: z.array(voiceSchema),
    http: { method: 'GET', path: '/voices', summary: 'Voices that can be chosen' },
  },
  /** By id or by name, in any language, case ignored. */
  'voices.get': {
    input: z.object({ voice: z.string().min(1).max(200) }),
    output: voiceSchema,
    http: { method: 'GET', path: '/voices/{voice}', summary: 'A voice, by id or name' },
  },
  /**
   * Opens a stranger's voice (.pth, .onnx, .zip, with an .index beside it or named) without running anything inside it,
   * rebuilds and proves it. Nothing is in the library yet.
   */
  'voices.inspect': {
    input: z.object({
      path,
      /** Names of the files for people, where the paths are those of uploads. */
      name: z.string().max(1024).optional(),
      indexPath: path.optional(),
      indexName: z.string().max(1024).optional(),
      /** Chosen by whoever wants to know how far it is (voiceImport.changed), or may stop it (voices.discard). */
      importId: z.uuid().optional(),
    }),
    output: importReportSchema,
  },
  /** Puts an inspected voice into the library. */
  'voices.add': {
    input: z.object({
      importId: z.uuid(),
      name: name.optional(),
      consent: z.enum(consentLabels).default('unknown'),
      licence: licence.optional(),
    }),
    output: voiceSchema,
    http: {
      method: 'POST',
      path: '/voices/imports/{importId}/add',
      summary: 'Put an inspected voice into the library',
      status: 201,
    },
  },
  /** Forgets an inspected voice and its files. */
  'voices.discard': {
    input: z.object({ importId: z.uuid() }),
    output: z.void(),
    http: { method: 'DELETE', path: '/voices/imports/{importId}', summary: 'Forget an inspected voice', status: 204 },
  },
  /** What the files beside a refused one look like. */
  'voices.nearby': { input: z.object({ path }), output: z.array(nearbyFileSchema) },
  'voices.update': {
    input: z.object({
      voiceId: voiceIdSchema,
      name: name.optional(),
      consent: z.enum(consentLabels).optional(),
      licence: licence.optional(),
    }),
    output: voiceSchema,
    http: { method: 'PATCH', path: '/voices/{voiceId}', summary: 'Change name, consent or licence' },
  },
  /** Into the bin, from which it can be brought back for 30 days. Takes stay. */
  'voices.remove': {
    input: z.object({ voiceId: voiceIdSchema }),
    output: voiceSchema,
    http: { method: 'DELETE', path: '/voices/{voiceId}', summary: 'Put a voice into the bin' },
  },
  'voices.restore': {
    input: z.object({ voiceId: voiceIdSchema }),
    output: voiceSchema,
    http: { method: 'POST', path: '/voices/{voiceId}/restore', summary: 'Bring a removed voice back' },
  },
  /** The bin, last removed first. */
  /** The first seconds of a recording in a built-in voice, rendered and finished; the address answers with WAV. */
  'voices.hear': {
    input: z.object({
      recordingId: recordingIdSchema,
      voiceId: voiceIdSchema,
      settings: settingValuesSchema.default({}),
    }),
    output: z.object({ address: z.string(), durationSec: z.number() }),
  },
  'voices.removed': {
    input: z.void(),
    output: z.array(voiceSchema),
    http: { method: 'GET', path: '/removed-voices', summary: 'Voices in the bin' },
  },
} as const;
