import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processorSec } from '../../../tests/suites/processorSec.ts';
import { fuzz, mutationCount } from '../../../tests/suites/mutate.ts';
import { safetensorsBytes } from '../../../tests/suites/safetensorsFile.ts';
import { RawPickle, TorchTensor, torchLegacy, torchZip, type TorchValue } from '../../../tests/suites/torchFile.ts';
import { voiceRoot } from '../../../tests/suites/voiceFile.ts';
import { zipBytes } from '../../../tests/suites/zipFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { identify, type Identity } from './identify.ts';
import { readRvcVoice } from './rvcVoice.ts';

const text = (value: string) => new TextEncoder().encode(value);
/** Bytes by their latin-1 characters, then as many zeros as a file of the kind would have data. */
const binary = (start: string, zeros = 400) =>
  new Uint8Array(Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(zeros)]));
// The name says voice throughout: it must play no part.
const kindOf = (bytes: Uint8Array): Identity => identify(memorySource('my voice.pth', bytes), byteTools);
const golden = (path: string) => new Uint8Array(readFileSync(`tests/fixtures/rvc/${path}`));
const one = new TorchTensor({ key: '0', storageClass: 'FloatStorage', elementCount: 1, bytes: new Uint8Array(4) }, [1]);
const names = (...all: string[]): TorchValue => new Map(all.map((name) => [name, one]));
const torch = (...entries: (readonly [string, TorchValue])[]) => torchZip(new Map(entries));

describe('a file is named for what it is, whatever its name says', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 'empty'],
    ['a PNG', binary('\x89PNG\r\n\x1a\n'), 'picture'],
    ['a JPEG', binary('\xff\xd8\xff\xe0\0\x10JFIF'), 'picture'],
    ['a GIF', binary('GIF89a'), 'picture'],
    ['a WebP', binary('RIFF\x10\0\0\0WEBPVP8 '), 'picture'],
    ['an AVIF', binary('\0\0\0\x20ftypavif'), 'picture'],
    ['a bitmap', binary('BM\x9a\x01\0\0\0\0\0\0', 400), 'picture'],
    ['an SVG', text('<?xml version="1.0"?><!-- a drawing --><svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture'],
    ['a WAV', binary('RIFF\x10\0\0\0WAVEfmt '), 'sound'],
    ['an MP3 with tags', binary('ID3\x04\0'), 'sound'],
    ['an MP3 without', binary('\xff\xfb\x90\x64'), 'sound'],
    ['an AAC stream', binary('\xff\xf1\x50\x80'), 'sound'],
    ['a FLAC', binary('fLaC\0\0\0\x22'), 'sound'],
    ['an Ogg', binary('OggS\0\x02'), 'sound'],
    ['an MP4', binary('\0\0\0\x20ftypisom'), 'sound'],
    ['a Matroska video', binary('\x1a\x45\xdf\xa3'), 'sound'],
    ['a page of errors', text('\uFEFF\n  <!DOCTYPE html>\n<html><body>404</body></html>'), 'web-page'],
    ['a page behind a comment', text('<!-- saved --><html>'), 'web-page'],
    ['a page of XML', text('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html>'), 'web-page'],
    ['a note', text('Olá, esta é a voz da Inês.\r\n'), 'text'],
    ['a configuration', text('{"model": "so-vits"}'), 'text'],
    ['a note in UTF-16', binary('\xff\xfeO\0i\0', 0), 'text'],
    ['a 7z', binary('7z\xbc\xaf\x27\x1c'), 'archive'],
    ['a RAR', binary('Rar!\x1a\x07\0'), 'archive'],
    ['a gzip', binary('\x1f\x8b\x08'), 'archive'],
    ['a tar', binary(`${'voice.pth'.padEnd(257, '\0')}ustar`), 'archive'],
    ['any zip', zipBytes([{ name: 'voice.pth', bytes: text('x') }]), 'zip'],
    ['an empty zip', zipBytes([]), 'zip'],
    ['an index', golden('index/idx256_sparse/added_IVF30_Flat_nprobe_1_idx256_sparse_v1.index'), 'index'],
    ['an ONNX model', new Uint8Array(readFileSync('models/swift-f0/swift-f0.onnx')), 'onnx'],
    ['numbers', Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256), 'unknown'],
    ['zeros of a download that was reserved', new Uint8Array(5000), 'unknown'],
  ] as const)('%s', (_, bytes, kind) => {
    expect(kindOf(bytes)).toBe(kind);
  });

  it('a text whose head ends inside a character is still a text', () => {
    for (let shift = 0; shift < 4; shift++) expect(kindOf(text('x'.repeat(shift) + '🎤'.repeat(2000)))).toBe('text');
  });

  it('a page of thousands of open comments takes no time', () => {
    const takenSec = processorSec(() => {
      expect(kindOf(text('<!---->'.repeat(600)))).toBe('text');
      expect(kindOf(text('<!--'.repeat(1000)))).toBe('text');
    });
    expect(takenSec).toBeLessThan(1);
  });
});

