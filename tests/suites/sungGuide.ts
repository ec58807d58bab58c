import { readFileSync } from 'node:fs';
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

/** A phone and its end in the recording, seconds. */
export type Phone = { readonly name: string; readonly endSec: number };

/** Phones as flite tells them: `dh:0.241 ax:0.270 …`. */
export function readPhones(path: string): Phone[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', end = ''] = word.split(':');
      return { name, endSec: Number(end) };
    });
}

export const frameOf = (sec: number): number => Math.round(sec / frameSec);
