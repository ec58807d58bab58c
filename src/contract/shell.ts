import { z } from 'zod';
import { exportFormatIdSchema } from './exports.ts';

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
  /** Shows a file in the file explorer; false when it is not there any more. */
  revealFile: { input: z.object({ path: z.string().min(1).max(4096) }), output: z.boolean() },
  /** Hands an exported audio file to the system's drag, during a dragstart event; false when it cannot be dragged. */
  startDrag: { input: z.object({ path: z.string().min(1).max(4096) }), output: z.boolean() },
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
