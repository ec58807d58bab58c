import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readNpy } from '../../../tests/suites/npy.ts';
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
    const { midi } = snap(fixture('flite_rms_16k.f0'), allowed, {
      retuneMs,
      humanise: 0,
      flexCents: 0,
      shortestNoteMs: 0,
    });
    expect(midi).toHaveLength(wanted.length);
    midi.forEach((value, frame) => {
      if (wanted[frame] === 0) expect(value, `frame ${String(frame)} is unvoiced`).toBeNaN();
      else expect(Math.abs(100 * (value - (69 + 12 * Math.log2(wanted[frame] / 440))))).toBeLessThan(0.1);
    });
  });

  const pitch = (midi: number, frames: number): number[] => Array<number>(frames).fill(440 * 2 ** ((midi - 69) / 12));
  const cMajor = allowedNotes('C major', { root: 0, scale: 'major' }, 'scale');

  it('stays on its note until another is 0.3 semitones nearer', () => {
    const f0Hz = Float64Array.from([...pitch(60, 40), ...pitch(61.1, 40), ...pitch(61.2, 40)]);
    const { note } = snap(f0Hz, cMajor, { retuneMs: 0, humanise: 0, flexCents: 0, shortestNoteMs: 0 });
    expect(note[70]).toBe(60);
    expect(note[110]).toBe(62);
  });

  it('gives a note that is too short to the neighbour nearer in pitch', () => {
    const f0Hz = Float64Array.from([...pitch(60, 40), ...pitch(62.1, 12), ...pitch(64, 40)]);
    const notesOf = (shortestNoteMs: number): Set<number> =>
      new Set(snap(f0Hz, cMajor, { retuneMs: 0, humanise: 0, flexCents: 0, shortestNoteMs }).note);
    expect(notesOf(0)).toEqual(new Set([60, 62, 64]));
    expect(notesOf(80)).toEqual(new Set([60, 64]));
  });

  it('leaves alone what is further from its note than flex', () => {
    const f0Hz = Float64Array.from([...pitch(60.2, 40), 0, ...pitch(60.4, 40)]);
    const { midi } = snap(f0Hz, cMajor, { retuneMs: 0, humanise: 0, flexCents: 30, shortestNoteMs: 0 });
    expect(midi[20]).toBeCloseTo(60, 9);
    expect(midi[60]).toBeCloseTo(60.4, 9);
  });

  it('approaches its note with the retune time, and more slowly on a held note when humanised', () => {
    const f0Hz = Float64Array.from([...pitch(60, 100), ...pitch(60.4, 100)]);
    const distanceAfter = (humanise: number): number => {
      const { midi } = snap(f0Hz, cMajor, { retuneMs: 50, humanise, flexCents: 0, shortestNoteMs: 0 });
      return (midi[110] ?? 0) - 60;
    };
    // 11 frames of 5 ms with a time constant of 50 ms.
    expect(distanceAfter(0)).toBeCloseTo(0.4 * Math.exp(-55 / 50), 6);
    expect(distanceAfter(1)).toBeGreaterThan(0.3);
  });
});
