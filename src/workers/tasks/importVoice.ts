import { statSync } from 'node:fs';
import path from 'node:path';
import { baseModelsOf, passportOf } from '../../adapters/voices/voicePassport.ts';
import { voiceFileNames, voiceFileSchema, writeVoiceFile, type VoiceFile } from '../../adapters/voices/voiceFolder.ts';
import type { ImportLine } from '../../contract/imports.ts';
import type { VoiceImportRequest, VoiceImportResult } from '../../contract/inference.ts';
import { damagedFile } from '../../engine/bytes/refusals.ts';
import { proveVoice } from '../../engine/converters/rvc/proveVoice.ts';
import { voiceBuilderVersion } from '../../engine/converters/rvc/builderVersion.ts';
import { soundMark } from '../../engine/voices/soundMark.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { openBrought, type BroughtFiles } from '../voices/broughtFiles.ts';
import { piecesOf, sha256OfSource, sha256OfText, writeHashed } from '../voices/hashedFile.ts';
import { ImportProgress } from '../voices/importProgress.ts';
import { chooseIndex, type ChosenIndex } from '../voices/indexChoice.ts';
import { rangeIn, suggestedName } from '../voices/namesInFiles.ts';
import { rvcVoiceOf } from '../voices/rvcVoice.ts';
import { readNetwork, readWeights, type ReadVoice } from '../voices/voiceNetworks.ts';
import { startTimer, throwIfCancelled } from './stageTimer.ts';

/**
 * Opens a stranger's voice without running anything inside it, rebuilds its networks in the request's folder and lets them
 * sing; voice.json comes last. Whatever is wrong with the file is said before anything is written.
 * @throws AppError VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED, VOICE_UNSUPPORTED, NOT_A_VOICE, those of the disk, CANCELLED
 */
export const importVoice: DspTask<'importVoice'> = async (request, context) => {
  try {
    return await bring(request, context);
  } catch (error) {
    // A reader that was stopped may have taken it for the fault of a file among several.
    throwIfCancelled(context);
    throw error;
  }
};

async function bring(request: VoiceImportRequest, context: TaskContext): Promise<VoiceImportResult> {
  const progress = new ImportProgress(context);
  progress.begin(doneWhen.read, bytesOf(request.path));
  const brought = openBrought(request, progress.onRead);
  try {
    const read = brought.kind === 'network' ? readNetwork(brought.voice) : readWeights(brought.voice);
    progress.begin(doneWhen.indexRead, brought.indexes[0]?.sizeBytes ?? 0);
    const { chosen, lines } = chooseIndex(brought.indexes, read.featureWidth);
    return await build({ request, brought, read, chosen, indexLines: lines, progress }, context);
  } finally {
    brought.close();
  }
}

/** Shares of the whole; what is left then is to keep the index and hash the files. */
const doneWhen = { read: 0.2, indexRead: 0.3, built: 0.5, proved: 0.8 } as const;

/** 0 where that cannot be known; opening it says why. */
function bytesOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

type Import = {
  readonly request: VoiceImportRequest;
  readonly brought: BroughtFiles;
  readonly read: ReadVoice;
  readonly chosen: ChosenIndex | null;
  readonly indexLines: readonly ImportLine[];
  readonly progress: ImportProgress;
};

