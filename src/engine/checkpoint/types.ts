import type { StoredTensor } from '../weights/storedTensor.ts';

/**
 * What a PyTorch file holds, as plain data. Dictionaries are Maps, so that a key such as `__proto__` is only a key. Values
 * may be shared, and may hold themselves: never walk them without a bound.
 */
export type CheckpointValue =
  null | boolean | number | bigint | string | CheckpointList | CheckpointMap | StoredTensor | InertObject;

/** A list or a tuple. */
export type CheckpointList = CheckpointValue[];
export type CheckpointMap = Map<CheckpointKey, CheckpointValue>;
export type CheckpointKey = string | number | boolean | null;

export type Checkpoint = {
  readonly root: CheckpointValue;
  readonly layout: 'zip' | 'legacy';
  /** Class names of the objects without content that were met, of those that were agreed on. */
  readonly placeholders: ReadonlySet<string>;
};

/** An object of a class, or a class or function itself, that is known by its name only. Nothing of it exists here. */
export class InertObject {
  readonly className: string;

  constructor(className: string) {
    this.className = className;
  }
}

export function isMap(value: CheckpointValue | undefined): value is CheckpointMap {
  return value instanceof Map;
}
