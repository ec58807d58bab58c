import { rmSync } from 'node:fs';
import { outputSampleRate } from '../../contract/exports.ts';
import { createLimiter } from '../../engine/finish/limiter.ts';
import { TruePeakMeter } from '../../engine/finish/truePeak.ts';
import { blocksOf, partOf } from '../../adapters/audio/blocks.ts';
import { createResampler, type Resampler } from '../../adapters/audio/resample.ts';
import type { OpenAudio, TaskControl } from '../../adapters/audio/types.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';

export type BackingMix = {
  /** 48 kHz mono float32; see finishTake. */
  readonly masterPath: string;
  /** The music, mono at its working rate. */
  readonly backing: OpenAudio;
  readonly gainDb: number;
  /** Where the take begins in it. */
  readonly startSec: number;
  /** The WAV to write: as long as the master. */
  readonly outPath: string;
};

/** The same as for a take: a tenth of a decibel under −1 dBTP, and no more than 6 dB taken by the limiter. */
const ceiling = 10 ** (-1.1 / 20);
const deepestReduction = 10 ** (6 / 20);
/** Samples of the music that are read at once. */
const pieceSamples = 16_384;

/**
 * Lays music under a take. Where both together go beyond the ceiling the limiter holds them, and what would ask more than
 * 6 dB of it is turned down as a whole first. Flat memory; equal input gives equal bytes.
 * @throws AppError CANCELLED, DISK_FULL, FOLDER_NOT_WRITABLE; nothing stands at outPath then
 */
export async function mixBacking(mix: BackingMix, control: TaskControl): Promise<void> {
  const sumPath = `${mix.outPath}.sum.part`;
  const writer = new WavWriter(mix.outPath, {
    sampleRate: outputSampleRate,
    encoding: 'float32',
    temporaryPath: sumPath,
  });
  try {
    const truePeak = await writeSum(mix, writer, partOf(control, 0, 0.6));
    writer.close();
    writeLimited(mix.outPath, sumPath, truePeak, partOf(control, 0.6, 1));
  } finally {
    writer.abort();
    rmSync(sumPath, { force: true });
  }
}

/** @returns the true peak of both together, linear */
async function writeSum(mix: BackingMix, writer: WavWriter, control: TaskControl): Promise<number> {
  const { backing, masterPath, startSec, gainDb } = mix;
  const gain = 10 ** (gainDb / 20);
  const meter = new TruePeakMeter();
  const resampler = await createResampler(backing.sampleRate, outputSampleRate);
  const music = new MusicReader(backing, resampler, Math.round(startSec * backing.sampleRate));
  const master = openWav(masterPath);
  try {
    for (const block of blocksOf(master, control)) {
      const under = music.next(block.length);
      const sum = block.map((sample, i) => sample + gain * (under[i] ?? 0));
      meter.push(sum);
      writer.writeSamples(sum);
    }
    return meter.finish();
  } finally {
    master.close();
    resampler.close();
  }
}

function writeLimited(outPath: string, sumPath: string, truePeak: number, control: TaskControl): void {
  const gain = truePeak > 0 ? Math.min(1, (ceiling * deepestReduction) / truePeak) : 1;
  const limiter = createLimiter({ sampleRate: outputSampleRate, gain, ceiling });
  const sum = openWav(sumPath);
  const writer = new WavWriter(outPath, { sampleRate: outputSampleRate, encoding: 'float32' });
  try {
    for (const block of blocksOf(sum, control)) writer.writeSamples(limiter.process(block));
    writer.writeSamples(limiter.flush());
    writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  } finally {
    sum.close();
  }
}

/** The music at the output rate from a sample on, as much as is asked for; after its end it is silent. */
class MusicReader {
  readonly #music: OpenAudio;
  readonly #resampler: Resampler;
  #position: number;
  #ready = new Float32Array(0);

  constructor(music: OpenAudio, resampler: Resampler, startSample: number) {
    this.#music = music;
    this.#resampler = resampler;
    this.#position = startSample;
  }

  next(count: number): Float32Array {
    while (this.#ready.length < count) this.#readOn();
    const heard = this.#ready.subarray(0, count);
    this.#ready = this.#ready.slice(count);
    return heard;
  }

  /** Reading beyond the end of a file gives silence, so there is always more. */
  #readOn(): void {
    const more = this.#resampler.process(this.#music.read(this.#position, pieceSamples));
    this.#position += pieceSamples;
    const joined = new Float32Array(this.#ready.length + more.length);
    joined.set(this.#ready);
    joined.set(more, this.#ready.length);
    this.#ready = joined;
  }
}
