import type { PresetId } from '../../contract/ids.ts';
import type { Preset } from '../../contract/presets.ts';

/** A person's own preset as it is kept; those that ship live in the engine's styles. */
export type StoredPreset = {
  readonly id: PresetId;
  readonly name: string;
  readonly settings: Preset['settings'];
};

/** Synchronous, like every repository. */
export type PresetRepository = {
  list(): StoredPreset[];
  /** Replaces them all in one step. @throws AppError DATABASE_READ_ONLY, DISK_FULL */
  save(presets: readonly StoredPreset[]): void;
};
