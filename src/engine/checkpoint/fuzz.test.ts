import { expect, it } from 'vitest';
import { fuzz, mutationCount } from '../../../tests/suites/mutate.ts';
import { pickleBytes, TorchTensor, torchLegacy, torchZip, type TorchValue } from '../../../tests/suites/torchFile.ts';
import { voiceRoot } from '../../../tests/suites/voiceFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { Allowance } from '../bytes/allowance.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { readRvcVoice } from '../voiceFiles/rvcVoice.ts';
import type { Weight } from '../weights/types.ts';
import { checkpointLimits } from './limits.ts';
import { readCheckpoint, weightsOf } from './readCheckpoint.ts';
import { isMap } from './types.ts';

/*
 * Mutations of the smallest voice that there can be, through the whole reader: what is inside is proved by its shapes and
 * numbers. That none executes anything needs no test of its own: the reader has no way to.
 */
const voice = voiceRoot();
/** The reader's bound for files of this size; 97 kB of voice take 1 MB. */
const boundBytes = 16 * 2 ** 20;

function readVoice(bytes: Uint8Array<ArrayBuffer>, allowance: Allowance): void {
  readRvcVoice(memorySource('mutated.pth', bytes), byteTools, allowance);
}

it.each([
  ['zip', [torchZip(voice), torchZip(voice, { isDeflated: true, isZip64: true })]],
  ['legacy', [torchLegacy(voice)]],
] as const)('a mutated voice of the %s layout is read or refused in words', (_, originals) => {
  const result = fuzz(originals, boundBytes, readVoice);
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(Math.min(result.opened, result.refused), 'both ends').toBeGreaterThan(mutationCount / 100);
});

it('a mutated pickle behind a right checksum is read or refused in words', () => {
  const storage = { key: '0', storageClass: 'HalfStorage', elementCount: 12, bytes: new Uint8Array(24) };
  // A long text leaves room in which a change does no harm.
  const root = new Map<string, TorchValue>([
    ['note', 'sung softly, '.repeat(30)],
    ['weight', new Map([['a', new TorchTensor(storage, [3, 4], [1, 3])]])],
    ['config', [1, 2, [3, 4.5, null, true], new Map([['key', 'value']])]],
  ]);
  const result = fuzz([pickleBytes(root)], boundBytes, (pickle, allowance) => {
    const checkpoint = readCheckpoint(memorySource('mutated.pth', torchZip(root, {}, pickle)), byteTools, {
      allowance,
    });
    const weights = isMap(checkpoint.root) ? weightsOf(checkpoint.root.get('weight')) : new Map<string, Weight>();
    for (const weight of weights.values()) weight.readFloats();
  });
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(Math.min(result.opened, result.refused), 'both ends').toBeGreaterThan(mutationCount / 100);
});

/** The same step over and over, which is the most that the bytes of a pickle can ask for. */
const steps = {
  dictionaries: '}',
  lists: ']',
  tuples: '(t',
  triples: 'NNN\x87',
  copies: '2',
  texts: 'X\x00\x00\x00\x00',
};
it.each(Object.entries(steps))('the longest pickle, of nothing but %s, takes neither long nor much', (_, step) => {
  const pickle = Buffer.alloc(checkpointLimits.pickleBytes - 64);
  const end = Buffer.from('}.');
  pickle.write('\x80\x02N', 'latin1');
  pickle.fill(Buffer.from(step, 'latin1'), 3, pickle.length - ((pickle.length - 3) % step.length));
  const bytes = torchZip(null, {}, new Uint8Array(Buffer.concat([pickle, end])));
  const allowance = new Allowance(checkpointLimits.heldBytes);
  const before = process.cpuUsage();
  expect(() => readVoice(bytes, allowance)).toThrowError(/VOICE_FILE_DAMAGED|NOT_A_VOICE/);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000, 'milliseconds of the processor').toBeLessThan(2000);
  expect(allowance.peakBytes).toBeLessThanOrEqual(checkpointLimits.heldBytes);
});
