import { damagedFile, unsafeFile } from '../bytes/refusals.ts';
import { latin1Text, textOf } from '../bytes/text.ts';
import { checkpointLimits, valueCost } from './limits.ts';
import type { PickleMachine } from './pickleMachine.ts';
import { InertObject, isMap, type CheckpointList, type CheckpointMap, type CheckpointValue } from './types.ts';
import { StoredTensor } from '../weights/storedTensor.ts';

/*
 * Steps of the pickle protocols 2 to 5 that data needs. The steps that make objects in other ways (INST, OBJ, NEWOBJ_EX,
 * EXT) are refused as unsafe, those of protocols 0 and 1, which PyTorch never wrote, as unknown.
 * https://github.com/python/cpython/blob/3.12/Lib/pickletools.py
 */
type Step = (machine: PickleMachine) => void;

const NEWEST_PROTOCOL = 5;

function text(machine: PickleMachine, byteCount: number, decode: (bytes: Uint8Array) => string): void {
  if (byteCount < 0 || byteCount > checkpointLimits.textBytes) {
    throw damagedFile(machine.host.file, 'too-large', 'pickle');
  }
  machine.hold(valueCost.object + 2 * byteCount);
  machine.push(decode(machine.cursor.bytes(byteCount)));
}

/** A whole number of any width, two's complement. */
function integer(machine: PickleMachine, byteCount: number): void {
  if (byteCount < 0 || byteCount > checkpointLimits.integerBytes) {
    throw damagedFile(machine.host.file, 'too-large', 'pickle');
  }
  let value = 0n;
  const bytes = machine.cursor.bytes(byteCount);
  for (let i = byteCount - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  const signed = BigInt.asIntN(8 * byteCount, value);
  const number = Number(signed);
  machine.push(Number.isSafeInteger(number) ? number : signed);
}

function newMap(machine: PickleMachine, pairs: CheckpointList): CheckpointMap {
  machine.hold(valueCost.map);
  const map: CheckpointMap = new Map();
  setItems(machine, map, pairs);
  return map;
}

/** @param pairs key, value, key, value … */
function setItems(machine: PickleMachine, target: CheckpointValue, pairs: CheckpointList): void {
  if (!isMap(target) || pairs.length % 2 !== 0) throw machine.broken('dictionary');
  machine.hold((valueCost.mapEntry * pairs.length) / 2);
  for (let i = 0; i < pairs.length; i += 2) target.set(machine.keyOf(pairs[i]), pairs[i + 1]);
}

function append(machine: PickleMachine, target: CheckpointValue, values: CheckpointList): void {
  if (!Array.isArray(target)) throw machine.broken('list');
  machine.hold(valueCost.slot * values.length);
  for (const value of values) target.push(value);
}

function list(machine: PickleMachine, values: CheckpointList): void {
  machine.hold(valueCost.list + valueCost.slot * values.length);
  machine.push(values);
}

/** The last count values as a tuple. */
function tuple(machine: PickleMachine, count: number): void {
  const values = Array.from({ length: count }, () => machine.pop());
  list(machine, values.reverse());
}

function globalByLines(machine: PickleMachine): [string, string] {
  const module = textOf(machine.cursor.line(checkpointLimits.nameBytes));
  return [module, textOf(machine.cursor.line(checkpointLimits.nameBytes))];
}

function call(machine: PickleMachine): void {
  const parameters = machine.popList();
  const called = machine.pop();
  machine.hold(valueCost.object);
  machine.push(machine.host.call(called, parameters));
}

/** The state of an object is dropped: what is kept of objects needs none. */
function build(machine: PickleMachine): void {
  machine.pop();
  const target = machine.top();
  if (!isMap(target) && !(target instanceof InertObject) && !(target instanceof StoredTensor)) {
    throw machine.broken('state');
  }
}

function protocol(machine: PickleMachine): void {
  if (machine.cursor.uint8() > NEWEST_PROTOCOL) throw machine.broken('protocol');
}

function frame(machine: PickleMachine): void {
  if (machine.cursor.uint64() > machine.cursor.remainingBytes) throw machine.broken('frame');
}

function refused(name: string): Step {
  return (machine) => {
    throw unsafeFile(machine.host.file, name);
  };
}

const stepsByCode: Readonly<Record<number, Step>> = {
  0x28: (machine) => machine.mark(),
  0x30: (machine) => void machine.pop(),
  0x31: (machine) => void machine.popMarked(),
  0x32: (machine) => machine.push(machine.top()),
  // constants and numbers
  0x4e: (machine) => machine.push(null),
  0x88: (machine) => machine.push(true),
  0x89: (machine) => machine.push(false),
  0x4a: (machine) => machine.push(machine.cursor.int32()),
  0x4b: (machine) => machine.push(machine.cursor.uint8()),
  0x4d: (machine) => machine.push(machine.cursor.uint16()),
  0x47: (machine) => machine.push(machine.cursor.float64()),
  0x8a: (machine) => integer(machine, machine.cursor.uint8()),
  0x8b: (machine) => integer(machine, machine.cursor.int32()),
  // texts; bytes are kept as text too
  0x58: (machine) => text(machine, machine.cursor.uint32(), textOf),
  0x8c: (machine) => text(machine, machine.cursor.uint8(), textOf),
  0x8d: (machine) => text(machine, machine.cursor.uint64(), textOf),
  0x54: (machine) => text(machine, machine.cursor.int32(), textOf),
  0x55: (machine) => text(machine, machine.cursor.uint8(), textOf),
  0x42: (machine) => text(machine, machine.cursor.uint32(), latin1Text),
  0x43: (machine) => text(machine, machine.cursor.uint8(), latin1Text),
  0x8e: (machine) => text(machine, machine.cursor.uint64(), latin1Text),
  // lists, tuples, sets (as lists), dictionaries
  0x5d: (machine) => list(machine, []),
  0x29: (machine) => list(machine, []),
  0x8f: (machine) => list(machine, []),
  0x6c: (machine) => list(machine, machine.popMarked()),
  0x74: (machine) => list(machine, machine.popMarked()),
  0x91: (machine) => list(machine, machine.popMarked()),
  0x85: (machine) => tuple(machine, 1),
  0x86: (machine) => tuple(machine, 2),
  0x87: (machine) => tuple(machine, 3),
  0x61: (machine) => {
    const value = machine.pop();
    append(machine, machine.top(), [value]);
  },
  0x65: (machine) => {
    const values = machine.popMarked();
    append(machine, machine.top(), values);
  },
  0x90: (machine) => {
    const values = machine.popMarked();
    append(machine, machine.top(), values);
  },
  0x7d: (machine) => machine.push(newMap(machine, [])),
  0x64: (machine) => machine.push(newMap(machine, machine.popMarked())),
  0x73: (machine) => {
    const value = machine.pop();
    const key = machine.pop();
    setItems(machine, machine.top(), [key, value]);
  },
  0x75: (machine) => {
    const pairs = machine.popMarked();
    setItems(machine, machine.top(), pairs);
  },
  // memo
  0x71: (machine) => machine.remember(machine.cursor.uint8()),
  0x72: (machine) => machine.remember(machine.cursor.uint32()),
  0x94: (machine) => machine.remember(machine.memoSize),
  0x68: (machine) => machine.recall(machine.cursor.uint8()),
  0x6a: (machine) => machine.recall(machine.cursor.uint32()),
  // names on the list, and their calls
  0x63: (machine) => machine.push(machine.host.findGlobal(...globalByLines(machine))),
  0x93: (machine) => {
    const name = machine.popText();
    machine.push(machine.host.findGlobal(machine.popText(), name));
  },
  0x52: call,
  0x81: call,
  0x62: build,
  0x51: (machine) => machine.push(machine.host.findPersistent(machine.pop())),
  0x80: protocol,
  0x95: frame,
  0x69: (machine) => {
    throw unsafeFile(machine.host.file, globalByLines(machine).join('.'));
  },
  0x6f: refused('OBJ'),
  0x92: refused('NEWOBJ_EX'),
  0x82: refused('EXT1'),
  0x83: refused('EXT2'),
  0x84: refused('EXT4'),
};
const STOP = 0x2e;

const steps = Array.from({ length: 256 }, (_, code) => stepsByCode[code]);

/** Runs one pickle from the cursor to its end. @throws AppError, AllowanceExceeded, RangeError at the end of the file */
export function runPickle(machine: PickleMachine): CheckpointValue {
  const { cursor, host } = machine;
  const limitByte = cursor.position + checkpointLimits.pickleBytes;
  for (;;) {
    const code = cursor.uint8();
    if (code === STOP) return machine.pop();
    if (cursor.position > limitByte) throw damagedFile(host.file, 'too-large', 'pickle');
    const step = steps[code];
    if (step === undefined) throw machine.broken(`0x${code.toString(16)}`);
    step(machine);
  }
}
