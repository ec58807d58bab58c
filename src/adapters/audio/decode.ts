import type { Notice } from '../../contract/notices.ts';
import { decodeStream, type StreamFormat } from './decodeStream.ts';
import { inspectFile } from './inspect.ts';
import { createResampler, type Resampler } from './resample.ts';
import type { TaskControl } from './types.ts';
import { judge } from './verdict.ts';
import { WavWriter } from './wavWriter.ts';

export type DecodeRequest = TaskControl & {
  readonly ffmpegPath: string;
  readonly path: string;
  /** Name shown to people in errors. */
  readonly name: string;
  /** Hz of the WAV to write; null: workingRateOf the file's. */
  readonly workingRate: number | null;
  readonly outPath: string;
  /** Of the probe, for progress; null when unknown. */
  readonly expectedSec: number | null;
};
export type Decoded = {
  readonly sampleRate: number;
  readonly sampleCount: number;
  readonly notices: readonly Notice[];
};

/** Rate at which a recording is analysed and converted, Hz: its own, within 16 000 … 48 000. */
export function workingRateOf(fileRate: number): number {
  return Math.max(16_000, Math.min(48_000, fileRate));
}

/**
 * Writes the recording as mono float32 WAV at the working rate. Samples that are not numbers become 0, samples beyond
 * full scale are kept, a damaged file gives what can be read of it; the notices say so.
 * @throws AppError as probeRecording, or DISK_FULL, FOLDER_NOT_WRITABLE; nothing stands at outPath then
 */
export async function decodeToSignal(request: DecodeRequest): Promise<Decoded> {
  const inspected = await inspectFile(request.path, request.name);
  let output: Output | undefined;
  try {
    const decoded = await decodeStream({
      ...request,
      onFormat: async (format) => {
        output = await openOutput(request, format);
      },
      onSamples: (mono) => output?.write(mono),
    });
    const { notices } = judge(request, inspected, decoded);
    const written = output?.finish();
    return { sampleRate: written?.sampleRate ?? 0, sampleCount: written?.sampleCount ?? 0, notices };
  } finally {
    output?.dispose();
  }
}

type Output = {
  write(mono: Float32Array): void;
  finish(): { sampleRate: number; sampleCount: number };
  /** Frees everything; removes the file unless it was finished. */
  dispose(): void;
};

async function openOutput(request: DecodeRequest, format: StreamFormat): Promise<Output> {
  const sampleRate = request.workingRate ?? workingRateOf(format.sampleRate);
  const resampler: Resampler = await createResampler(format.sampleRate, sampleRate);
  const writer = new WavWriter(request.outPath, { sampleRate, encoding: 'float32' });
  let isFinished = false;
  return {
    write(mono) {
      writer.writeSamples(resampler.process(mono));
      if (request.expectedSec !== null) {
        request.onProgress?.(Math.min(1, writer.sampleCount / sampleRate / request.expectedSec));
      }
    },
    finish() {
      writer.writeSamples(resampler.flush());
      writer.finish();
      isFinished = true;
      return { sampleRate, sampleCount: writer.sampleCount };
    },
    dispose() {
      resampler.close();
      if (!isFinished) writer.abort();
    },
  };
}
