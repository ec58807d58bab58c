import { damagedFile, unsupportedFile } from '../bytes/refusals.ts';
import type { CheckpointValue } from '../checkpoint/types.ts';
import { plainText } from './rvcInfo.ts';
import type { RvcSizes } from './types.ts';

/** Frames of the content features per second. */
const FRAMES_PER_SECOND = 100;
const CONFIG_LENGTH = 18;
/** Far above every voice, and small enough that a size multiplied by another stays exact. */
const LIMITS = { channels: 8192, layers: 64, heads: 64, kernel: 63, dilation: 64, stages: 8, rate: 64 } as const;
const SAMPLE_RATES = { lowest: 8000, highest: 192_000 } as const;

/**
 * The list `config` of a voice, in which position decides. Positions 0 and 1 are of training, 8 is dropout, 15, the number of
 * speakers, is not reliable.
 *
 * @throws AppError VOICE_FILE_DAMAGED, VOICE_UNSUPPORTED
 */
export function readConfig(file: string, config: CheckpointValue | undefined): RvcSizes {
  if (!Array.isArray(config) || config.length < CONFIG_LENGTH) throw damagedFile(file, 'missing-config', 'config');
  const { whole, list } = configReader(file);
  const resblock = plainText(config[9]);
  if (resblock !== '1') throw unsupportedFile(file, 'vocoder', `resblock ${resblock}`);
  const sizes = {
    interChannels: whole('inter_channels', config[2], LIMITS.channels),
    hiddenChannels: whole('hidden_channels', config[3], LIMITS.channels),
    filterChannels: whole('filter_channels', config[4], LIMITS.channels),
    headCount: whole('n_heads', config[5], LIMITS.heads),
    layerCount: whole('n_layers', config[6], LIMITS.layers),
    kernelSize: whole('kernel_size', config[7], LIMITS.kernel),
    resblockKernels: list('resblock_kernel_sizes', config[10], LIMITS.kernel),
    resblockDilations: dilations(file, config[11]),
    upsampleRates: list('upsample_rates', config[12], LIMITS.rate),
    upsampleInitialChannels: whole('upsample_initial_channel', config[13], LIMITS.channels),
    upsampleKernels: list('upsample_kernel_sizes', config[14], LIMITS.kernel),
    ginChannels: whole('gin_channels', config[16], LIMITS.channels),
    sampleRate: whole('sampling_rate', config[17], SAMPLE_RATES.highest),
  };
  refuseMisfit(file, sizes);
  return sizes;
}

type ConfigReader = {
  readonly whole: (name: string, value: CheckpointValue | undefined, highest: number) => number;
  readonly list: (name: string, value: CheckpointValue | undefined, highest: number) => number[];
};

function configReader(file: string): ConfigReader {
  const whole: ConfigReader['whole'] = (name, value, highest) => {
    const isInRange = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= highest;
    if (!isInRange) throw damagedFile(file, 'shape', name);
    return value;
  };
  const list: ConfigReader['list'] = (name, values, highest) => {
    const isList = Array.isArray(values) && values.length >= 1 && values.length <= LIMITS.stages;
    if (!isList) throw damagedFile(file, 'shape', name);
    return values.map((value) => whole(name, value, highest));
  };
  return { whole, list };
}

function dilations(file: string, values: CheckpointValue | undefined): number[][] {
  const name = 'resblock_dilation_sizes';
  const isList = Array.isArray(values) && values.length <= LIMITS.stages;
  if (!isList) throw damagedFile(file, 'shape', name);
  return values.map((value) => configReader(file).list(name, value, LIMITS.dilation));
}

function refuseMisfit(file: string, sizes: RvcSizes): void {
  const { upsampleRates, upsampleKernels, resblockKernels } = sizes;
  const samplesPerFrame = upsampleRates.reduce((product, rate) => product * rate, 1);
  const fits: Readonly<Record<string, boolean>> = {
    sampling_rate: sizes.sampleRate >= SAMPLE_RATES.lowest,
    upsample_rates: samplesPerFrame * FRAMES_PER_SECOND === sizes.sampleRate,
    upsample_kernel_sizes:
      upsampleKernels.length === upsampleRates.length &&
      // Smaller kernels leave holes; an odd difference gives another length than the rates say.
      upsampleKernels.every((kernel, i) => kernel >= upsampleRates[i] && (kernel - upsampleRates[i]) % 2 === 0),
    upsample_initial_channel: sizes.upsampleInitialChannels % 2 ** upsampleRates.length === 0,
    resblock_kernel_sizes: resblockKernels.every((kernel) => kernel % 2 === 1),
    resblock_dilation_sizes: sizes.resblockDilations.length === resblockKernels.length,
    n_heads: sizes.hiddenChannels % sizes.headCount === 0,
    inter_channels: sizes.interChannels % 2 === 0,
  };
  const misfit = Object.entries(fits).find(([, isFitting]) => !isFitting);
  if (misfit !== undefined) throw damagedFile(file, 'shape', misfit[0]);
}
