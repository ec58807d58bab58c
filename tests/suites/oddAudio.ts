import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { locateFfmpeg } from '../../src/adapters/audio/locateFfmpeg.ts';

/** Three seconds of a real person speaking, 16 kHz mono. */
export const speechPath = fileURLToPath(new URL('../fixtures/audio/austen-0880.wav', import.meta.url));

const nastyName = process.platform === 'win32' ? "it's 🎤 日本語 ñ é #&().wav" : `"it's" 🎤 日本語 ñ é #&() 100%d.wav`;

/** Files that must work, and what makes them odd. */
const goodFiles = {
  plain: { file: 'plain.wav', args: ['-c:a', 'pcm_s16le'] },
  mp3: { file: 'sound.mp3', args: ['-ar', '44100', '-ac', '2', '-b:a', '128k'] },
  flac: { file: 'sound.flac', args: [] },
  m4a: { file: 'sound.m4a', args: ['-ar', '44100', '-c:a', 'aac'] },
  streamableM4a: { file: 'streamable.m4a', args: ['-ar', '44100', '-c:a', 'aac', '-movflags', '+faststart'] },
  aac: { file: 'sound.aac', args: ['-ar', '44100', '-c:a', 'aac'] },
  ogg: { file: 'sound.ogg', args: ['-c:a', 'libvorbis'] },
  opus: { file: 'sound.opus', args: ['-c:a', 'libopus'] },
  videoWithSound: {
    file: 'video.mp4',
    args: ['-map', '1:v', '-map', '0:a', '-t', '2', '-c:v', 'mpeg4', '-c:a', 'aac'],
  },
  eightBit: { file: '8 bit.wav', args: ['-c:a', 'pcm_u8'] },
  twentyFourBit: { file: '24 bit.wav', args: ['-c:a', 'pcm_s24le'] },
  float32: { file: '32 bit float.wav', args: ['-c:a', 'pcm_f32le'] },
  eightKhz: { file: '8 kHz.wav', args: ['-ar', '8000'] },
  highRate: { file: '192 kHz.wav', args: ['-ar', '192000'] },
  stereo: { file: 'stereo.wav', args: ['-ac', '2'] },
  sixChannels: { file: '6 channels.wav', args: ['-ac', '6', '-c:a', 'pcm_s16le'] },
  nastyName: { file: nastyName, args: ['-c:a', 'pcm_s16le'] },
  longName: { file: `${'n'.repeat(246)}.wav`, args: ['-c:a', 'pcm_s16le'] },
  dashName: { file: '-i.wav', args: ['-c:a', 'pcm_s16le'] },
  videoWithoutSound: { file: 'silent movie.mp4', args: ['-map', '1:v', '-t', '1', '-c:v', 'mpeg4'] },
} as const;

const madeFiles = {
  missing: 'missing.wav',
  folder: 'a folder.wav',
  empty: 'empty.wav',
  tooShort: '0.05 s.wav',
  textNamedWav: 'text.wav',
  noiseBytesNamedMp3: 'bytes.mp3',
  playlistNamedMp3: 'playlist.mp3',
  unreadable: 'unreadable.wav',
  truncatedWav: 'truncated.wav',
  truncatedMp3: 'truncated.mp3',
  truncatedFlac: 'truncated.flac',
  truncatedM4a: 'truncated.m4a',
  truncatedStreamableM4a: 'truncated streamable.m4a',
  truncatedOgg: 'truncated.ogg',
  corruptWav: 'corrupt.wav',
  corruptMp3: 'corrupt.mp3',
  corruptFlac: 'corrupt.flac',
  corruptM4a: 'corrupt.m4a',
  nanSamples: 'nan.wav',
  clipped: 'clipped.wav',
  silence: 'silence.wav',
  noise: 'noise.wav',
} as const;

export type OddCase = keyof typeof goodFiles | keyof typeof madeFiles;

/**
 * Makes one file of every odd kind that people bring, in a folder that exists. `missing` is a path where nothing
 * stands; `unreadable` has no permissions (which does not stop root).
 */
export async function makeOddFiles(folder: string): Promise<Record<OddCase, string>> {
  const at = (file: string): string => path.join(folder, file);
  const paths = Object.fromEntries([
    ...Object.entries(goodFiles).map(([name, { file }]) => [name, at(file)] as const),
    ...Object.entries(madeFiles).map(([name, file]) => [name, at(file)] as const),
  ]) as Record<OddCase, string>;
  encodeAll(await locateFfmpeg(null), paths);
  makeWrongThings(paths);
  cutShort(paths);
  damage(paths);
  makeSamples(paths);
  return paths;
}

