import { z } from 'zod';

/** How far a stranger's voice is that is being read. */
export type VoiceReading = {
  /** The importId it was asked with. */
  readonly id: string;
  readonly doneRatio: number;
};

/**
 * Everything an import can tell line by line, with the facts its sentence needs. Texts: texts/importTexts.ts; a line without
 * one does not compile.
 */
export type ImportLineDetails = {
  /** Nothing but numbers and plain data inside. */
  WEIGHTS_ONLY: Record<never, never>;
  /** A network whose operators are all known. */
  KNOWN_OPERATORS: { count: number };
  /** `RVC v2, 40 kHz, pitch-aware` */
  VOICE_FOUND: { version: string; sampleRate: number; hasPitch: 'yes' | 'no'; speakerCount: number };
  /** Made with another content model than the one we have. */
  OTHER_CONTENT_MODEL: { model: string };
  INDEX_MATCHES: { file: string; width: number; vectorCount: number };
  /** An index that cannot be used with this voice, and why: its own error code. */
  INDEX_REFUSED: { file: string; reason: string };
  NO_INDEX: Record<never, never>;
  /** The rebuilt network sang two lengths of a test phrase. */
  PROVED: { audioSec: number; workSec: number };
  LICENCE_FOUND: { licence: string };
  NO_LICENCE: Record<never, never>;
  NOTE_KEPT: { file: string };
  FILE_IGNORED: { file: string };
  /** Another file of the archive that was refused as unsafe or no voice. */
  FILE_REFUSED: { file: string; item: string };
  /** The same voice is in the library already. */
  ALREADY_HERE: { voice: string };
};
export type ImportLineCode = keyof ImportLineDetails;
export type ImportLine = {
  readonly [C in ImportLineCode]: {
    readonly code: C;
    /** ok: a tick; note: a dash; warning: an alarm that stops nothing; refused: an alarm, and the voice cannot be added. */
    readonly status: 'ok' | 'note' | 'warning' | 'refused';
    readonly details: ImportLineDetails[C];
  };
}[ImportLineCode];

const lineShape = z.object({
  code: z.string(),
  status: z.enum(['ok', 'note', 'warning', 'refused']),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const importLineSchema = z.custom<ImportLine>((value) => lineShape.safeParse(value).success);

/** A voice that was opened, rebuilt and proved, and waits to be added or discarded. */
export const importReportSchema = z.object({
  importId: z.uuid(),
  /** The file that was brought. */
  fileName: z.string(),
  fileCount: z.number(),
  sizeBytes: z.number(),
  sha256: z.string(),
  lines: z.array(importLineSchema),
  suggestedName: z.string(),
  mark: z.array(z.number()),
  licence: z.string().nullable(),
  /** The same voice, where it is in the library already: adding is not needed. */
  existingVoiceId: z.string().nullable(),
  canAdd: z.boolean(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** A file beside one that was refused, and what it looks like from a bounded look inside. */
export const nearbyFileSchema = z.object({
  name: z.string(),
  path: z.string(),
  sizeBytes: z.number(),
  looksLike: z.enum(['voice', 'index', 'archive', 'training', 'other']),
  /** Name of the voice beside it that an index is of; null where none is known, absent where nobody looked. */
  goesWith: z.string().nullable().optional(),
});
export type NearbyFile = z.infer<typeof nearbyFileSchema>;
