import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { coarsePitch } from '../../../src/engine/rvc/pipeline/coarsePitch.ts';
import { sixteenBits } from '../../../src/engine/rvc/pipeline/finalScale.ts';
import { highPass } from '../../../src/engine/rvc/pipeline/highPass.ts';
import { mixLoudness, rmsCurve } from '../../../src/engine/rvc/pipeline/loudnessMix.ts';
import { protectConsonants } from '../../../src/engine/rvc/pipeline/protect.ts';
import { doubled } from '../../../src/engine/rvc/pipeline/segment.ts';
import { HarmonicSource } from '../../../src/engine/rvc/synthesizer/harmonicSource.ts';
import { splitPoints } from '../../../src/engine/rvc/pipeline/splitPoints.ts';
import { fillUnvoiced } from '../../../src/engine/rvc/pipeline/unvoicedPitch.ts';
import { readNpy, type NpyArray } from '../npy.ts';
import { Checks } from './checks.ts';
import { largestDifference, relativeDifference } from './compare.ts';
import { readJson } from './goldenFolder.ts';
import { bandsFirst, melOf } from './pitchCases.ts';
import type { GoldenCase } from './types.ts';

/** Single steps: float64 results agree to this part of their size, whole numbers exactly. */
const float64Limit = 1e-6;
const melLimit = 1e-4;
/** The recorded sine itself is that far from one whose phase is summed in float64, and a little is rounding. */
const sineLimit = 2e-6;

const splitSchema = z.object({
  x_query: z.number(),
  x_center: z.number(),
  x_max: z.number(),
  rule: z.enum(['abs_inside', 'abs_outside']),
  points: z.array(z.number()),
});
const vectorsSchema = z.object({
  split: z.array(splitSchema).optional(),
  all_unvoiced: z.object({ coarse: z.array(z.number()), f0: z.array(z.number()) }).optional(),
});
type Vectors = z.infer<typeof vectorsSchema>;

/** The vectors of a folder: one case per step whose arrays are there. */
export function vectorCases(folder: string): GoldenCase[] {
  const vectors = path.join(folder, 'vectors');
  if (!existsSync(vectors)) return [];
  const description = path.join(vectors, 'vectors.json');
  const values = existsSync(description) ? readJson(description, vectorsSchema) : {};
  const arrays = new Arrays(vectors);
  return Object.entries(steps)
    .filter(([, { needs }]) => needs.every((pattern) => arrays.matching(pattern).length > 0))
    .map(([name, { check }]) => ({
      name: `vectors/${name}`,
      run: async () => {
        const checks = new Checks();
        await check(arrays, checks, values);
        return checks.verdict();
      },
    }));
}

/** Arrays by name, and by a pattern with one hole. */
class Arrays {
  readonly #folder: string;
  readonly #names: readonly string[];

  constructor(folder: string) {
    this.#folder = folder;
    this.#names = readdirSync(folder)
      .filter((file) => file.endsWith('.npy'))
      .map((file) => file.slice(0, -4))
      .sort();
  }

