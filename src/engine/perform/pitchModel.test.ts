import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readNpy } from '../../../tests/suites/npy.ts';
import { glideBetweenNotes, vibratoCents } from './pitchModel.ts';

const folder = fileURLToPath(new URL('../../../tests/fixtures/dsp/', import.meta.url));
type Case = {
  name: string;
  notes: [number, number, number][];
  cents: string;
  n: number;
  lead: number;
  porta_ms: number;
  rate: number;
  delay: number;
  rise: number;
  release: number;
  jit: number[];
  zeta: number;
  depth: number;
};
const manifest = JSON.parse(readFileSync(`${folder}MANIFEST.json`, 'utf8')) as { f0_author: { cases: Case[] } };

describe('the pitch model', () => {
  it.each(manifest.f0_author.cases)('follows the reference "$name" within 0.1 cent', (wanted) => {
    const notes = wanted.notes.map(([startSec, lengthSec, midi]) => ({
      startSec,
      endSec: startSec + lengthSec,
      midi,
    }));
    const midi = glideBetweenNotes(
      notes,
      wanted.n,
      { portamentoMs: wanted.porta_ms, damping: wanted.zeta },
      wanted.lead,
    );
    const { data } = readNpy(folder + wanted.cents);
    midi.forEach((value, frame) => {
      const timeSec = 0.005 * frame - wanted.lead;
      const vibrato = notes.reduce(
        (sum, note, index) =>
          sum +
          vibratoCents(note, timeSec, {
            depthCents: wanted.depth,
            rateHz: wanted.rate * (wanted.jit[index] ?? 1),
            delaySec: wanted.delay,
            riseSec: wanted.rise,
            releaseSec: wanted.release,
          }),
        0,
      );
      expect(Math.abs(100 * value + vibrato - (data[frame] ?? NaN)), `frame ${String(frame)}`).toBeLessThan(0.1);
    });
  });

  it('steps at once where there is no portamento', () => {
    const notes = [
      { startSec: 0, endSec: 0.1, midi: 60 },
      { startSec: 0.1, endSec: 0.2, midi: 67 },
    ];
    expect([...glideBetweenNotes(notes, 40, { portamentoMs: 0, damping: 0.75 })]).toEqual([
      ...Array<number>(20).fill(60),
      ...Array<number>(20).fill(67),
    ]);
  });
});
