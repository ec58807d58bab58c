import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { midiToHz } from '../../src/contract/music.ts';
import { frameSec } from '../../src/contract/recordings.ts';
import { analyseSamples } from './analysisOf.ts';
import { sourceOf } from './dspGoldens.ts';
import { identityPerformance, openResynth } from './resynthCase.ts';

/** How a recording is sung to become a guide: at every frame of the guide, where in the recording, and on what pitch. */
export type GuideSinging = {
  readonly frameCount: number;
  readonly placeAt: (frame: number) => number;
  /** Hz where the recording is voiced. */
  readonly pitchAt: (frame: number) => number;
};

/** Renders 16 kHz speech with the built-in converter on another time and pitch. */
export async function singAsGuide(samples: Float32Array, singing: GuideSinging): Promise<Float32Array> {
  const { f0Hz } = await analyseSamples(samples);
  const { frameCount } = singing;
  const sourceFrame = Float64Array.from({ length: frameCount }, (_, frame) =>
    Math.min(f0Hz.length - 1, Math.max(0, singing.placeAt(frame))),
  );
  const sungHz = Float64Array.from(sourceFrame, (place, frame) =>
    (f0Hz[Math.round(place)] ?? 0) > 0 ? singing.pitchAt(frame) : 0,
  );
  return openResynth(sourceOf(samples, 16_000), f0Hz).render({
    performance: () =>
      identityPerformance(sungHz, { frameCount, sourceFrame, gain: new Float32Array(frameCount).fill(1) }),
  });
}

const phoneSchema = z.tuple([z.string(), z.number(), z.number()]);

/** Sounds of the synthetic speech in fixtures/flite, whose times are known: [name, start s, end s]. */
export const flitePhones = z
  .record(z.string(), z.array(phoneSchema))
  .parse(JSON.parse(readFileSync('tests/fixtures/flite/phones.json', 'utf8')));

const vowels = new Set('aa ae ah ao aw ax ay eh er ey ih iy ow oy uh uw'.split(' '));

/**
 * How a flite voice sings its sentences: every vowel longer by the factor and on the next note of the tune, with a little
 * vibrato; consonants as spoken.
 */
export function fliteSinging(voice: string, vowelFactor: number, tune: readonly number[]): GuideSinging & SungPhones {
  const places: number[] = [];
  const notes: number[] = [];
  const starts: number[] = [];
  let note = 0;
  for (const [name, startSec, endSec] of flitePhones[voice] ?? []) {
    const isVowel = vowels.has(name);
    if (isVowel) note++;
    starts.push(places.length);
    const from = Math.max(startSec / frameSec, places.at(-1) ?? 0);
    const length = Math.max(1, Math.round((endSec / frameSec - from) * (isVowel ? vowelFactor : 1)));
    for (let i = 0; i < length; i++) {
      places.push(from + ((endSec / frameSec - from) * i) / length);
      notes.push(tune[Math.max(0, note - 1) % tune.length] ?? 60);
    }
  }
  return {
    frameCount: places.length,
    placeAt: (frame) => places[frame] ?? Number.NaN,
    pitchAt: (frame) => midiToHz((notes[frame] ?? 60) + 0.3 * Math.sin(frame / 6)),
    phoneStarts: starts,
  };
}

/** Frames of the guide at which its sounds begin, in the order of flitePhones. */
type SungPhones = { readonly phoneStarts: readonly number[] };
