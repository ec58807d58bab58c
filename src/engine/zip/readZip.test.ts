import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zipBytes, type ZipPart } from '../../../tests/suites/zipFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { Allowance } from '../bytes/allowance.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { zipLimits } from './limits.ts';
import { readZip } from './readZip.ts';
import type { ZipArchive, ZipEntry } from './types.ts';

const allowed = 2 ** 24;
const text = (value: string) => new TextEncoder().encode(value);
const open = (bytes: Uint8Array, allowance = new Allowance(allowed)): ZipArchive =>
  readZip(memorySource('a.zip', bytes), byteTools, allowance);
const only = (archive: ZipArchive): ZipEntry => {
  const [entry] = archive.entries;
  if (entry === undefined) throw new Error('the archive is empty');
  return entry;
};
const refusal = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return 'not refused';
};
const damaged = (reason: string) => ({ code: 'VOICE_FILE_DAMAGED', details: { file: 'a.zip', reason } });

describe('an archive', () => {
  const way = fc.record({
    isDeflated: fc.boolean(),
    isZip64: fc.boolean(),
    hasDescriptor: fc.boolean(),
    alignment: fc.constantFrom(1, 64),
  });

  it('is read entry by entry, however it was legally written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 300 }), way)), fc.boolean(), (contents, isZip64) => {
        const parts = contents.map(([bytes, how], i): ZipPart => ({ ...how, name: `folder/${String(i)} ñ`, bytes }));
        const archive = open(zipBytes(parts, { isZip64, comment: 'made for a test' }));
        expect(archive.entries.map(({ name }) => name)).toEqual(parts.map(({ name }) => name));
        archive.entries.forEach((entry, i) => {
          expect(archive.read(entry)).toEqual(parts[i]?.bytes);
          const source = archive.open(entry);
          expect(source.read(0, source.sizeBytes)).toEqual(parts[i]?.bytes);
          expect(archive.isIntact(entry, parts[i]?.bytes ?? text('x'))).toBe(true);
          if (entry.method === 'stored') archive.checkStored(entry);
        });
      }),
    );
  });

  it('whose comment looks like an end is read all the same', () => {
    const bytes = zipBytes([{ name: 'a', bytes: text('abc') }], { comment: 'PK\x05\x06'.padEnd(40, '\x01') });
    const archive = open(bytes);
    expect(archive.read(only(archive))).toEqual(text('abc'));
  });

  it.each([false, true])('with a changed byte is refused for its checksum (deflated: %s)', (isDeflated) => {
    const part = { name: 'a', bytes: text('a quiet voice, a quiet voice'), isDeflated, claimed: { crc32: 12_345 } };
    const archive = open(zipBytes([part]));
    expect(refusal(() => archive.read(only(archive)))).toMatchObject(damaged('checksum'));
    expect(archive.isIntact(only(archive), part.bytes)).toBe(false);
    if (!isDeflated) expect(refusal(() => archive.checkStored(only(archive)))).toMatchObject(damaged('checksum'));
  });

  it.each([10, 30, 1000])('whose deflated entry says it has %i bytes instead of 100 is refused', (sizeBytes) => {
    const bytes = zipBytes([{ name: 'a', bytes: new Uint8Array(100), isDeflated: true, claimed: { sizeBytes } }]);
    const archive = open(bytes);
    expect(refusal(() => archive.read(only(archive)))).toMatchObject(damaged('size-disagrees'));
  });

  it.each(['../up', 'a/../../up', '/etc/passwd', '\\windows', 'C:\\windows', 'c:x', 'a\\..\\b', 'a\u0000b', 'a\nb'])(
    'with the name %j is refused as unsafe',
    (name) => {
      expect(refusal(() => open(zipBytes([{ name, bytes: text('x') }])))).toMatchObject({ code: 'VOICE_FILE_UNSAFE' });
    },
  );

  it('with names that turn the direction of writing shows them without', () => {
    const archive = open(zipBytes([{ name: 'a/safe\u202egnp.pth', bytes: text('x') }]));
    expect(archive.open(only(archive)).name).toBe('safe·gnp.pth');
  });

  it('with a link is refused as unsafe', () => {
    const link = { name: 'voice.pth', bytes: text('/etc/passwd'), mode: 0o120777 };
    expect(refusal(() => open(zipBytes([link])))).toMatchObject({ code: 'VOICE_FILE_UNSAFE' });
  });

  it('with an entry that grows a hundredfold is refused as unsafe before it is read', () => {
    const bomb = { name: 'bomb', bytes: new Uint8Array(zipLimits.smallEntryBytes + 1), isDeflated: true };
    expect(refusal(() => open(zipBytes([bomb])))).toMatchObject({ code: 'VOICE_FILE_UNSAFE' });
  });

  it('whose small entries grow twentyfold together is refused as unsafe', () => {
    const bombs = Array.from({ length: 20 }, (_, i) => ({
      name: String(i),
      bytes: new Uint8Array(zipLimits.smallEntryBytes),
      isDeflated: true,
    }));
    expect(refusal(() => open(zipBytes(bombs)))).toMatchObject({ code: 'VOICE_FILE_UNSAFE' });
  });

  it('whose entries share their data is refused', () => {
    const bytes = new Uint8Array(1000).fill(7);
    const parts = [1, 2, 3].map((i) => ({ name: String(i), bytes, claimed: { headerByte: 0 } }));
    expect(refusal(() => open(zipBytes(parts)))).toMatchObject(damaged('size-disagrees'));
  });

  it('with two entries of one name is refused', () => {
    const parts = [1, 2].map(() => ({ name: 'twice', bytes: text('x') }));
    expect(refusal(() => open(zipBytes(parts)))).toMatchObject(damaged('bad-structure'));
  });

  it('behind a password or packed in another way is refused by name', () => {
    const locked = zipBytes([{ name: 'a', bytes: text('x'), flags: 1 }]);
    const packed = zipBytes([{ name: 'a', bytes: text('x'), method: 14 }]);
    expect(refusal(() => open(locked))).toMatchObject({ code: 'VOICE_UNSUPPORTED', details: { feature: 'encrypted' } });
    expect(refusal(() => open(packed))).toMatchObject({
      code: 'VOICE_UNSUPPORTED',
      details: { feature: 'compression' },
    });
  });

  it('cut off anywhere is refused', () => {
    const bytes = zipBytes([{ name: 'a', bytes: text('some data') }], { isZip64: true });
    for (let length = 0; length < bytes.length; length++) {
      expect(refusal(() => open(bytes.slice(0, length)))).toMatchObject({ code: 'VOICE_FILE_DAMAGED' });
    }
  });

  it('holds no more than it is allowed, and gives it back', () => {
    const bytes = zipBytes([{ name: 'a', bytes: new Uint8Array(4000), isDeflated: true }]);
    const narrow = open(bytes, new Allowance(2000));
    expect(refusal(() => narrow.read(only(narrow)))).toMatchObject(damaged('too-large'));
    const wide = new Allowance(8000);
    const archive = open(bytes, wide);
    for (let again = 0; again < 5; again++) archive.read(only(archive));
    expect(wide.peakBytes).toBeLessThan(8000);
  });
});