function encodeAll(ffmpegPath: string, paths: Record<OddCase, string>): void {
  const inputs = ['-i', speechPath, '-f', 'lavfi', '-i', 'color=c=blue:s=64x64:r=10:d=2'];
  const outputs = Object.entries(goodFiles).flatMap(([name, { args }]) => {
    const stream = (args as readonly string[]).includes('-map') ? [] : ['-map', '0:a'];
    return [...stream, ...args, `file:${paths[name as OddCase]}`];
  });
  execFileSync(ffmpegPath, ['-nostdin', '-v', 'error', '-y', ...inputs, ...outputs]);
}

function makeWrongThings(paths: Record<OddCase, string>): void {
  fs.mkdirSync(paths.folder);
  fs.writeFileSync(paths.empty, '');
  fs.writeFileSync(paths.textNamedWav, 'Dear diary, today I renamed a text.\n'.repeat(200));
  fs.writeFileSync(paths.noiseBytesNamedMp3, randomBytes(30_000));
  fs.writeFileSync(
    paths.playlistNamedMp3,
    `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://${speechPath}\n#EXT-X-ENDLIST\n`,
  );
  fs.copyFileSync(paths.plain, paths.unreadable);
  fs.chmodSync(paths.unreadable, 0);
}

function cutShort(paths: Record<OddCase, string>): void {
  const cut = (from: OddCase, to: OddCase): void => {
    const bytes = fs.readFileSync(paths[from]);
    fs.writeFileSync(paths[to], bytes.subarray(0, Math.floor(bytes.length * 0.6)));
  };
  cut('plain', 'truncatedWav');
  cut('mp3', 'truncatedMp3');
  cut('flac', 'truncatedFlac');
  cut('m4a', 'truncatedM4a');
  cut('streamableM4a', 'truncatedStreamableM4a');
  cut('ogg', 'truncatedOgg');
}

function damage(paths: Record<OddCase, string>): void {
  const overwrite = (from: OddCase, to: OddCase, start: number, end: number): void => {
    const bytes = fs.readFileSync(paths[from]);
    const first = Math.floor(bytes.length * start);
    bytes.set(randomBytes(Math.floor(bytes.length * end) - first), first);
    fs.writeFileSync(paths[to], bytes);
  };
  const wav = fs.readFileSync(paths.plain);
  // The format chunk claims a codec that does not exist.
  wav.fill(0xee, 20, 36);
  fs.writeFileSync(paths.corruptWav, wav);
  overwrite('mp3', 'corruptMp3', 0.4, 0.6);
  overwrite('flac', 'corruptFlac', 0.4, 0.6);
  // The index at the end is gone.
  overwrite('m4a', 'corruptM4a', 0.9, 1);
}

function makeSamples(paths: Record<OddCase, string>): void {
  const speech = fs.readFileSync(paths.float32);
  const dataOffset = speech.indexOf('data', 0, 'latin1') + 8;
  const samples = new Float32Array(Uint8Array.from(speech.subarray(dataOffset)).buffer);
  const random = randomNumbers(7);
  writeFloatWav(paths.tooShort, samples.slice(0, 800));
  writeFloatWav(paths.silence, new Float32Array(2 * 16_000));
  writeFloatWav(
    paths.noise,
    Float32Array.from({ length: 2 * 16_000 }, () => 0.2 * (random() - 0.5)),
  );
  writeFloatWav(
    paths.clipped,
    samples.map((sample) => sample * 8),
  );
  const special = [NaN, Infinity, -Infinity];
  writeFloatWav(
    paths.nanSamples,
    samples.map((sample, i) => (i % 1000 === 0 ? (special[(i / 1000) % 3] ?? 0) : sample)),
  );
}

/** The plainest mono float32 WAV at 16 kHz. */
export function writeFloatWav(file: string, samples: Float32Array): void {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(3, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(64_000, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(32, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  fs.writeFileSync(
    file,
    Buffer.concat([header, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)]),
  );
}

/** Repeatable uniform numbers 0 … 1 (a linear congruential generator, Numerical Recipes). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomBytes(count: number): Uint8Array {
  const random = randomNumbers(count);
  return Uint8Array.from({ length: count }, () => Math.floor(256 * random()));
}
