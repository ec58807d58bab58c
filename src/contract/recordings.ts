import { z } from 'zod';
import { recordingIdSchema } from './ids.ts';
import { noticeSchema } from './notices.ts';
import { errorEnvelopeSchema } from './errors.ts';

export const recordingLimits = {
  minimumSec: 0.2,
  maximumSec: 4 * 3600,
  maximumBytes: 4 * 1024 ** 3,
} as const;

const recordingRules = {
  uploadMb: z.number().int().min(1).max(4096),
  uploadMinutes: z.number().int().min(1).max(240),
};

/** What a person allows recordings that are uploaded to be; the limits above hold for all. */
export const recordingRulesSchema = z.object({
  uploadMb: recordingRules.uploadMb.default(2048),
  uploadMinutes: recordingRules.uploadMinutes.default(240),
});
/** What is left out stays. */
export const recordingRulesChangeSchema = z.object(recordingRules).partial();

/** What open dialogs offer first; ffmpeg reads more, hence `All files` beside it. */
export const recordingExtensions: readonly string[] =
  'wav mp3 flac m4a aac ogg oga opus wma aif aiff caf amr webm mka mp4 m4v mov mkv avi'.split(' ');

/** Frames everywhere are 5 ms: frame i is centred at i * 0.005 s. */
export const frameSec = 0.005;

const analysisStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('running'), doneRatio: z.number().min(0).max(1) }),
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('failed'), error: errorEnvelopeSchema }),
]);

export const recordingSchema = z.object({
  id: recordingIdSchema,
  /** The file's own name, for people; never used as a path. */
  name: z.string(),
  path: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  durationSec: z.number(),
  /** Rate and channels of the file as brought. */
  sampleRate: z.number(),
  channels: z.number(),
  codec: z.string(),
  notices: z.array(noticeSchema),
  analysis: analysisStateSchema,
  openedAt: z.string(),
});
export type Recording = z.infer<typeof recordingSchema>;

const syllableSchema = z.object({
  startSec: z.number(),
  endSec: z.number(),
  vowelStartSec: z.number(),
  vowelEndSec: z.number(),
  nucleusSec: z.number(),
});

const keyEstimateSchema = z.object({
  /** `A minor` */
  key: z.string(),
  /** Pearson correlation with the key's profile, -1 … 1; speech is often below 0.6. */
  correlation: z.number(),
});

/** min and max of each of n equal stretches of the wave, -1 … 1, interleaved: [min0, max0, min1, …]. */
const peaksSchema = z.array(z.number());

const pitchLineSchema = z.object({
  /** Seconds between points. */
  stepSec: z.number(),
  /** Hz, 0 where unvoiced. */
  f0Hz: z.array(z.number()),
});

/** What we measured in a recording, as it is shown. */
export const analysisViewSchema = z.object({
  durationSec: z.number(),
  pitch: pitchLineSchema,
  /** 0–1 per pitch point. */
  confidence: z.array(z.number()),
  syllables: z.array(syllableSchema),
  phraseCount: z.number(),
  key: keyEstimateSchema.nullable(),
  loudnessLufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
  /** Median voiced pitch and its 5th and 95th percentile, MIDI; null when nothing is voiced. */
  medianMidi: z.number().nullable(),
  lowMidi: z.number().nullable(),
  highMidi: z.number().nullable(),
  peaks: peaksSchema,
});
export type AnalysisView = z.infer<typeof analysisViewSchema>;

const targetNoteSchema = z.object({
  startSec: z.number(),
  endSec: z.number(),
  midi: z.number(),
  /** The syllable sung on it, where it is known. */
  text: z.string().nullable(),
});

/** What will be sung, before it is rendered. */
export const performancePreviewSchema = z.object({
  notes: z.array(targetNoteSchema),
  pitch: pitchLineSchema,
  /** Length of the take. */
  durationSec: z.number(),
  /** [takeSec, recordingSec] in order, where time will be changed; empty where the take keeps the time of the recording. */
  timeMap: z.array(z.tuple([z.number(), z.number()])),
  /** Quarter notes per minute; null where no melody is followed or time is a guide's own. */
  tempoBpm: z.number().nullable(),
  /** Syllables of the recording with their words, where they were typed or read. */
  words: z.array(z.object({ startSec: z.number(), endSec: z.number(), text: z.string() })),
  /** What was decided on the way: chords reduced, words repeated … */
  notices: z.array(noticeSchema),
  /** The key that applies: chosen or detected. */
  key: z.string(),
  suggestedTransposeSt: z.number(),
  transposeSt: z.number(),
  lowMidi: z.number().nullable(),
  highMidi: z.number().nullable(),
});
export type PerformancePreview = z.infer<typeof performancePreviewSchema>;
