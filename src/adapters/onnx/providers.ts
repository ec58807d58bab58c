import type { InferenceSession } from 'onnxruntime-node';
import { deviceKinds, type DeviceKind, type DeviceReason } from '../../contract/devices.ts';

type Provider = {
  readonly label: string;
  /** Libraries that ONNX Runtime loads for it, in this order; they are no part of its Node package. */
  readonly libraries: readonly string[];
  /** Where ONNX Runtime's Node package brings this provider, or can. */
  readonly systems: readonly `${NodeJS.Platform}-${string}`[];
  readonly options: (index: number) => InferenceSession.ExecutionProviderConfig;
};

/** Several of the same kind are looked for, one by one, until one is not there. */
export const mostDevicesOfKind = 8;

/** Options as ONNX Runtime documents them for its Node package. */
const providers: Readonly<Record<DeviceKind, Provider>> = {
  cuda: {
    label: 'CUDA',
    libraries: ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'],
    // The package can fetch its libraries for Linux only; on Windows the same cards work through DirectML.
    systems: ['linux-x64'],
    options: (deviceId) => ({ name: 'cuda', deviceId }),
  },
  directml: {
    label: 'DirectML',
    libraries: [],
    systems: ['win32-x64', 'win32-arm64'],
    options: (deviceId) => ({ name: 'dml', deviceId }),
  },
  coreml: {
    label: 'CoreML',
    libraries: [],
    systems: ['darwin-arm64', 'darwin-x64'],
    // Length of a recording varies, so networks keep dynamic shapes; 0x010: the newer model format, which takes them.
    options: () => ({ name: 'coreml', coreMlFlags: 0x010 }),
  },
  webgpu: {
    label: 'WebGPU',
    libraries: [],
    systems: ['linux-x64', 'win32-x64', 'win32-arm64', 'darwin-arm64'],
    options: () => ({ name: 'webgpu' }),
  },
  cpu: {
    label: 'CPU',
    libraries: [],
    systems: [],
    options: () => ({ name: 'cpu' }),
  },
};

export function kindOf(device: string): DeviceKind | undefined {
  return deviceKinds.find((kind) => kind === device.split(':')[0]);
}

export function labelOf(device: string): string {
  const kind = kindOf(device);
  const index = Number(device.split(':')[1] ?? 0);
  const label = kind ? providers[kind].label : device;
  return index > 0 ? `${label} ${String(index + 1)}` : label;
}

/** Kinds worth a trial here, in the order they are preferred; the CPU comes last and always. */
export function kindsHere(platform: NodeJS.Platform, arch: string): readonly DeviceKind[] {
  return deviceKinds.filter((kind) => kind === 'cpu' || providers[kind].systems.includes(`${platform}-${arch}`));
}

/** Whether there can be more than one of a kind. */
export function isCountable(kind: DeviceKind): boolean {
  return kind === 'cuda' || kind === 'directml';
}

/** What a session is created with. @throws RangeError for a device nobody knows */
export function executionProvider(device: string): InferenceSession.ExecutionProviderConfig {
  const kind = kindOf(device);
  if (!kind) throw new RangeError(`There is no device ${device}`);
  return providers[kind].options(Number(device.split(':')[1] ?? 0));
}

/** What ONNX Runtime says when a provider does not come up, and what that means. First match counts. */
const complaints: readonly (readonly [RegExp, DeviceReason])[] = [
  [/bad_alloc|out of memory|failed to allocate|CUDA_ERROR_OUT_OF_MEMORY|E_OUTOFMEMORY/i, 'out-of-memory'],
  [/([\w.+-]+): cannot open shared object file/, 'library-missing'],
  [
    /Failed to load (?:shared )?library|([\w-]+\.(?:dll|dylib)).*(?:not found|could not be found|cannot)/i,
    'library-missing',
  ],
  [/CUDA driver version|CUDA failure (?:35|100)\b|no CUDA-capable|driver/i, 'driver-missing'],
  [/adapter|no device|device.*not (?:found|available)|invalid device/i, 'no-adapter'],
  [/not (?:available|supported|enabled|built)|unknown provider|backend not found/i, 'not-in-this-build'],
];

export type Complaint = { readonly reason: DeviceReason; readonly item: string };

/** Why a provider does not work, from what it threw; the item of library-missing is its name where it was told. */
export function complaintOf(error: unknown): Complaint {
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, reason] of complaints) {
    const found = pattern.exec(message);
    if (found) return { reason, item: found[1] ?? '' };
  }
  return { reason: 'other', item: message.replace(/\s+/g, ' ').trim().slice(0, 120) };
}

/** Libraries that a device needs besides the package's own. */
export function librariesOf(device: string): readonly string[] {
  const kind = kindOf(device);
  return kind ? providers[kind].libraries : [];
}

/** Whether what a network threw means that the device's memory did not suffice. */
export function isOutOfMemory(error: unknown): boolean {
  return complaintOf(error).reason === 'out-of-memory';
}
