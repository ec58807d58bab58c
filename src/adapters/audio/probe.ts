import { AppError } from '../../contract/errors.ts';
import type { Probe } from '../../contract/inference.ts';
import type { TaskControl } from './types.ts';

export type ProbeRequest = TaskControl & { readonly ffmpegPath: string; readonly path: string; readonly name: string };

/** Decodes the whole file once and says what it holds, or why it cannot be used. */
export function probeRecording(request: ProbeRequest): Promise<Probe> {
  return Promise.reject(new AppError('NOT_AUDIO', { file: request.name }));
}
