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
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { pitchExtractors } from '../../engine/pitch/registry.ts';
import type { PitchExtractorModule } from '../../engine/pitch/types.ts';
import { engineVersion } from '../../engine/registry.ts';
import type { TaskContext } from '../taskTypes.ts';

const extractors: readonly PitchExtractorModule[] = pitchExtractors;

/** Of everything measured in recordings, as the cache names it. */
export const analysisVersion = `engine-${engineVersion}`;

/** The extractor of what is shown, and of every take that asks for no other. */
export const defaultExtractorId: string = pitchExtractors[0].id;

/** The extractor that settings ask for. */
export function extractorIdOf(settings: AnySettingValues): string {
  const chosen = settings['pitchExtractor'];
  return typeof chosen === 'string' ? chosen : defaultExtractorId;
}

export function extractorOf(id: string): PitchExtractorModule {
  const extractor = extractors.find((one) => one.id === id);
  if (!extractor) throw new Error(`There is no pitch extractor ${id}`);
  return extractor;
}

export function pathsOfRecording(
  context: Pick<TaskContext, 'config'>,
  source: RecordingSource,
  extractorId: string = defaultExtractorId,
): AnalysisPaths {
  const { id, version } = extractorOf(extractorId);
  return analysisPaths(context.config.cacheFolder, source.sha256, analysisVersion, `${id}-${version}`);
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
