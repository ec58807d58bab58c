import { expect, it } from 'vitest';
import { fuzz, mutationCount } from '../../../tests/suites/mutate.ts';
import { zipBytes } from '../../../tests/suites/zipFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { readZip } from './readZip.ts';

const bytes = Uint8Array.from({ length: 700 }, (_, i) => (i * i) % 251);
// Padding leaves room in which a change does no harm.
const ways = [
  { alignment: 4096 },
  { isDeflated: true, alignment: 4096 },
  { isZip64: true, hasDescriptor: true },
  { isDeflated: true, alignment: 64 },
];
const originals = [
  zipBytes(ways.map((way, i) => ({ ...way, name: `folder/${String(i)}`, bytes }))),
  zipBytes([{ name: 'a', bytes, isDeflated: true }], { isZip64: true, comment: 'a long comment, '.repeat(20) }),
];

it('a mutated archive is read or refused in words: no crash, no hang, no memory beyond the bound', () => {
  const result = fuzz(originals, 2 ** 22, (mutated, allowance) => {
    const archive = readZip(memorySource('mutated.zip', mutated), byteTools, allowance);
    for (const entry of archive.entries) archive.read(entry);
  });
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(Math.min(result.opened, result.refused), 'mutations reach both ends').toBeGreaterThan(mutationCount / 50);
});
