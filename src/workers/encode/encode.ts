import fs from 'node:fs';
import path from 'node:path';
import type { ExportTarget, VoiceLabel } from '../../contract/inference.ts';
import type { Recipe } from '../../contract/jobs.ts';
import { encoders } from './encoders.ts';
import { claimName, sweepTemporaries, temporaryBeside } from '../../adapters/audio/exportName.ts';
import { writing } from '../../adapters/audio/fileErrors.ts';
import { exportTags } from '../../adapters/audio/tags.ts';
import type { TaskControl } from '../../adapters/audio/types.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';

export type ExportRequest = TaskControl & {
  readonly ffmpegPath: string;
  /** 48 kHz mono float32; see finishTake. */
  readonly masterPath: string;
  readonly target: ExportTarget;
  readonly recipe: Recipe;
  readonly title: string;
  readonly voiceLabel: VoiceLabel;
  /** See claimName. */
  readonly beforeNaming?: (file: string) => Promise<void>;
};

/**
 * Writes the master in the wanted format, tagged as an AI voice conversion with its recipe. Nothing is ever replaced and
 * no half file stands anywhere: it is written beside its place and then linked there.
 * @returns where it stands: the target's path, or the next free name
 * @throws AppError DISK_FULL, FOLDER_NOT_WRITABLE, FFMPEG_FAILED, FFMPEG_MISSING or CANCELLED
 */
export async function exportTake(request: ExportRequest): Promise<{ readonly path: string }> {
  const { target, recipe } = request;
  const wanted = path.resolve(target.path);
  await sweepTemporaries(path.dirname(wanted));
  const temporaryPath = temporaryBeside(wanted);
  const master = openWav(request.masterPath);
  try {
    writing(wanted, () => {
      fs.closeSync(fs.openSync(temporaryPath, 'wx'));
    });
    const tags = exportTags(request.title, recipe, request.voiceLabel);
    await encoders[target.format]({
      ...request,
      master,
      temporaryPath,
      path: wanted,
      quality: target.quality,
      tags,
      seed: recipe.seed,
    });
    return { path: await claimName(temporaryPath, wanted, request.beforeNaming) };
  } finally {
    master.close();
    fs.rmSync(temporaryPath, { force: true });
  }
}
