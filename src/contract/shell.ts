import { z } from 'zod';
import { exportFormatIdSchema } from './exports.ts';
import { localPathSchema } from './localPath.ts';

/** Longest text the shell writes for the window, in UTF-16 units. */
const savedTextLimit = 64 * 1024 * 1024;

/** What only a desktop shell can do for the window; a browser has none of it (see bridge.ts). */
export const shellOperations = {
  /** The system's open dialog; null when it was closed. */
  chooseRecording: { input: z.void(), output: z.string().nullable() },
  /** The same for a voice, with its index where there is one; empty when it was closed. */
  chooseVoice: { input: z.void(), output: z.array(z.string()) },
  /** The same for the file of a base model. */
  chooseBaseModel: { input: z.void(), output: z.string().nullable() },
  /** The system's save dialog; null when it was closed. Never an existing file: exports do not replace. */
  chooseExportPath: {
    input: z.object({ suggestedName: z.string().min(1).max(255), format: exportFormatIdSchema }),
    output: z.string().nullable(),
  },
  /** The system's dialog for a folder, which it can make; null when it was closed. */
  chooseFolder: { input: z.object({ purpose: z.enum(['exports', 'move']) }), output: z.string().nullable() },
  /** The file of a backup to restore; null when the dialog was closed. */
  chooseBackup: { input: z.void(), output: z.string().nullable() },
  /** Where a backup is written; null when the dialog was closed. Backups do not replace either. */
  chooseBackupPath: { input: z.object({ suggestedName: z.string().min(1).max(255) }), output: z.string().nullable() },
  /** Writes a text where a person says in the save dialog, which asks before it replaces; path is null when it was closed. */
  saveText: {
    input: z.object({
      suggestedName: z.string().min(1).max(255),
      kind: z.enum(['csv', 'txt']),
      text: z.string().max(savedTextLimit),
    }),
    output: z.object({ path: z.string().nullable(), isSaved: z.boolean() }),
  },
  /** Shows a folder in the file explorer; false when it is not there any more. */
  revealFolder: { input: z.object({ path: localPathSchema }), output: z.boolean() },
  /** Shows a file in the file explorer; false when it is not there any more. */
  revealFile: { input: z.object({ path: localPathSchema }), output: z.boolean() },
  /** Hands an exported audio file to the system's drag, during a dragstart event; false when it cannot be dragged. */
  startDrag: { input: z.object({ path: localPathSchema }), output: z.boolean() },
  /** Files the system asked the program to open since the last call (double click, second start, dock). */
  takeOpenedFiles: { input: z.void(), output: z.array(z.string()) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type ShellOperationName = keyof typeof shellOperations;
export type ShellInput<N extends ShellOperationName> = z.output<(typeof shellOperations)[N]['input']>;
export type ShellOutput<N extends ShellOperationName> = z.output<(typeof shellOperations)[N]['output']>;

/** A forgotten shell handler does not compile. */
export type ShellHandlers = {
  readonly [N in ShellOperationName]: (input: ShellInput<N>) => Promise<ShellOutput<N>>;
};

export function isShellOperationName(name: string): name is ShellOperationName {
  return Object.hasOwn(shellOperations, name);
}
