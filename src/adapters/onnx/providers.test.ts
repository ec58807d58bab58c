import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceReasonText } from '../../contract/texts/deviceTexts.ts';
import { missingLibrary } from './missingLibrary.ts';
import { complaintOf, executionProvider, isOutOfMemory, kindOf, kindsHere, labelOf } from './providers.ts';

/** As ONNX Runtime 1.30 says them, and CUDA through it. */
const said: readonly (readonly [message: string, reason: string, item: string])[] = [
  ['OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library', 'library-missing', ''],
  [
    'Failed to load library /opt/cantado/libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot open shared object file: No such file or directory',
    'library-missing',
    'libcudnn.so.9',
  ],
  [
    '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
    'no-adapter',
    '',
  ],
  ['no available backend found. ERR: [dml] backend not found.', 'not-in-this-build', ''],
  ['CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=0', 'driver-missing', ''],
  ['CUDA failure 100: no CUDA-capable device is detected ; GPU=0', 'driver-missing', ''],
  ['Failed to allocate memory for requested buffer of size 1073741824', 'out-of-memory', ''],
  ['CUDA failure 2: out of memory ; GPU=0 ; hostname=studio', 'out-of-memory', ''],
  ['std::bad_alloc', 'out-of-memory', ''],
  ['Something  nobody\nforesaw', 'other', 'Something nobody foresaw'],
];

describe('what providers say when they fail', () => {
  it.each(said)('%s', (message, reason, item) => {
    expect(complaintOf(new Error(message))).toEqual({ reason, item });
    expect(isOutOfMemory(new Error(message))).toBe(reason === 'out-of-memory');
  });

  it('becomes a sentence with the library, where it comes from and what to do', () => {
    const text = (item: string) => deviceReasonText('library-missing', item, 'en');
    expect(text('libcudnn.so.9')).toContain('libcudnn.so.9 was not found; it is part of cuDNN 9');
    expect(text('libcublasLt.so.12')).toContain('CUDA 12');
    expect(text('libonnxruntime_providers_cuda.so')).toContain('ONNXRUNTIME_NODE_INSTALL=cuda12');
    expect(deviceReasonText('library-missing', 'libcudnn.so.9', 'pt-BR')).toContain('libcudnn.so.9 não foi encontrada');
  });
});

describe.runIf(process.platform === 'linux')('the library that is missing', () => {
  it('is the provider’s own, or the one that the loader stumbles over', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cantado-libraries-'));
    try {
      expect(missingLibrary('cuda', folder)).toBe('libonnxruntime_providers_shared.so');
      writeFileSync(path.join(folder, 'libonnxruntime_providers_shared.so'), 'not a library');
      expect(missingLibrary('cuda', folder)).toBe('libonnxruntime_providers_cuda.so');
      expect(missingLibrary('cpu', folder)).toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('devices by name', () => {
  it('are of a kind, have a label and their provider’s options', () => {
    expect(kindOf('cuda:1')).toBe('cuda');
    expect(kindOf('toaster')).toBeUndefined();
    expect([labelOf('cuda'), labelOf('cuda:1')]).toEqual(['CUDA', 'CUDA 2']);
    expect(executionProvider('cuda:1')).toEqual({ name: 'cuda', deviceId: 1 });
    expect(executionProvider('webgpu')).toEqual({ name: 'webgpu' });
    expect(() => executionProvider('toaster')).toThrow(RangeError);
  });

  it('are tried where their provider can exist, the CPU last and everywhere', () => {
    expect(kindsHere('linux', 'x64')).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(kindsHere('win32', 'x64')).toEqual(['directml', 'webgpu', 'cpu']);
    expect(kindsHere('darwin', 'arm64')).toEqual(['coreml', 'webgpu', 'cpu']);
    expect(kindsHere('linux', 'riscv64')).toEqual(['cpu']);
  });
});
