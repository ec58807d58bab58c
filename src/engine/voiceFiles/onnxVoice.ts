import { Allowance } from '../bytes/allowance.ts';
import { damagedFile, notAVoice, unsupportedFile } from '../bytes/refusals.ts';
import type { ByteSource } from '../bytes/types.ts';
import type { FileGraph, FileValue, OnnxFile } from '../onnx/fileTypes.ts';
import { checkForeignGraph } from '../onnx/foreignGraph.ts';
import { walkGraph, type GraphWalk } from '../onnx/graphWalk.ts';
import { traceNoise, type NoiseTrace } from '../onnx/latentNoise.ts';
import { onnxStructureBytes, readOnnx } from '../onnx/readOnnx.ts';
import { framesPerSecond, interChannelsOf, samplesPerFrameOf, speakerCountOf, widthOf } from './onnxVoiceSizes.ts';

/** What an input of a voice is for, whatever it is called. */
export type OnnxRole = 'content' | 'length' | 'pitch' | 'pitchHz' | 'speaker' | 'noise';

/** A voice that is an ONNX network already, in one of the two public layouts. */
export type OnnxVoice = {
  /** `phone, phone_lengths, pitch, pitchf, ds, rnd`, or `feats, p_len, pitch, pitchf, sid` with the noise made inside. */
  readonly layout: 'phone' | 'feats';
  /** Values of a content feature. */
  readonly width: 256 | 768;
  readonly version: 'v1' | 'v2';
  readonly hasPitch: boolean;
  readonly storedType: 'float32' | 'float16';
  /** From the network's own rates, 10 ms per frame; null when they do not show in the graph. The probe measures it. */
  readonly sampleRate: number | null;
  /**
   * What the network multiplies the latent noise with besides its spread: 0.66666 where the original's scale is inside, 1
   * where it is left to the caller; null when the graph does not show it.
   */
  readonly noiseScale: number | null;
  /** Channels of the latent noise; null when the graph does not show them. */
  readonly interChannels: number | null;
  /** The value that holds latent noise, made inside in the layout `feats`; null when there is none to be found. */
  readonly noiseValue: string | null;
  /** null when the graph does not show it: then speaker 0 is there. */
  readonly speakerCount: number | null;
  /** Texts that the exporter left in the file. */
  readonly info: ReadonlyMap<string, string>;
  readonly inputs: ReadonlyMap<OnnxRole, FileValue>;
  readonly output: FileValue;
  readonly file: OnnxFile;
};

const roles: ReadonlyMap<string, OnnxRole> = new Map([
  ['phone', 'content'],
  ['feats', 'content'],
  ['phone_lengths', 'length'],
  ['p_len', 'length'],
  ['pitch', 'pitch'],
  ['pitchf', 'pitchHz'],
  ['nsff0', 'pitchHz'],
  ['ds', 'speaker'],
  ['sid', 'speaker'],
  ['rnd', 'noise'],
]);
const elementTypes = new Map([
  [1, 'float32'],
  [6, 'int32'],
  [7, 'int64'],
  [10, 'float16'],
  [11, 'float64'],
]);
/** A voice draws at one to three places; each is looked at and rewritten. */
const mostRandomNodes = 64;
/** A minute of sound at 48 kHz with nine components, and as much again. */
const mostRandomValues = 2 ** 26;

/**
 * Reads what a voice in ONNX is from its graph. Its numbers stay in the file, nothing is run.
 * @throws AppError NOT_A_VOICE, VOICE_UNSUPPORTED (other inputs, operators or numbers from outside, a newer ONNX),
 * VOICE_FILE_UNSAFE (repeats without end), VOICE_FILE_DAMAGED
 */
