import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { errorCodeOf, writing } from '../../adapters/audio/fileErrors.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { readBackingMeasure, writeBackingMeasure } from '../../adapters/cache/backingFile.ts';
import { planText } from '../../adapters/takes/planText.ts';
import { readTakePlan } from '../../adapters/takes/takePlan.ts';
import { AppError } from '../../contract/errors.ts';
import { melodyFileLimits } from '../../contract/operations/melodies.ts';
import { measureBacking as measureMusic } from '../../engine/backing/measureBacking.ts';
import { readNotesText } from '../../engine/melody/readNotesText.ts';
import { readScoreFile } from '../../engine/melody/readScoreFile.ts';
import { checkPlan } from '../../engine/perform/melody/checkPlan.ts';
import type { DspTask } from '../taskTypes.ts';
import { writeHashed } from '../voices/hashedFile.ts';
import { readBoundedFile } from './boundedFile.ts';
import { readJson } from './melodyInput.ts';
import { openSignal, pathsOfRecording } from './recordingFiles.ts';
import { throwIfCancelled } from './stageTimer.ts';

/** A score file in the library's own form. */
export const readMelody: DspTask<'readMelody'> = async ({ path, name, track }) =>
  readScoreFile(await readBoundedFile(path, name, melodyFileLimits.scoreBytes), { name, track }, byteTools);

export const readNotes: DspTask<'readNotes'> = ({ text }) => Promise.resolve(readNotesText(text));

/** A plan file, before it is known which recording it will be sung from. */
export const readPlan: DspTask<'readPlan'> = async ({ path, name, writeTo }) => {
  const plan = checkPlan(await readJson(path, name), { name, recordingSha256: null, recordingSec: null });
  const { sha256 } = writing(writeTo, () =>
    writeHashed(dirname(writeTo), basename(writeTo), (write) => {
      write(new TextEncoder().encode(JSON.stringify(plan)));
    }),
  );
  return { sha256, recordingSha256: plan.recordingSha256 };
};

/** The plan of a take as a file for people. */
export const writePlan: DspTask<'writePlan'> = async ({ takeFolder, path }) => {
  const plan = await readTakePlan(takeFolder);
  if (!plan) throw new AppError('PLAN_MISSING', { id: takeFolder.slice(-36) });
  const text = planText(plan);
  writing(path, () => {
    writeNewFile(path, text);
  });
  return {};
};

/** Whole or not at all. @throws AppError OUTPUT_EXISTS */
function writeNewFile(path: string, text: string): void {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') throw new AppError('OUTPUT_EXISTS', { file: path }, { cause: error });
    throw error;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Tempo and key of a decoded recording that is music; measured once. */
export const measureBacking: DspTask<'measureBacking'> = async ({ source }, context) => {
  const paths = pathsOfRecording(context, source);
  const there = await readBackingMeasure(paths);
  if (there) return there;
  const signal = await openSignal(paths);
  try {
    const measure = measureMusic(signal, (doneRatio) => {
      throwIfCancelled(context);
      context.onProgress(doneRatio);
    });
    await writeBackingMeasure(paths, measure);
    return measure;
  } finally {
    signal.close();
  }
};
