import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { scales, type ScaleId } from '../../contract/music.ts';
import { noticeSchema } from '../../contract/notices.ts';
import type { Analysis } from '../../engine/analysis/types.ts';
import { bytesOf, doublesOf, floatsOf, readTextIfThere, removeStaleParts, writeAtomically } from './atomicFile.ts';

/**
 * The measures of one recording, `cache/analysis/<sha256>-<version>/`:
 *
 * | file | what |
 * |---|---|
 * | signal.wav | the recording, mono float32 at the working rate |
 * | signal-16000.wav | the same at the rate of a network that was asked about it |
 * | decoded.json | its length and what was noticed while decoding; written after signal.wav |
 * | content-<network>/ | content features in blocks, made when a converter first needs them (contentBlocks.ts) |
 * | <extractor>/f0.f64, confidence.f32, level.f32 | per 5 ms frame: Hz (0 = unvoiced), 0–1, dB re full scale |
 * | <extractor>/peaks.f32 | min and max per frame, interleaved |
 * | <extractor>/analysis.json | syllables, key, loudness …; written last: when it is there, the rest is |
 * | <extractor>/vocoder/ | envelope and aperiodicity in blocks, made when first needed (vocoderBlocks.ts) |
 *
 * Everything is a pure function of the recording and the version, so any file may be deleted and comes back with the same bits.
 */
export function analysisPaths(cacheFolder: string, recordingSha256: string, version: string, extractor: string) {
  const folder = signalFolder(cacheFolder, recordingSha256, version);
  const measures = join(folder, extractor);
  return {
    folder,
    ...signalPaths(folder),
    measures,
    f0: join(measures, 'f0.f64'),
    confidence: join(measures, 'confidence.f32'),
    level: join(measures, 'level.f32'),
    peaks: join(measures, 'peaks.f32'),
    analysis: join(measures, 'analysis.json'),
    vocoder: join(measures, 'vocoder'),
  };
}

/** Where the decoded recording lies, whatever was measured in it. */
export function signalFolder(cacheFolder: string, recordingSha256: string, version: string): string {
  return join(cacheFolder, 'analysis', `${recordingSha256}-${version}`);
}

export function signalPaths(folder: string) {
  return { signal: join(folder, 'signal.wav'), decoded: join(folder, 'decoded.json') };
}

export type AnalysisPaths = ReturnType<typeof analysisPaths>;

const decodedSchema = z.object({
  sampleRate: z.number().int(),
  sampleCount: z.number().int(),
  notices: z.array(noticeSchema),
});
/** What is known of signal.wav. */
export type DecodedFile = z.infer<typeof decodedSchema>;

const spanSchema = z.object({ start: z.number(), end: z.number() });
const keySchema = z.object({
  root: z.number().int().min(0).max(11),
  scale: z.enum(Object.keys(scales) as [ScaleId, ...ScaleId[]]),
});
const analysisFileSchema = z.object({
  sampleRate: z.number(),
  sampleCount: z.number(),
  frameCount: z.number(),
  syllables: z.array(spanSchema.extend({ nucleus: z.number(), vowelStart: z.number(), vowelEnd: z.number() })),
  phrases: z.array(spanSchema),
  key: z.object({ key: keySchema, correlation: z.number() }).nullable(),
  medianMidi: z.number().nullable(),
  lowMidi: z.number().nullable(),
  highMidi: z.number().nullable(),
  loudnessLufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
  notices: z.array(noticeSchema),
});

/** An analysis with what only people and the finish need of it. */
export type StoredAnalysis = {
  readonly analysis: Analysis;
  readonly loudnessLufs: number | null;
  readonly truePeakDb: number | null;
  /** Everything noticed in the recording, decoding included. */
  readonly notices: DecodedFile['notices'];
};

/** Makes the folders and removes what a killed process left half-written in them. */
export async function openAnalysisFolder(paths: AnalysisPaths): Promise<void> {
  await mkdir(paths.measures, { recursive: true });
  await Promise.all([paths.folder, paths.measures, paths.vocoder].map(removeStaleParts));
}

/** Undefined where signal.wav is not there yet. */
export async function readDecoded(paths: AnalysisPaths): Promise<DecodedFile | undefined> {
  const text = await readTextIfThere(paths.decoded);
  return text === undefined ? undefined : decodedSchema.parse(JSON.parse(text));
}

/** To be written when signal.wav has its name. */
export async function writeDecoded(paths: AnalysisPaths, decoded: DecodedFile): Promise<void> {
  await writeAtomically(paths.decoded, JSON.stringify(decoded));
}

/** Undefined where the recording was not analysed yet by this version. */
export async function readAnalysis(paths: AnalysisPaths): Promise<StoredAnalysis | undefined> {
  const text = await readTextIfThere(paths.analysis);
  if (text === undefined) return undefined;
  const { loudnessLufs, truePeakDb, notices, ...analysis } = analysisFileSchema.parse(JSON.parse(text));
  const [f0, confidence, level] = await Promise.all(
    [paths.f0, paths.confidence, paths.level].map((path) => readFile(path)),
  );
  if (!f0 || !confidence || !level) return undefined;
  return {
    analysis: { ...analysis, f0Hz: doublesOf(f0), confidence: floatsOf(confidence), levelDb: floatsOf(level) },
    loudnessLufs,
    truePeakDb,
    notices,
  };
}

/** @param peaks [2 × frameCount] min and max of each frame's 5 ms, interleaved */
export async function writeAnalysis(
  paths: AnalysisPaths,
  { analysis, ...measures }: StoredAnalysis,
  peaks: Float32Array,
): Promise<void> {
  const { f0Hz, confidence, levelDb, ...rest } = analysis;
  await writeAtomically(paths.f0, bytesOf(f0Hz));
  await writeAtomically(paths.confidence, bytesOf(confidence));
  await writeAtomically(paths.level, bytesOf(levelDb));
  await writeAtomically(paths.peaks, bytesOf(peaks));
  await writeAtomically(paths.analysis, JSON.stringify({ ...rest, ...measures }));
}

/** Min and max per frame, interleaved [2 × frameCount]. */
export async function readPeaks(path: string): Promise<Float32Array> {
  return floatsOf(await readFile(path));
}