describe('a network is named by its weights', () => {
  it.each([
    ['a voice', torchZip(voiceRoot()), 'rvc-voice'],
    ['a voice of the old layout', torchLegacy(voiceRoot()), 'rvc-voice'],
    ['a voice without weights', torch(['config', [1, 2]]), 'rvc-voice'],
    ['a generator in training', golden('broken/training_checkpoint_G.pth'), 'training-generator'],
    ['a discriminator in training', golden('broken/training_checkpoint_D.pth'), 'training-discriminator'],
    [
      'a base to train from',
      torch(['model', names('enc_p.emb_phone.weight', 'enc_q.pre.weight')]),
      'training-generator',
    ],
    ['ContentVec of fairseq', golden('contentvec/contentvec_small12/hubert_base.pt'), 'content-model'],
    ['ContentVec as safetensors', golden('contentvec/contentvec_small12/model.safetensors'), 'content-model'],
    ['HuBERT of Hugging Face', torchZip(names('hubert.feature_extractor.conv_layers.0.conv.weight')), 'content-model'],
    ['RMVPE', golden('rmvpe/rmvpe_small/rmvpe.pt'), 'pitch-model'],
    ['CREPE', torchZip(names('conv1.weight', 'conv1_BN.weight', 'classifier.weight')), 'pitch-model'],
    ['so-vits', torch(['model', names('enc_p.proj.weight', 'f0_decoder.proj.weight')], ['iteration', 1]), 'so-vits'],
    ['GPT-SoVITS', torch(['weight', names('enc_p.ssl_proj.weight', 'dec.conv_pre.weight')]), 'so-vits'],
    ['shallow diffusion', torch(['model', names('decoder.denoise_fn.input_projection.weight')]), 'diffusion'],
    ['a picture model', torch(['state_dict', names('model.diffusion_model.out.0.weight')]), 'diffusion'],
    [
      'other safetensors',
      safetensorsBytes({ a: { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) } }),
      'safetensors',
    ],
    ['some other network', torch(['state_dict', names('layer1.0.conv1.weight')]), 'unknown'],
    ['a list', torchZip([1, 2]), 'unknown'],
  ] as const)('%s', (_, bytes, kind) => {
    expect(kindOf(bytes)).toBe(kind);
    const read = () => readRvcVoice(memorySource('my voice.pth', bytes), byteTools);
    if (kind !== 'rvc-voice') expect(read).toThrowError(new RegExp(`NOT_A_VOICE.*"kind":"${kind}"`));
  });
});

it('a voice with the objects of a content model is refused as unsafe', () => {
  const object = new RawPickle(...Buffer.from('cfairseq.data.dictionary\nDictionary\n)\x81', 'latin1'));
  const bytes = torchZip(voiceRoot().set('task_state', object));
  expect(() => readRvcVoice(memorySource('my voice.pth', bytes), byteTools)).toThrowError(
    /VOICE_FILE_UNSAFE.*fairseq\.data\.dictionary\.Dictionary/,
  );
});

it('a mutated file of any kind is named, or refused in words', () => {
  const originals = [
    torchZip(new Map([['model', names('enc_p.emb_phone.weight')]])),
    golden('contentvec/contentvec_small12/model.safetensors').slice(0, 40_000),
    new Uint8Array(readFileSync('models/swift-f0/swift-f0.onnx')).slice(0, 20_000),
    text('<?xml version="1.0"?><!-- a drawing --><svg xmlns="http://www.w3.org/2000/svg"/>'),
    binary('\xff\xfb\x90\x64'),
  ];
  const result = fuzz(originals, 2 ** 22, (bytes, allowance) => {
    identify(memorySource('mutated.pth', bytes), byteTools, allowance);
  });
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(result.opened, 'most are still something').toBeGreaterThan(mutationCount / 2);
});
