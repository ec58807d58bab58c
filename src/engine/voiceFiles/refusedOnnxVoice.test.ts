import { describe, expect, it } from 'vitest';
import { processorSec } from '../../../tests/suites/processorSec.ts';
import { smallOnnxVoice } from '../../../tests/suites/smallOnnxVoice.ts';
import { AppError } from '../../contract/errors.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { integerField, joined, messageField, packedField, textField } from '../onnx/protobuf.ts';
import { onnxBytes } from '../onnx/writeOnnx.ts';
import { readOnnxVoice } from './onnxVoice.ts';

function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('what is refused of a voice in ONNX', () => {
  const sound = smallOnnxVoice();

  /** A graph with a node or initializer more, of raw fields. */
  function withField(field: Uint8Array): Uint8Array {
    const whole = onnxBytes(sound);
    const { graph, start } = graphOf(whole);
    return joined([whole.slice(0, start), messageField(7, [graph, field])]);
  }

  /** The graph is the last field of the files that are written here. */
  function graphOf(bytes: Uint8Array) {
    const plain = onnxBytes({ ...sound, nodes: [], inputs: [], outputs: [], initializers: [] });
    // Fields before the graph: versions and the producer, the same in both.
    const start = plain.length - messageField(7, [textField(2, sound.name)]).length;
    let at = start + 1;
    while ((bytes[at] ?? 0) >= 0x80) at++;
    return { start, graph: bytes.slice(at + 1) };
  }

  const node = (operator: string, domain = '', ...more: Uint8Array[]) =>
    messageField(1, [textField(2, 'x'), textField(4, operator), textField(7, domain), ...more]);

  it.each([
    ['an operator of another maker', node('EvilOp', 'com.example'), 'custom-operator', 'com.example.EvilOp'],
    [
      'an operator of ONNX Runtime alone',
      node('FusedConv', 'com.microsoft'),
      'custom-operator',
      'com.microsoft.FusedConv',
    ],
    ['an operator nobody knows', node('Summon'), 'custom-operator', 'Summon'],
    [
      'numbers in another file',
      messageField(5, [
        integerField(2, 1),
        textField(8, 'w'),
        messageField(13, [textField(1, 'location'), textField(2, '../../secret')]),
        integerField(14, 1),
      ]),
      'external-data',
      'w',
    ],
    [
      'numbers in another file inside a constant',
      node(
        'Constant',
        '',
        messageField(5, [textField(1, 'value'), messageField(5, [textField(8, 'inner'), integerField(14, 1)])]),
      ),
      'external-data',
      'inner',
    ],
    [
      'an unknown operator inside a branch',
      node('If', '', messageField(5, [textField(1, 'then_branch'), messageField(6, [node('Summon')])])),
      'custom-operator',
      'Summon',
    ],
    ['sparse numbers', messageField(15, []), 'custom-operator', 'SparseTensorProto'],
    ['one more input', messageField(11, [textField(1, 'skip_head')]), 'input-layout', 'skip_head'],
  ])('%s', (_, field, feature, item) => {
    const error = errorOf(() => readOnnxVoice(memorySource('voice.onnx', withField(field))));
    expect(error).toMatchObject({ code: 'VOICE_UNSUPPORTED', details: { feature, item } });
  });

  it('never takes long over what its noise is multiplied with', () => {
    const width = 200;
    const product = (of: string, output: string) => ({
      ...{ operator: 'Mul', outputs: [output], attributes: {} },
      inputs: Array.from({ length: width }, () => of),
    });
    const nodes = [
      { operator: 'Mul', inputs: ['rnd', 'm8'], outputs: ['z'], attributes: {} },
      ...Array.from({ length: 8 }, (_, i) => product(`m${String(i)}`, `m${String(i + 1)}`)),
      { operator: 'Exp', inputs: ['unknown'], outputs: ['m0'], attributes: {} },
    ];
    const bytes = onnxBytes({ ...sound, nodes: [...nodes, ...sound.nodes] });
    const takenSec = processorSec(() => {
      expect(readOnnxVoice(memorySource('voice.onnx', bytes)).noiseScale).toBeNull();
    });
    expect(takenSec).toBeLessThan(2);
  });

  it('a graph that repeats itself', () => {
    const error = errorOf(() => readOnnxVoice(memorySource('voice.onnx', withField(node('Loop')))));
    expect(error).toMatchObject({ code: 'VOICE_FILE_UNSAFE', details: { item: 'Loop' } });
  });

  it('operators that the file defines itself', () => {
    const bytes = joined([onnxBytes(sound), messageField(25, [textField(1, 'Mine')])]);
    expect(errorOf(() => readOnnxVoice(memorySource('voice.onnx', bytes)))).toMatchObject({
      details: { feature: 'custom-operator', item: 'FunctionProto' },
    });
  });

  it('a newer set of operators', () => {
    const bytes = joined([onnxBytes(sound), messageField(8, [integerField(2, 99)])]);
    expect(errorOf(() => readOnnxVoice(memorySource('voice.onnx', bytes)))).toMatchObject({
      details: { feature: 'operator-set', item: 'opset 99' },
    });
  });

  it('branches nested without end, before they cost anything', () => {
    let inner = node('Identity');
    for (let depth = 0; depth < 3000; depth++) {
      inner = node('If', '', messageField(5, [messageField(6, [inner])]));
    }
    const error = errorOf(() => readOnnxVoice(memorySource('voice.onnx', withField(inner))));
    expect(error).toMatchObject({ code: 'VOICE_FILE_DAMAGED', details: { reason: 'too-deep' } });
  });

  it('more nodes than any voice has', () => {
    const many = joined(Array<Uint8Array>(60_001).fill(messageField(1, [])));
    const error = errorOf(() => readOnnxVoice(memorySource('voice.onnx', withField(many))));
    expect(error).toMatchObject({ code: 'VOICE_FILE_DAMAGED', details: { reason: 'too-large', item: 'nodes' } });
  });

  it('more places where numbers are drawn than any voice has', () => {
    const many = joined(Array<Uint8Array>(70).fill(node('RandomNormalLike')));
    const error = errorOf(() => readOnnxVoice(memorySource('voice.onnx', withField(many))));
    expect(error).toMatchObject({ code: 'VOICE_FILE_DAMAGED', details: { reason: 'too-large', item: 'Random' } });
  });

  it('numbers drawn in a shape that no memory holds', () => {
    const shape = messageField(5, [textField(1, 'shape'), packedField(8, Array<number>(400).fill(2 ** 52))]);
    const error = errorOf(() => readOnnxVoice(memorySource('voice.onnx', withField(node('RandomNormal', '', shape)))));
    expect(error).toMatchObject({ code: 'VOICE_FILE_DAMAGED', details: { reason: 'too-large', item: 'Random' } });
  });

  it('a file of more than 1 GB, of which nothing is read', () => {
    const source = {
      name: 'huge.onnx',
      sizeBytes: 2 ** 30 + 1,
      read: () => {
        throw new Error('was read');
      },
    };
    expect(errorOf(() => readOnnxVoice(source))).toMatchObject({ details: { reason: 'too-large' } });
  });
});
