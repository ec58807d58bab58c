import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readNpy } from '../../../tests/suites/npy.ts';
import { pitchClassesOf } from '../../contract/music.ts';
import { allowedNotes } from './scale.ts';
import { snap } from './snap.ts';

const fixture = (name: string): Float64Array =>
  Float64Array.from(readNpy(fileURLToPath(new URL(`../../../tests/fixtures/dsp/${name}.npy`, import.meta.url))).data);
const gSharpMinor = { root: 8, scale: 'minor' } as const;
const allowed = allowedNotes('G# minor', gSharpMinor, 'scale');

describe('snap', () => {
  it.each([
    ['snap0', 0],
    ['snap20', 20],
  ])('gives the reference pitch of %s within 0.1 cent', (name, retuneMs) => {
    const wanted = fixture(name);
    const { midi } = snap(fixture('flite_rms_16k.f0'), allowed, { retuneMs, humanise: 0, flexCents: 0 });
    expect(midi).toHaveLength(wanted.length);
    midi.forEach((value, frame) => {
      if (wanted[frame] === 0) expect(value, `frame ${String(frame)} is unvoiced`).toBeNaN();
      else expect(Math.abs(100 * (value - (69 + 12 * Math.log2(wanted[frame] / 440))))).toBeLessThan(0.1);
    });
  });
  it('x', () => {
    console.log(pitchClassesOf(gSharpMinor), fixture('snap0').slice(100, 120));
  });
});
