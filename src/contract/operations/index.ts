import type { z } from 'zod';
import { appOperations } from './app.ts';
import { batchOperations } from './batches.ts';
import { baseModelOperations } from './baseModels.ts';
import { deviceOperations } from './devices.ts';
import type { HttpRoute } from './http.ts';
import { jobOperations } from './jobs.ts';
import { melodyOperations } from './melodies.ts';
import { observabilityOperations } from './observability.ts';
import { presetOperations } from './presets.ts';
import { queueOperations } from './queue.ts';
import { recordingOperations } from './recordings.ts';
import { requestOperations } from './requests.ts';
import { storageOperations } from './storage.ts';
import { takeOperations } from './takes.ts';
import { voiceOperations } from './voices.ts';

/** Everything a person or a script can ask of the program: one entry serves IPC, HTTP and the command line. */
export const operations = {
  ...appOperations,
  ...recordingOperations,
  ...voiceOperations,
  ...jobOperations,
  ...queueOperations,
  ...batchOperations,
  ...takeOperations,
  ...melodyOperations,
  ...presetOperations,
  ...baseModelOperations,
  ...deviceOperations,
  ...storageOperations,
  ...observabilityOperations,
  ...requestOperations,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType; http?: HttpRoute }>;

export type OperationName = keyof typeof operations;
/** What a caller passes (defaults may be left out). */
export type Input<N extends OperationName> = z.input<(typeof operations)[N]['input']>;
/** What a handler receives (defaults filled). */
export type ParsedInput<N extends OperationName> = z.output<(typeof operations)[N]['input']>;
export type Output<N extends OperationName> = z.output<(typeof operations)[N]['output']>;

/** A forgotten handler does not compile. */
export type Handlers = { readonly [N in OperationName]: (input: ParsedInput<N>) => Promise<Output<N>> };

/** How every door calls: the window, the browser, the terminal. Rejects with AppError. */
export type Call = <N extends OperationName>(name: N, input: Input<N>) => Promise<Output<N>>;

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
