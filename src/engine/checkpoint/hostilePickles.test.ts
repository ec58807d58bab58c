import { describe, expect, it } from 'vitest';
import { pickleBytes, TorchTensor, torchZip, type TorchValue } from '../../../tests/suites/torchFile.ts';
import { voiceRoot } from '../../../tests/suites/voiceFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { readRvcVoice } from '../voiceFiles/rvcVoice.ts';

/*
 * Files of a few hundred kilobytes that would cost minutes or gigabytes: each names something once and uses it without end.
 */
const longestMs = 2000;

/** Bytes of a pickle, from text of one byte per character or as they are. */
const steps = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
/** A value's steps, without the first and last of a pickle. */
const inside = (value: TorchValue): Uint8Array => pickleBytes(value).subarray(2, -1);
const shortText = (text: string): string => `\x8c${String.fromCharCode(text.length)}${text}`;
const fourBytes = (value: number): string => Buffer.from(Uint32Array.of(value).buffer).toString('latin1');
const repeated = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join('');
/** Remembers the value on top, and brings it back. */
const put = 'q\x01';
const get = 'h\x01';

/** A voice one entry of which is these steps. */
function voiceWith(key: string, value: Uint8Array, root = voiceRoot()): Uint8Array<ArrayBuffer> {
  const others = [...root].filter(([name]) => name !== key);
  const entries = others.flatMap(([name, other]) => [inside(name), inside(other)]);
  return torchZip(root, {}, new Uint8Array(steps('\x80\x02}(', ...entries, inside(key), value, 'u.')));
}

/** What opening a voice comes to, in little time. */
function refusalOf(bytes: Uint8Array<ArrayBuffer>): unknown {
  const before = process.cpuUsage();
  try {
    readRvcVoice(memorySource('a.pth', bytes), byteTools);
  } catch (error) {
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000, 'milliseconds of the processor').toBeLessThan(longestMs);
    return error;
  }
  return 'not refused';
}
const damaged = (details: object) => ({ code: 'VOICE_FILE_DAMAGED', details });

/** Whole numbers for which V8 finds one place in a Map of up to 2^17: its hash of small integers is the same everywhere. */
function crowdedKeys(count: number): number[] {
  const keys: number[] = [];
  for (let key = 0; keys.length < count; key++) {
    let hash = (~key + (key << 15)) >>> 0;
    hash = (hash ^ (hash >>> 12)) >>> 0;
    hash = (hash + (hash << 2)) >>> 0;
    hash = (hash ^ (hash >>> 4)) >>> 0;
    hash = Math.imul(hash, 2057) >>> 0;
    if (((hash ^ (hash >>> 16)) & 0xffff) === 0) keys.push(key);
  }
  return keys;
}

describe('a hostile voice is refused in little time and memory', () => {
  it('that makes one list of pairs into a hundred thousand dictionaries', () => {
    const pairs = repeated(2000, (index) => `${shortText(`k${String(index)}`)}N\x86`);
    const calls = repeated(100_000, () => `h\x02${get}\x85R`);
    const value = steps(`]${put}(${pairs}e0`, `ccollections\nOrderedDict\nq\x020`, `(${calls}l`);
    expect(refusalOf(voiceWith('info', value))).toMatchObject(damaged({ reason: 'too-large' }));
  });

  const nested = steps(`](NNe${repeated(30, () => `${put}0](${get}${get}e`)}`);
  it('whose version is a list that holds another twice, thirty levels deep', () => {
    expect(refusalOf(voiceWith('version', nested))).toMatchObject(damaged({ reason: 'version', item: '?' }));
  });

  it('whose settings are such lists', () => {
    const settings = steps('](', nested, 'q\x02', 'h\x02'.repeat(17), 'e');
    expect(refusalOf(voiceWith('config', settings))).toMatchObject({ details: { item: 'resblock ?' } });
  });

  it('that has one large tensor under thirty thousand names', () => {
    const storage = { key: 'x', storageClass: 'HalfStorage', elementCount: 20_000, bytes: new Uint8Array(40_000) };
    const root = voiceRoot();
    const weights = root.get('weight') as Map<string | number, TorchValue>;
    weights.set('last', new TorchTensor(storage, [20_000]));
    const own = [...weights].flatMap(([name, value]) => [inside(name), inside(value)]);
    const names = repeated(30_000, (index) => `${shortText(`n${String(index)}`)}${get}`);
    const bytes = voiceWith('weight', steps('}(', ...own, put, names, 'u'), root);
    expect(refusalOf(bytes)).toMatchObject(damaged({ reason: 'size-disagrees', item: 'tensors' }));
  });

  it('whose small tensors lie in two packed storages in turn', () => {
    const elementCount = 400_000;
    // Hardly packed at all, so that no ratio gives it away.
    const noise = Uint8Array.from({ length: 2 * elementCount }, (_, i) => Math.imul(i, 2_654_435_761) >>> 26);
    const [first, second] = ['x', 'y'].map((key) => ({ key, storageClass: 'HalfStorage', elementCount, bytes: noise }));
    const root = voiceRoot();
    const weights = root.get('weight') as Map<string | number, TorchValue>;
    for (let i = 0; i < 4000; i++) {
      const storage = i % 2 === 0 ? first : second;
      if (storage) weights.set(`n${String(i)}`, new TorchTensor(storage, [1], [1], i));
    }
    expect(refusalOf(torchZip(root, { isDeflated: true }))).toMatchObject(damaged({ reason: 'too-large' }));
  });

  it('whose dictionary has numbers as keys that crowd one place', () => {
    const items = crowdedKeys(12_000).map((key) => `J${fourBytes(key)}N`);
    const bytes = voiceWith('info', steps(`}(${items.join('')}u`));
    expect(refusalOf(bytes)).toMatchObject(damaged({ reason: 'too-large', item: 'pickle: keys' }));
  });

  it('whose dictionary has numbers of 32 bytes as keys', () => {
    const bytes = voiceWith('info', steps(`}(\x8a\x20${'\x05'.repeat(32)}Nu`));
    expect(refusalOf(bytes)).toMatchObject(damaged({ reason: 'bad-structure', item: 'pickle: key' }));
  });

  it('that remembers under numbers no writer counts to', () => {
    const bytes = voiceWith('info', steps(`Nr${fourBytes(2 ** 30)}`));
    expect(refusalOf(bytes)).toMatchObject(damaged({ reason: 'bad-structure', item: 'pickle: memo' }));
  });
});