  matching(pattern: RegExp): { readonly name: string; readonly hole: string; readonly array: NpyArray }[] {
    return this.#names.flatMap((name) => {
      const match = pattern.exec(name);
      return match ? [{ name, hole: match[1] ?? '', array: readNpy(path.join(this.#folder, `${name}.npy`)) }] : [];
    });
  }

  one(name: string): NpyArray {
    return readNpy(path.join(this.#folder, `${name}.npy`));
  }

  ifThere(name: string): NpyArray | null {
    return this.#names.includes(name) ? this.one(name) : null;
  }
}

type Step = {
  readonly needs: readonly RegExp[];
  check(arrays: Arrays, checks: Checks, values: Vectors): void | Promise<void>;
};

const steps = {
  filter: {
    needs: [/^filter_in$/, /^filter_out$/],
    check: (arrays, checks) => {
      const filtered = highPass(arrays.one('filter_in').data);
      checks.atMost('relative', relativeDifference(filtered, arrays.one('filter_out').data), float64Limit);
    },
  },
  split: { needs: [/^split_audio_int16$/], check: checkSplit },
  pitch: { needs: [/^f0_input$/, /^f0_key(.+)_(?:f0|coarse)(?:_nofill)?$/], check: checkPitch },
  protect: { needs: [/^protect_feats$/, /^protect_feats0$/, /^protect_pitchf$/], check: checkProtect },
  loudness: { needs: [/^rms_source_16k$/, /^rms_target_(\d+)k$/], check: checkLoudness },
  mel: {
    needs: [/^mel_in$/, /^mel_out$/],
    check: async (arrays, checks) => {
      const mel = bandsFirst(await melOf(Float32Array.from(arrays.one('mel_in').data)));
      checks.atMost('mel', largestDifference(mel, arrays.one('mel_out').data), melLimit);
    },
  },
  sine: { needs: [/^sine_f0$/, /^sine_(\d+)k_out$/], check: checkSine },
  final: {
    needs: [/^final(.*)_in$/],
    check: (arrays, checks) => {
      for (const { hole, array } of arrays.matching(/^final(.*)_in$/)) {
        const wanted = arrays.ifThere(`final${hole}_int16`);
        if (!wanted) continue;
        const got = sixteenBits(Float32Array.from(array.data));
        checks.equal(`final${hole} wrong`, differing(got, wanted.data), 0);
      }
    },
  },
} as const satisfies Record<string, Step>;

function checkSplit(arrays: Arrays, checks: Checks, { split = [] }: Vectors): void {
  const filtered = highPass(arrays.one('split_audio_int16').data.map((value) => value / 32_768));
  for (const { x_query, x_center, x_max, rule, points } of split) {
    const found = splitPoints(
      filtered,
      { querySec: x_query, centreSec: x_center, longestSec: x_max },
      rule === 'abs_inside' ? 'sum-of-magnitudes' : 'magnitude-of-sum',
    );
    checks.equal(`${rule} ${String(x_center)} s`, found.join(' ') || 'none', points.join(' ') || 'none');
  }
}

function checkPitch(arrays: Arrays, checks: Checks, { all_unvoiced: unvoiced }: Vectors): void {
  const raw = Float64Array.from(arrays.one('f0_input').data);
  for (const isFilled of [true, false]) {
    const f0Hz = isFilled ? fillUnvoiced(raw) : raw;
    const suffix = isFilled ? '' : '_nofill';
    for (const { hole, array } of arrays.matching(new RegExp(`^f0_key([-0-9.]+)_f0${suffix}$`))) {
      const moved = f0Hz.map((hz) => hz * 2 ** (Number(hole) / 12));
      checks.atMost(`key ${hole}${suffix}`, relativeDifference(moved, array.data), float64Limit);
      const classes = arrays.ifThere(`f0_key${hole}_coarse${suffix}`);
      if (classes) checks.equal('classes wrong', differing(coarsePitch(moved), classes.data), 0);
    }
  }
  if (!unvoiced) return;
  const silence = fillUnvoiced(new Float64Array(unvoiced.f0.length));
  checks.equal('all unvoiced wrong', differing(silence, Float64Array.from(unvoiced.f0)), 0);
  checks.equal('classes wrong', differing(coarsePitch(silence), Float64Array.from(unvoiced.coarse)), 0);
}

function checkProtect(arrays: Arrays, checks: Checks): void {
  const f0Hz = Float64Array.from(arrays.one('protect_pitchf').data);
  const upsampled = (name: string) => {
    const { data, shape } = arrays.one(name);
    return doubled({ values: Float32Array.from(data), width: shape.at(-1) ?? 1 }, f0Hz.length).values;
  };
  for (const { hole, array } of arrays.matching(/^protect_out_([\d.]+)$/)) {
    const features = upsampled('protect_feats');
    protectConsonants(features, upsampled('protect_feats0'), f0Hz, Number(hole));
    checks.atMost(hole, relativeDifference(features, array.data), float64Limit);
  }
}

function checkLoudness(arrays: Arrays, checks: Checks): void {
  const source = { samples: arrays.one('rms_source_16k').data, sampleRate: 16_000 };
  const [target] = arrays.matching(/^rms_target_(\d+)k$/);
  if (!target) return;
  for (const { array } of arrays.matching(/^rms_curve_source$/)) {
    checks.atMost('curve', relativeDifference(rmsCurve(source), array.data), float64Limit);
  }
  for (const { hole, array } of arrays.matching(/^rms_out_([\d.]+)$/)) {
    const output = { samples: target.array.data, sampleRate: Number(target.hole) * 1000 };
    checks.atMost(hole, relativeDifference(mixLoudness(source, output, Number(hole)), array.data), float64Limit);
  }
}

/** The harmonic source alone: one component of weight 1, taken out of the tanh that every source goes through. */
function checkSine(arrays: Arrays, checks: Checks): void {
  const f0Hz = arrays.one('sine_f0').data;
  for (const { hole, array } of arrays.matching(/^sine_(\d+)k_out$/)) {
    const sampleRate = Number(hole) * 1000;
    const source = new HarmonicSource({ f0Hz, sampleRate, mix: { weights: [1], bias: 0 }, noise: null });
    const sine = source.read(0, array.data.length).map(Math.atanh);
    checks.atMost(`${hole} kHz`, largestDifference(sine, array.data), sineLimit);
  }
}

/** How many values are not the same; all of them where the lengths differ. */
function differing(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (got.length !== wanted.length) return Math.max(got.length, wanted.length);
  return Array.from(got).filter((value, i) => value !== wanted[i]).length;
}
