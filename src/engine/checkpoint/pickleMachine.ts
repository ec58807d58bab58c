import type { Allowance } from '../bytes/allowance.ts';
import type { ByteCursor } from '../bytes/byteCursor.ts';
import { damagedFile } from '../bytes/refusals.ts';
import type { AppError } from '../../contract/errors.ts';
import { checkpointLimits, valueCost } from './limits.ts';
import type { CheckpointKey, CheckpointList, CheckpointValue, InertObject } from './types.ts';

/** What a pickle may refer to: names that were agreed on, and data beside the pickle. Nothing is ever imported. */
export type PickleHost = {
  readonly file: string;
  readonly allowance: Allowance;
  /** @throws AppError VOICE_FILE_UNSAFE for a name that is not on the list */
  readonly findGlobal: (module: string, name: string) => InertObject;
  /** The call of one of these names, made by our own code. @throws AppError VOICE_FILE_UNSAFE */
  readonly call: (called: CheckpointValue, parameters: CheckpointList) => CheckpointValue;
  readonly findPersistent: (id: CheckpointValue) => CheckpointValue;
};

/**
 * The stack, marks and memo of one pickle, with the bound on what they hold. It has no recursion, and no step that costs
 * more than the bytes it reads or the values it pops.
 */
export class PickleMachine {
  readonly cursor: ByteCursor;
  readonly host: PickleHost;
  readonly #stack: CheckpointList = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, CheckpointValue>();
  #numberKeyCount = 0;

  constructor(cursor: ByteCursor, host: PickleHost) {
    this.cursor = cursor;
    this.host = host;
  }

  get memoSize(): number {
    return this.#memo.size;
  }

  /** Counts memory for a value. @throws AllowanceExceeded */
  hold(bytes: number): void {
    this.host.allowance.take(bytes);
  }

  push(value: CheckpointValue): void {
    this.hold(valueCost.slot);
    this.#stack.push(value);
  }

  pop(): CheckpointValue {
    const value = this.#stack.length > (this.#marks.at(-1) ?? 0) ? this.#stack.pop() : undefined;
    if (value === undefined) throw this.broken('stack');
    return value;
  }

  top(): CheckpointValue {
    const value = this.#stack.at(-1);
    if (value === undefined) throw this.broken('stack');
    return value;
  }

  popList(): CheckpointList {
    const list = this.pop();
    if (!Array.isArray(list)) throw this.broken('list');
    return list;
  }

  popText(): string {
    const text = this.pop();
    if (typeof text !== 'string') throw this.broken('text');
    return text;
  }

  mark(): void {
    if (this.#marks.length >= checkpointLimits.openMarks) throw damagedFile(this.host.file, 'too-deep', 'pickle');
    this.#marks.push(this.#stack.length);
  }

  /** The values above the last mark. */
  popMarked(): CheckpointList {
    const start = this.#marks.pop();
    if (start === undefined) throw this.broken('mark');
    return this.#stack.splice(start);
  }

  /** @param index writers count from 0 */
  remember(index: number): void {
    if (index >= checkpointLimits.pickleBytes) throw this.broken('memo');
    this.hold(valueCost.mapEntry);
    this.#memo.set(index, this.top());
  }

  /** A value as the key of a dictionary. */
  keyOf(value: CheckpointValue): CheckpointKey {
    if (typeof value === 'number' && ++this.#numberKeyCount > checkpointLimits.numberKeys) {
      throw damagedFile(this.host.file, 'too-large', 'pickle: keys');
    }
    if (value === null || (typeof value !== 'object' && typeof value !== 'bigint')) return value;
    throw this.broken('key');
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.broken('memo');
    this.push(value);
  }

  broken(item: string): AppError {
    return damagedFile(this.host.file, 'bad-structure', `pickle: ${item}`);
  }
}
