import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src/contract/errors.ts';
import { Checks } from './checks.ts';
import { largestDifference, signalToErrorDb } from './compare.ts';
import { expectationCases, refusalOf } from './expectations.ts';
import { arrayIfThere, madeOrFailing, readJson, subfolders, type GoldenFolder } from './goldenFolder.ts';
import { openGoldenVoice, sing, type GoldenVoice } from './goldenVoice.ts';
import type { WrittenNetworks } from './networks.ts';
import type { GoldenCase, Verdict } from './types.ts';

type VoiceLimits = { readonly signalToErrorDb: number; readonly largestDifference: number };

/** What a voice must reach against the original on the same input. */
const voiceLimits: VoiceLimits = { signalToErrorDb: 90, largestDifference: 1e-4 };
/** bfloat16 keeps 8 bits of a weight, so such a file is another voice by that much. */
const bfloatLimits: VoiceLimits = { signalToErrorDb: 20, largestDifference: Infinity };

const voiceSchema = z.object({ file: z.string() });

/** Every case of every voice; a voice without recorded cases must at least open. */
export function voiceCases(golden: GoldenFolder, networks: WrittenNetworks): GoldenCase[] {
  return golden.cases('voices', 'voice.json', ({ name, folder }) => {
    const { file } = readJson(path.join(folder, 'voice.json'), voiceSchema);
    const songs = songFolders(folder);
    let opened: GoldenVoice | undefined;
    const open = () => (opened ??= openGoldenVoice(path.join(folder, file), networks));
    if (songs.length === 0) return [{ name, run: () => passedWhenRefused(() => openedVerdict(open())) }];
    return songs.map((song) => ({
      name: `${name} ${path.basename(song)}`,
      run: () =>
        passedWhenRefused(async () => {
          const checks = new Checks();
          await checkSong(checks, open(), song, voiceLimits);
          return checks.verdict();
        }),
    }));
  });
}

/** Damaged, hostile and unusual files; what loads must sing like the good one where that is recorded. */
export function brokenCases(golden: GoldenFolder, networks: WrittenNetworks): readonly GoldenCase[] {
  const folder = path.join(golden.folder, 'broken');
  if (!existsSync(path.join(folder, 'expectations.json'))) return [];
  const songs = songFolders(path.join(folder, 'good_case'));
  return madeOrFailing('broken', () =>
    expectationCases('broken', folder, async (file, { expect }) => {
      const voice = openGoldenVoice(file, networks);
      if (expect === 'reject' || songs.length === 0) return 'opened';
      const checks = new Checks();
      const limits = voice.storedType === 'bfloat16' ? bfloatLimits : voiceLimits;
      for (const song of songs) await checkSong(checks, voice, song, limits);
      return checks.verdict();
    }),
  );
}

function songFolders(folder: string): string[] {
  return subfolders(folder)
    .map((name) => path.join(folder, name))
    .filter((song) => existsSync(path.join(song, 'phone.npy')) && existsSync(path.join(song, 'audio.npy')));
}

function openedVerdict({ version, sampleRate }: GoldenVoice): Verdict {
  return { passed: true, figures: `opened, ${version}, ${String(sampleRate)} Hz, no case recorded` };
}

/** A vocoder that does not exist here is refused by its name; that is what is promised. Nothing else may be refused. */
async function passedWhenRefused(run: () => Verdict | Promise<Verdict>): Promise<Verdict> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { passed: isUnknownVocoder(error), figures: refusalOf(error) };
  }
}

function isUnknownVocoder({ code, details }: AppError): boolean {
  return code === 'VOICE_UNSUPPORTED' && 'feature' in details && details.feature === 'vocoder';
}

async function checkSong(checks: Checks, voice: GoldenVoice, folder: string, limits: VoiceLimits): Promise<void> {
  const floats = (name: string) => {
    const array = arrayIfThere(folder, name);
    return array && { values: Float32Array.from(array.data), width: array.shape.at(-1) ?? 1 };
  };
  const features = floats('phone');
  const noise = floats('rnd');
  if (!features || !noise) throw new Error(`${folder} lacks phone.npy or rnd.npy`);
  const classes = floats('pitch');
  const f0Hz = floats('pitchf');
  const song = {
    features,
    pitch: classes && f0Hz && { classes: classes.values, f0Hz: f0Hz.values },
    noise: noise.values,
    speaker: floats('sid')?.values[0] ?? 0,
    validFrames: floats('phone_lengths')?.values[0] ?? features.values.length / features.width,
  };
  const compare = (what: string, got: Float32Array, wanted: Float32Array) => {
    checks.atLeastDb(`${what}SNR`, signalToErrorDb(got, wanted), limits.signalToErrorDb);
    checks.atMost(`${what}max`, largestDifference(got, wanted), limits.largestDifference);
  };
  const wanted = floats('audio');
  if (wanted) compare('', await sing(voice, song), wanted.values);
  const noisy = floats('audio_with_source_noise');
  const sourceNoise = floats('source_noise');
  if (noisy && sourceNoise) {
    compare('with noise ', await sing(voice, { ...song, sourceNoise: sourceNoise.values }), noisy.values);
  }
}
