import { unsupportedFile } from '../bytes/refusals.ts';
import type { ByteSource } from '../bytes/types.ts';
import type { WholeNetwork } from '../converters/rvc/types.ts';
import type { FileNode, FileValue } from '../onnx/fileTypes.ts';
import { rewriteOnnx } from '../onnx/rewriteOnnx.ts';
import { seededNoise } from '../onnx/seededNoise.ts';
import type { Dimension, OnnxNode, OnnxValue } from '../onnx/types.ts';
import { latentNoiseScale } from '../rvc/synthesizer/encoder.ts';
import type { OnnxRole, OnnxVoice } from './onnxVoice.ts';

/** Before every new name; a name in the file that begins so would be taken for one of them. */
const prefix = 'cantado.';
const float32 = 1;
/** From this operator set on a value can be cast to the type of another. */
const castLikeOperatorSet = 15;
const randomOperators: ReadonlySet<string> = new Set([
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
]);
/** Scales closer than this are the same constant, rounded to half precision. */
const sameScale = 0.01;

const runnableNames = {
  content: `${prefix}phone`,
  length: `${prefix}phone_lengths`,
  pitch: `${prefix}pitch`,
  pitchHz: `${prefix}pitchf`,
  speaker: `${prefix}speaker`,
  noise: `${prefix}noise`,
} as const satisfies Record<OnnxRole, string>;
const audioName = `${prefix}audio`;

/** What a runnable network needs to be called. */
export type RunnableNames = Omit<WholeNetwork, 'kind' | 'model'>;

/**
 * Writes the network of a voice as it is run here: float32 at every edge, whatever the file wants (half-precision inputs
 * fail in ONNX Runtime under Node 24), one set of names for both layouts, any number of frames, and no chance inside: the
 * latent noise is an input that is scaled inside, other noise is a pure function of its place.
 * @param write takes bytes that belong to it for the time of the call only
 * @throws AppError VOICE_UNSUPPORTED for inputs of other ranks and names that clash
 */
export function writeRunnableOnnx(
  source: ByteSource,
  voice: OnnxVoice,
  write: (bytes: Uint8Array) => void,
): RunnableNames {
  checkNames(source.name, voice);
  const inputs: OnnxValue[] = [];
  const before: OnnxNode[] = [];
  for (const [role, value] of voice.inputs) {
    if (role === 'noise') continue;
    inputs.push({ name: runnableNames[role], type: 'float32', dims: dimsOf(role, voice) });
    before.push(...entry(source.name, role, value));
  }
  const noise = voice.noiseValue === null ? null : noiseEntry(voice, voice.noiseValue);
  if (noise) inputs.push({ name: runnableNames.noise, type: 'float32', dims: dimsOf('noise', voice) });
  const replaced = new Map<FileNode, readonly OnnxNode[]>(seededNodes(voice));
  if (noise?.replaces) replaced.set(noise.replaces, noise.nodes);
  const toFloat = { operator: 'Cast', inputs: [voice.output.name], outputs: [audioName], attributes: { to: float32 } };
  rewriteOnnx(
    source,
    voice.file,
    {
      inputs,
      outputs: [{ name: audioName, type: 'float32', dims: voice.output.dims?.map(() => 'samples') ?? [] }],
      before: [...before, ...(noise && !noise.replaces ? noise.nodes : [])],
      after: [toFloat],
      replaced,
    },
    write,
  );
  const named = (role: OnnxRole) => (voice.inputs.has(role) ? runnableNames[role] : null);
  return {
    inputs: {
      phone: runnableNames.content,
      phoneLengths: runnableNames.length,
      pitch: named('pitch'),
      pitchf: named('pitchHz'),
      speaker: runnableNames.speaker,
      noise: noise === null ? null : runnableNames.noise,
    },
    output: audioName,
    isNoiseScaledInside: true,
  };
}

