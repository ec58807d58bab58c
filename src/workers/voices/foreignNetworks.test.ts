import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { smallOnnxVoice } from '../../../tests/suites/smallOnnxVoice.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { onnxBytes } from '../../engine/onnx/writeOnnx.ts';
import { checkNetworks } from './foreignNetworks.ts';

it('a network that no import has seen is looked at before it is run, and again when it changed', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'voice.onnx');
  const model = { file: 'voice.onnx', sha256: '', sizeBytes: 0 };
  const inputs = { phone: 'a', phoneLengths: 'b', pitch: null, pitchf: null, speaker: null, noise: null };
  const network = { kind: 'whole', model, inputs, output: 'c', isNoiseScaledInside: true } as const;
  const check = (): void => {
    checkNetworks(folder, { network });
  };
  const honest = smallOnnxVoice();
  writeFileSync(file, onnxBytes(honest));
  check();
  check();
  const refused = expect.objectContaining({
    code: 'VOICE_FILES_DAMAGED',
    details: expect.anything() as unknown,
  }) as unknown;
  for (const operator of ['Loop', 'StringNormalizer', 'ImageDecoder']) {
    const nodes = honest.nodes.map((node, index) => (index === 0 ? { ...node, operator } : node));
    writeFileSync(file, onnxBytes({ ...honest, nodes }));
    expect(check, operator).toThrow(refused as Error);
  }
  writeFileSync(file, 'not a network');
  expect(check).toThrow(refused as Error);
});
