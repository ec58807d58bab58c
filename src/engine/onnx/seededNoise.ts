import type { FileNode } from './fileTypes.ts';
import type { Attributes, OnnxNode } from './types.ts';

/** Below 2^31, so that squares stay in 63 bits; a prime, so that none but 0 divides it. */
const modulus = 2_147_483_647;
const multiplier = 1_103_515_245;
const float32 = 1;

export type SeededNoiseOptions = {
  /** 0 … 10^8 */
  readonly seed: number;
  /** Of the names of the new values. */
  readonly prefix: string;
  /** TensorProto.DataType of the value the noise is like; null where the operator set can ask for it (from 15 on). */
  readonly likeType: number | null;
};

/**
 * Nodes that stand in for RandomNormal, RandomUniform and those like another value, and give the same numbers in every
 * run: a number made from the place of each value, mixed by squaring in a field of 2^31 - 1 elements, and turned into a
 * normal one (Box and Muller 1958) where that is asked for. A graph that draws anew each time could not continue a render
 * bit for bit.
 */
export function seededNoise(node: FileNode, { seed, prefix, likeType }: SeededNoiseOptions): OnnxNode[] {
  const nodes: OnnxNode[] = [];
  const add = (operator: string, inputs: readonly string[], attributes: Attributes = {}): string => {
    const output = `${prefix}${String(nodes.length)}`;
    nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  };
  const whole = (value: number) => add('Constant', [], { value_int: value });
  const float = (value: number) => add('Constant', [], { value_float: { float: value } });
  const { shape, count } = shapeOf(node, add);
  const places = add('Range', [whole(0), count, whole(1)]);
  const uniformOf = (salt: number): string => {
    let mixed = add('Add', [add('Mul', [places, whole(multiplier)]), whole(salt)]);
    for (let round = 0; round < 3; round++) {
      const within = add('Mod', [mixed, whole(modulus)]);
      mixed = add('Add', [add('Mul', [within, within]), add('Mul', [within, whole(multiplier + salt)])]);
    }
    const positive = add('Add', [add('Cast', [add('Mod', [mixed, whole(modulus)])], { to: float32 }), float(0.5)]);
    // Of float32, values next to 2^31 would round up to it.
    return add('Min', [add('Div', [positive, float(modulus)]), float(1 - 2 ** -24)]);
  };
  const flat = isUniform(node) ? uniformOf(seed) : normalOf(uniformOf(seed), uniformOf(seed + 7919));
  const numbers = add('Reshape', [scaled(flat), shape]);
  nodes.push({ ...typed(node, numbers, likeType), outputs: node.outputs });
  return nodes;

  function normalOf(first: string, second: string): string {
    const radius = add('Sqrt', [add('Mul', [add('Log', [first]), float(-2)])]);
    return add('Mul', [radius, add('Cos', [add('Mul', [second, float(2 * Math.PI)])])]);
  }

  function scaled(value: string): string {
    const attribute = (name: string, otherwise: number) => node.attributes.get(name)?.float ?? otherwise;
    const offset = isUniform(node) ? attribute('low', 0) : attribute('mean', 0);
    const spread = isUniform(node) ? attribute('high', 1) - offset : attribute('scale', 1);
    return add('Add', [add('Mul', [value, float(spread)]), float(offset)]);
  }
}

type AddNode = (operator: string, inputs: readonly string[], attributes?: Attributes) => string;

function isLike({ operator }: FileNode): boolean {
  return operator.endsWith('Like');
}

function isUniform({ operator }: FileNode): boolean {
  return operator.startsWith('RandomUniform');
}

/** Shape and number of the values to be drawn: those of another value, or as the node says. */
function shapeOf(node: FileNode, add: AddNode): { readonly shape: string; readonly count: string } {
  const [like = ''] = node.inputs;
  if (isLike(node)) return { shape: add('Shape', [like]), count: add('Size', [like]) };
  const dims = node.attributes.get('shape')?.integers ?? [];
  const count = dims.reduce((product, dim) => product * dim, 1);
  return {
    shape: add('Constant', [], { value_ints: dims }),
    count: add('Constant', [], { value_int: count }),
  };
}

/** In the type that the node asks for, or that of the value it is like. */
function typed(node: FileNode, value: string, likeType: number | null): Omit<OnnxNode, 'outputs'> {
  const type = node.attributes.get('dtype')?.integer ?? (isLike(node) ? likeType : float32);
  if (type === null) return { operator: 'CastLike', inputs: [value, node.inputs[0] ?? ''], attributes: {} };
  return { operator: 'Cast', inputs: [value], attributes: { to: type } };
}
