import { openWav } from '../../adapters/audio/wavFile.ts';
import type { OpenAudio } from '../../adapters/audio/types.ts';
import {
  analysisPaths,
  readAnalysis,
  readDecoded,
  type AnalysisPaths,
  type StoredAnalysis,
} from '../../adapters/cache/analysisFolder.ts';
import type { RecordingSource } from '../../contract/inference.ts';
import { pitchExtractors } from '../../engine/pitch/registry.ts';
import { engineVersion } from '../../engine/registry.ts';
import type { TaskContext } from '../taskTypes.ts';

/** The extractor every analysis uses. */
export const pitchExtractor = pitchExtractors[0];

/** What decides an analysis besides the recording; part of its folder's name. */
const analysisVersion = `${pitchExtractor.id}-${pitchExtractor.version}-engine-${engineVersion}`;

export function pathsOfRecording(context: Pick<TaskContext, 'config'>, source: RecordingSource): AnalysisPaths {
  return analysisPaths(context.config.cacheFolder, source.sha256, analysisVersion);
}

/** An analysed recording, open for reading. */
export type OpenRecording = StoredAnalysis & { readonly signal: OpenAudio };

/** Opens signal.wav. @throws when the recording was not decoded */
export async function openSignal(paths: AnalysisPaths): Promise<OpenAudio> {
  if (!(await readDecoded(paths))) throw new Error(`${paths.folder} holds no decoded recording`);
  return openWav(paths.signal);
}

/** Everything the render needs of a recording; the caller closes the signal. @throws when it was not analysed */
export async function openRecording(paths: AnalysisPaths): Promise<OpenRecording> {
  const stored = await readAnalysis(paths);
  if (!stored) throw new Error(`${paths.folder} holds no analysis`);
  return { ...stored, signal: await openSignal(paths) };
}