/** Names of a stranger's edges are written again; those that are not plain, or begin like ours, are not taken. */
function checkNames(file: string, { file: { graph }, output, noiseValue }: OnnxVoice): void {
  const isPlain = (name: string) => /^[!-~]+$/.test(name) && !name.startsWith(prefix);
  for (const name of [output.name, noiseValue]) {
    if (name !== null && !isPlain(name)) throw unsupportedFile(file, 'input-layout', name);
  }
  const clash = graph.nodes.flatMap(({ outputs }) => outputs).find((name) => name.startsWith(prefix));
  if (clash !== undefined) throw unsupportedFile(file, 'input-layout', clash);
}

function dimsOf(role: OnnxRole, voice: OnnxVoice): Dimension[] {
  if (role === 'length' || role === 'speaker') return [1];
  if (role === 'content') return [1, 'frames', voice.width];
  return role === 'noise' ? [1, voice.interChannels ?? 'channels', 'frames'] : [1, 'frames'];
}

/** From our float32 input to the value the file's own nodes read. */
function entry(file: string, role: OnnxRole, value: FileValue): OnnxNode[] {
  const rank = value.dims?.length ?? null;
  const isOne = role === 'length' || role === 'speaker';
  if (rank !== null && rank !== (role === 'content' ? 3 : isOne ? 1 : 2) && !(isOne && rank === 0)) {
    throw unsupportedFile(file, 'input-layout', value.name);
  }
  const name = runnableNames[role];
  if (rank !== 0) return [castTo(value.type, name, value.name)];
  const cast = `${name}.cast`;
  return [
    castTo(value.type, name, cast),
    { operator: 'Squeeze', inputs: [cast], outputs: [value.name], attributes: {} },
  ];
}

function castTo(type: number, from: string, to: string): OnnxNode {
  return { operator: 'Cast', inputs: [from], outputs: [to], attributes: { to: type } };
}

/** From our noise to the file's, in the place of the node that drew it where there is one. */
function noiseEntry(voice: OnnxVoice, value: string): { nodes: OnnxNode[]; replaces: FileNode | null } {
  const replaces = voice.file.graph.nodes.find(({ outputs }) => outputs.includes(value)) ?? null;
  const factor = factorFor(voice.noiseScale, replaces);
  const factorName = `${runnableNames.noise}.factor`;
  const scaled = `${runnableNames.noise}.scaled`;
  const type = replaces ? noiseType(replaces, voice) : (voice.inputs.get('noise')?.type ?? float32);
  const to: OnnxNode =
    replaces && type === null
      ? { operator: 'CastLike', inputs: [scaled, replaces.inputs[0] ?? ''], outputs: [value], attributes: {} }
      : castTo(type ?? float32, scaled, value);
  const nodes: OnnxNode[] = [
    { operator: 'Constant', inputs: [], outputs: [factorName], attributes: { value_float: { float: factor } } },
    { operator: 'Mul', inputs: [runnableNames.noise, factorName], outputs: [scaled], attributes: {} },
    to,
  ];
  return { nodes, replaces };
}

/** What our noise must be multiplied with so that it is scaled as in the original. */
function factorFor(noiseScale: number | null, drawn: FileNode | null): number {
  // Noise that was drawn here came with its own scale, which goes with the node.
  const drawnScale = drawn?.attributes.get('scale')?.float ?? 1;
  const inside = (noiseScale ?? 1) / drawnScale;
  const factor = latentNoiseScale / inside;
  return Math.abs(factor - 1) < sameScale ? 1 : factor;
}

function noiseType(node: FileNode, voice: OnnxVoice): number | null {
  const asked = node.attributes.get('dtype')?.integer;
  if (asked !== undefined) return asked;
  if ((voice.file.operatorSets.get('') ?? 0) >= castLikeOperatorSet) return null;
  return voice.inputs.get('content')?.type ?? float32;
}

/** Every other node that draws at random, with what stands in for it. */
function* seededNodes(voice: OnnxVoice): Generator<[FileNode, OnnxNode[]]> {
  const randoms = voice.file.graph.nodes.filter(
    ({ operator, outputs }) => randomOperators.has(operator) && outputs[0] !== voice.noiseValue,
  );
  for (const [index, node] of randoms.entries()) {
    const likeType = noiseType(node, voice);
    yield [
      node,
      seededNoise(node, { seed: 1 + 104_729 * index, prefix: `${prefix}noise.${String(index)}.`, likeType }),
    ];
  }
}
