import { expect, it } from 'vitest';
import { smallOnnxVoice } from '../../../tests/suites/smallOnnxVoice.ts';
import { memorySource } from '../../engine/bytes/memorySource.ts';
import { onnxBytes } from '../../engine/onnx/writeOnnx.ts';
import { readNetwork } from './voiceNetworks.ts';

it('what a stranger’s network says of itself is short, on one line, and moves no cursor', () => {
  const metadata = {
    author: 'Ana\n\u001b[2JProved by everyone',
    model_name: 'x'.repeat(1000),
    license: '\u0007\n',
    metadata: '{"description": "\\u202eturned\\u0000round"}',
  };
  const { info } = readNetwork(memorySource('a.onnx', onnxBytes({ ...smallOnnxVoice(), metadata })));
  expect(info.author).toBe('Ana [2JProved by everyone');
  expect(info.modelName).toHaveLength(200);
  expect(info.licence).toBeNull();
  expect(info.note).toBe('turned round');
});
