import type { ByteSource, ByteTools } from '../bytes/types.ts';
import type { ModelReference, RunModel } from '../models/types.ts';
import type { PreparedNetwork } from './types.ts';

/** How the networks of a base model are made from its published file, and proved. */
export type BaseModelBuilder = {
  /** As in models/manifest.json. */
  readonly id: string;
  /** Raise it with any change to the networks: those on people's disks are then made again from the file that was kept. */
  readonly version: string;
  /**
   * Weights are read when the networks are written; the source stays open until then.
   * @param headCount attention heads, where they are not as wide as usual
   * @throws AppError BASE_MODEL_WRONG_FILE, VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED
   */
  prepare(source: ByteSource, tools: ByteTools, headCount?: number): readonly PreparedNetwork[];
  /** Runs a network that was written at two lengths. @throws Error where it gives anything but numbers of the right shape */
  prove(network: PreparedNetwork, model: ModelReference, runModel: RunModel): Promise<void>;
};

/** @throws Error unless every value is a number of the range, and as many as the dimensions say */
export function assertNumbers(
  name: string,
  values: ArrayLike<number> & Iterable<number>,
  count: number,
  [lowest, highest]: readonly [number, number] = [-1e6, 1e6],
): void {
  if (values.length !== count) throw new Error(`${name}: ${String(values.length)} values instead of ${String(count)}`);
  for (const value of values) {
    if (!(value >= lowest && value <= highest)) throw new Error(`${name}: ${String(value)}`);
  }
}
