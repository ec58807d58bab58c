import { describe, expect, it } from 'vitest';
import { runModel } from '../../../../tests/suites/runModel.ts';
import { midiToHz } from '../../../contract/music.ts';
import { networkPitch } from '../../pitch/swiftF0.ts';
import { fillGaussian } from '../../vocoder/noise.ts';
import { heardRange, probeRate, scaleFrames, scaleMidi } from './probeRange.ts';

const samplesPerFrame = probeRate / 100;
const framesPerNote = scaleFrames / scaleMidi.length;

/** The scale as a singer with twelve harmonics sings it. @param pitchOf what comes out for a note, null: only breath */
function sung(pitchOf: (midi: number) => { midi: number; gain: number } | null): Float32Array {
  const noise = new Float64Array(scaleFrames * samplesPerFrame);
  fillGaussian(1, noise.length, noise);
  return Float32Array.from(noise, (breath, i) => {
    const note = pitchOf(scaleMidi[Math.floor(i / (samplesPerFrame * framesPerNote))]);
    if (!note) return 0.01 * breath;
    const hz = midiToHz(note.midi);
    let sum = 0;
    for (let harmonic = 1; harmonic <= 12 && harmonic * hz < probeRate / 2; harmonic++) {
      sum += Math.sin((2 * Math.PI * harmonic * hz * i) / probeRate) / harmonic;
    }
    return note.gain * 0.3 * sum + 0.001 * breath;
  });
}

const heard = (sound: Float32Array): ReturnType<typeof heardRange> =>
  heardRange(sound, (signal) => networkPitch(signal, runModel, () => undefined));

describe('the range that is heard in a scale', () => {
  it('is that of the notes that came out as they were asked for', async () => {
    const range = await heard(sung((midi) => (midi >= 45 && midi <= 69 ? { midi, gain: 1 } : null)));
    expect(range).toEqual([45, 69]);
  });

  it('ends where the pitch goes another way or the voice grows faint', async () => {
    const range = await heard(sung((midi) => ({ midi: midi > 66 ? midi - 12 : midi, gain: midi < 51 ? 0.03 : 1 })));
    expect(range).toEqual([51, 66]);
  });

  it('is not known where nothing is clear', async () => {
    expect(await heard(sung(() => null))).toBeNull();
    expect(await heard(new Float32Array(scaleFrames * samplesPerFrame))).toBeNull();
  });
});