async function build(parts: Import, context: TaskContext): Promise<VoiceImportResult> {
  const { request, brought, read, chosen, indexLines, progress } = parts;
  const checkpoint = (): void => {
    throwIfCancelled(context);
  };
  progress.begin(doneWhen.built, brought.voice.sizeBytes);
  const built = await read.build(request.folder, context.runModel);
  const voice = rvcVoiceOf(request.folder, built, chosen?.index ?? null);
  progress.begin(doneWhen.proved, 0);
  const elapsedSec = startTimer();
  const proof = await proveVoice(request.name, voice, context.runModel);
  const proofSec = elapsedSec();
  checkpoint();
  const hashed = new Set([brought.voice, brought.brought, ...(chosen ? [chosen.source] : [])]);
  progress.begin(
    1,
    [...hashed].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
  const index = chosen && { ...copyIndex(request.folder, chosen, checkpoint), ...sizesOf(chosen) };
  const sha256 = sha256OfSource(brought.voice, checkpoint);
  const mark = soundMark(proof.note, voice.sampleRate, proof.noteHz);
  const file = voiceFileOf(parts, { ...built, index, mark, sha256 });
  refuseOversized(request.name, file);
  await writeVoiceFile(request.folder, file);
  const { version, sampleRate, hasPitch, speakerCount } = file.voice;
  const licence = file.licence;
  return {
    ...reportOf(parts, sha256, checkpoint),
    suggestedName: file.name,
    mark,
    licence,
    hash: file.hash,
    passport: passportOf(file),
    baseModels: baseModelsOf(file),
    rangeMidi: file.rangeMidi,
    canAdd: true,
    lines: [
      ...read.lines.slice(0, 1),
      {
        code: 'VOICE_FOUND',
        status: 'ok',
        details: { version, sampleRate, hasPitch: hasPitch ? 'yes' : 'no', speakerCount },
      },
      ...read.lines.slice(1),
      ...indexLines,
      { code: 'PROVED', status: 'ok', details: { audioSec: proof.audioSec, workSec: proofSec } },
      licence === null
        ? { code: 'NO_LICENCE', status: 'warning', details: {} }
        : { code: 'LICENCE_FOUND', status: 'ok', details: { licence } },
      ...brought.lines,
    ],
  };
}

/** Sizes that the weights agree with may still be beyond what any voice has. @throws AppError VOICE_FILE_DAMAGED */
function refuseOversized(name: string, file: VoiceFile): void {
  const issue = voiceFileSchema.safeParse(file).error?.issues[0];
  if (issue) throw damagedFile(name, 'shape', issue.path.join('.'));
}

/** @param sha256 of the voice, which is the brought file itself unless that is an archive */
function reportOf({ request, brought }: Import, sha256: string, checkpoint: () => void) {
  const isVoice = brought.brought === brought.voice;
  return {
    fileName: request.name,
    fileCount: brought.fileCount,
    sizeBytes: brought.sizeBytes,
    sha256: isVoice ? sha256 : sha256OfSource(brought.brought, checkpoint),
  };
}

function copyIndex(folder: string, { source }: ChosenIndex, checkpoint: () => void) {
  return writeHashed(folder, voiceFileNames.index, (write) => {
    for (const piece of piecesOf(source, checkpoint)) write(piece);
  });
}

function sizesOf({ index: { width, vectorCount } }: ChosenIndex) {
  return { width, vectorCount };
}

type Built = Pick<VoiceFile, 'voice' | 'network' | 'index' | 'mark'> & { readonly sha256: string };

function voiceFileOf({ request, brought, read, chosen }: Import, { sha256, ...built }: Built): VoiceFile {
  const { info } = read;
  const texts = [brought.voice.name, request.name, chosen?.source.name, info.modelName, info.note, brought.note];
  const range = texts.map((text) => rangeIn(text ?? '')).find((found) => found !== null) ?? null;
  const isInIndexName = rangeIn(chosen?.source.name ?? '') !== null;
  return {
    ...built,
    version: 1,
    engine: 'rvc',
    name: suggestedName([info.modelName, brought.voice.name, request.name]),
    // What the files sound like, whatever they were packed in and whichever builder rebuilt them.
    hash: sha256OfText(JSON.stringify([sha256, built.index?.sha256 ?? null])),
    rangeMidi: range && [range[0], range[1]],
    rangeSource: range === null ? null : isInIndexName ? 'index-name' : 'metadata',
    consent: 'unknown',
    licence: brought.licence ?? info.licence,
    note: brought.note ?? info.note,
    provenance: {
      originalName: path.basename(brought.voice.name),
      originalSha256: sha256,
      importedAt: new Date().toISOString(),
      builderVersion: voiceBuilderVersion,
      epochs: info.epochs,
      author: info.author,
    },
  };
}
