import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faissIndexBytes } from '../../../../tests/suites/faissIndex.ts';
import { fuzz, mutationCount } from '../../../../tests/suites/mutate.ts';
import { smallOnnxVoice } from '../../../../tests/suites/smallOnnxVoice.ts';
import { zipBytes } from '../../../../tests/suites/zipFile.ts';
import { byteTools } from '../../../adapters/voices/byteTools.ts';
import { memorySource } from '../../bytes/memorySource.ts';
import { onnxBytes } from '../../onnx/writeOnnx.ts';
import { readVoiceArchive } from './readVoiceArchive.ts';

const vector = Array<number>(256).fill(0.5);
const index = faissIndexBytes({ width: 256, centres: [vector], lists: [[{ id: 0, vector }]] });
const good = new Uint8Array(readFileSync('tests/fixtures/rvc/broken/good.pth'));
const evil = new Uint8Array(readFileSync('tests/fixtures/rvc/broken/evil_os_system.pth'));
const readme = new Uint8Array(Buffer.from('Sings from E2 to A4.'));

it('a mutated archive of voices is sorted or refused in words: no crash, no hang, nothing unpacked beyond 4 MB', () => {
  const network = onnxBytes(smallOnnxVoice());
  const originals = [
    zipBytes([
      { name: 'mare/mare.pth', bytes: good },
      { name: 'mare/added_IVF1_Flat_nprobe_1_mare_v1.index', bytes: index, isDeflated: true },
      { name: 'mare/readme.txt', bytes: readme },
    ]),
    zipBytes([
      { name: 'a.onnx', bytes: network, isDeflated: true, hasDescriptor: true },
      { name: 'evil.pth', bytes: evil, isDeflated: true },
      { name: 'a.index', bytes: index, isZip64: true },
    ]),
  ];
  const result = fuzz(originals, 4 * 2 ** 20, (bytes, allowance) => {
    const matched = readVoiceArchive(memorySource('mutated.zip', bytes), byteTools, allowance);
    for (const choice of matched.choices) choice.file.check();
  });
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(Math.min(result.opened, result.refused), 'mutations reach both ends').toBeGreaterThan(mutationCount / 50);
});
