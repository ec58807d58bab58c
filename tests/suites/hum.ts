import { midiToHz } from '../../src/contract/music.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import type { Guide } from '../../src/engine/perform/melody/types.ts';

const [noteFrames, gapFrames, leadFrames] = [160, 20, 20];

/** Somebody humming notes of 0.8 s with vibrato, a tenth of a second apart. */
export function humOf(midis: readonly number[], vibratoCents: number): Guide {
  const period = noteFrames + gapFrames;
  const f0Hz = Float64Array.from({ length: leadFrames + midis.length * period }, (_, frame) => {
    const at = frame - leadFrames;
    const midi = midis[Math.floor(at / period)];
    if (at < 0 || midi === undefined || at % period >= noteFrames) return 0;
    return midiToHz(midi + (vibratoCents / 100) * Math.sin((2 * Math.PI * 5.5 * frame) / 200));
  });
  const frameCount = f0Hz.length;
  const analysis: Analysis = {
    sampleRate: 16_000,
    sampleCount: (frameCount - 1) * 80,
    frameCount,
    f0Hz,
    confidence: Float32Array.from(f0Hz, (hz) => (hz > 0 ? 0.97 : 0.02)),
    levelDb: Float32Array.from(f0Hz, (hz) => (hz > 0 ? -20 : -70)),
    syllables: [],
    phrases: [],
    key: null,
    medianMidi: [...midis].sort((a, b) => a - b)[midis.length >> 1] ?? null,
    lowMidi: Math.min(...midis),
    highMidi: Math.max(...midis),
  };
  const tracks = {
    cepstra: new Float32Array(frameCount * 12),
    vowelBandDb: new Float32Array(frameCount),
    spectralChange: new Float32Array(frameCount),
  };
  return { name: 'hum.wav', analysis, tracks };
}