export function readOnnxVoice(source: ByteSource, allowance = new Allowance(onnxStructureBytes)): OnnxVoice {
  const file = readOnnx(source, allowance);
  const inputs = readInputs(source.name, file.graph);
  checkForeignGraph(source.name, file);
  checkRandomNodes(source.name, file.graph);
  const content = inputs.get('content');
  const output = file.graph.outputs.find(({ name }) => name === 'audio') ?? file.graph.outputs[0];
  if (content === undefined || output === undefined) throw notAVoice(source.name, 'unknown');
  const walk = walkGraph(source, file.graph);
  const noise = findNoise(walk, file.graph, inputs.get('noise')?.name);
  const width = widthOf(walk, content);
  if (width !== 256 && width !== 768) {
    throw unsupportedFile(source.name, 'input-layout', `${content.name}: ${String(width ?? '?')}`);
  }
  const samplesPerFrame = samplesPerFrameOf(file.graph);
  return {
    layout: content.name === 'feats' ? 'feats' : 'phone',
    width,
    version: width === 256 ? 'v1' : 'v2',
    hasPitch: inputs.has('pitchHz'),
    storedType: content.type === 10 ? 'float16' : 'float32',
    sampleRate: samplesPerFrame === null ? null : samplesPerFrame * framesPerSecond,
    noiseScale: noise?.trace.scale ?? null,
    interChannels: interChannelsOf(walk, inputs.get('noise'), noise?.trace.spread),
    noiseValue: inputs.get('noise')?.name ?? noise?.value ?? null,
    speakerCount: speakerCountOf(walk, file.graph, inputs.get('speaker')),
    info: infoOf(file.metadata),
    inputs,
    output,
    file,
  };
}

/** The inputs by what they are for. Old files list their initializers among the inputs; those are none. */
function readInputs(file: string, graph: FileGraph): Map<OnnxRole, FileValue> {
  const inputs = new Map<OnnxRole, FileValue>();
  for (const value of graph.inputs) {
    if (graph.initializers.has(value.name)) continue;
    const role = roles.get(value.name);
    if (role === undefined || inputs.has(role) || !elementTypes.has(value.type)) {
      throw unsupportedFile(file, 'input-layout', value.name);
    }
    inputs.set(role, value);
  }
  for (const role of ['content', 'length', 'speaker'] as const) {
    if (!inputs.has(role)) throw unsupportedFile(file, 'input-layout', [...inputs.values()].map(nameOf).join(', '));
  }
  if (inputs.has('pitch') !== inputs.has('pitchHz')) throw unsupportedFile(file, 'input-layout', 'pitch, pitchf');
  return inputs;
}

function nameOf(value: FileValue): string {
  return value.name;
}

/** Places that draw at random are rewritten: they must be few, and a shape they state must be one that exists. */
function checkRandomNodes(file: string, { nodes }: FileGraph): void {
  const random = nodes.filter(({ operator }) => operator.startsWith('Random'));
  const counts = random.map(({ attributes }) =>
    (attributes.get('shape')?.integers ?? []).reduce((product, dim) => product * (dim < 0 ? Infinity : dim), 1),
  );
  if (random.length > mostRandomNodes || !counts.every((count) => count <= mostRandomValues)) {
    throw damagedFile(file, 'too-large', 'Random');
  }
}

type FoundNoise = { readonly value: string; readonly trace: NoiseTrace };

/** Latent noise that comes in, or else the random numbers made inside that meet exp(logs). */
function findNoise(walk: GraphWalk, graph: FileGraph, input: string | undefined): FoundNoise | null {
  const candidates =
    input === undefined
      ? graph.nodes.filter(({ operator }) => operator === 'RandomNormalLike').map(({ outputs }) => outputs[0] ?? '')
      : [input];
  for (const value of candidates) {
    const trace = traceNoise(walk, value);
    if (trace === null) continue;
    const attributes = walk.producerOf(value)?.attributes;
    const madeScale = attributes?.get('scale')?.float ?? 1;
    return { value, trace: { ...trace, scale: trace.scale * madeScale } };
  }
  return null;
}

/** Some exporters keep one JSON text under `metadata`, others one entry per fact. */
function infoOf(metadata: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const info = new Map<string, string>();
  for (const [key, value] of metadata) {
    const facts = key === 'metadata' ? parsedFacts(value) : null;
    if (facts === null) info.set(key, value);
    else for (const [name, fact] of facts) info.set(name, fact);
  }
  return info;
}

function parsedFacts(text: string): [string, string][] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.entries(value).map(([name, fact]) => [name, typeof fact === 'string' ? fact : JSON.stringify(fact)]);
  } catch {
    return null;
  }
}
