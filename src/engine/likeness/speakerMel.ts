const sampleRate = 16_000;
const windowSamples = 400;
const hopSamples = 160;
const binCount = windowSamples / 2 + 1;
export const melBandCount = 40;
const topHz = 8000;

/**
 * The mel spectrogram the speaker encoder was trained on (GE2E, Wan et al. 2018): window and transform of 400 samples, hop
 * 160, periodic Hann, centred with zero padding, power, 40 Slaney mel bands of equal area up to 8 kHz, no logarithm.
 *
 * @param samples mono at 16 kHz
 * @returns [1 + floor(samples / 160), 40] row-major
 */
export function speakerMel(samples: Float32Array): Float32Array {
  const frameCount = 1 + Math.floor(samples.length / hopSamples);
  const mel = new Float32Array(frameCount * melBandCount);
  const bands = slaneyBands();
  const power = powerSpectrum();
  const frame = new Float64Array(windowSamples);
  for (let index = 0; index < frameCount; index++) {
    const start = index * hopSamples - windowSamples / 2;
    for (let i = 0; i < windowSamples; i++) frame[i] = samples[start + i] ?? 0;
    const spectrum = power(frame);
    for (let band = 0; band < melBandCount; band++) {
      let sum = 0;
      for (let bin = 0; bin < binCount; bin++) sum += bands[band * binCount + bin] * spectrum[bin];
      mel[index * melBandCount + band] = sum;
    }
  }
  return mel;
}

/** Windowed power spectrum of 400 samples. A plain sum: 400 is no power of two, and this runs in reports only. */
function powerSpectrum(): (frame: Float64Array) => Float64Array {
  const cosines = Float64Array.from({ length: windowSamples }, (_, i) => Math.cos((2 * Math.PI * i) / windowSamples));
  const sines = Float64Array.from({ length: windowSamples }, (_, i) => Math.sin((2 * Math.PI * i) / windowSamples));
  const spectrum = new Float64Array(binCount);
  return (frame) => {
    for (let i = 0; i < windowSamples; i++) frame[i] *= 0.5 - 0.5 * cosines[i];
    for (let bin = 0; bin < binCount; bin++) {
      let re = 0;
      let im = 0;
      let turn = 0;
      for (let i = 0; i < windowSamples; i++) {
        re += frame[i] * cosines[turn];
        im += frame[i] * sines[turn];
        turn += bin;
        if (turn >= windowSamples) turn -= windowSamples;
      }
      spectrum[bin] = re * re + im * im;
    }
    return spectrum;
  };
}

/** Triangles equally spaced on Slaney's mel scale, each with area 1 (2 / its width in Hz): [40 × 201]. */
function slaneyBands(): Float64Array {
  const bands = new Float64Array(melBandCount * binCount);
  const edgesHz = Array.from({ length: melBandCount + 2 }, (_, i) =>
    slaneyHz((i * slaneyMel(topHz)) / (melBandCount + 1)),
  );
  for (let band = 0; band < melBandCount; band++) {
    const [low, centre, high] = edgesHz.slice(band, band + 3);
    for (let bin = 0; bin < binCount; bin++) {
      const hz = (bin * sampleRate) / windowSamples;
      const slope = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre));
      bands[band * binCount + bin] = (Math.max(0, slope) * 2) / (high - low);
    }
  }
  return bands;
}

/** Slaney's scale: linear, 200/3 Hz a step, up to 1 kHz (15), then 27 steps for each factor 6.4. */
const linearHz = 200 / 3;
const bendHz = 1000;
const bendMel = bendHz / linearHz;
const logStep = Math.log(6.4) / 27;

function slaneyMel(hz: number): number {
  return hz < bendHz ? hz / linearHz : bendMel + Math.log(hz / bendHz) / logStep;
}

function slaneyHz(mel: number): number {
  return mel < bendMel ? mel * linearHz : bendHz * Math.exp(logStep * (mel - bendMel));
}
