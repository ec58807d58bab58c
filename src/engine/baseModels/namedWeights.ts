import { AppError } from '../../contract/errors.ts';
import type { WeightData } from '../onnx/types.ts';
import type { Weight, Weights } from '../weights/types.ts';

/**
 * The weights of a base model, taken by name and checked as they are taken: what is missing, of another shape or holds a
 * value that is not a number makes the file the wrong one.
 * @throws AppError BASE_MODEL_WRONG_FILE from every method, and from reading a weight's values
 */
export class NamedWeights {
  readonly #weights: Weights;
  readonly #file: string;

  /** @param file the file's name, for people */
  constructor(weights: Weights, file: string) {
    this.#weights = weights;
    this.#file = file;
  }

  has(name: string): boolean {
    return this.#weights.has(name);
  }

  /** Dimensions, of which there are `rank`. */
  dims(name: string, rank: number): readonly number[] {
    const { dims } = this.#find(name);
    if (dims.length !== rank || dims.some((dim) => dim < 1)) throw this.wrongFile(`${name} [${dims.join(', ')}]`);
    return dims;
  }

  /** For a graph; kept as halves where the file holds halves. */
  data(name: string, dims: readonly number[]): WeightData {
    const weight = this.#find(name, dims);
    if (weight.type === 'float16') return { dims, halves: () => this.#halves(weight) };
    return { dims, floats: () => this.#floats(weight) };
  }

  floats(name: string, dims: readonly number[]): Float32Array {
    return this.lazyFloats(name, dims)();
  }

  /** Looks now and reads when it is called. */
  lazyFloats(name: string, dims: readonly number[]): () => Float32Array {
    const weight = this.#find(name, dims);
    return () => this.#floats(weight);
  }

  /** How many of `name(0)`, `name(1)`, … there are. */
  count(name: (index: number) => string): number {
    let count = 0;
    while (this.has(name(count))) count++;
    return count;
  }

  wrongFile(cause: string): AppError {
    return new AppError('BASE_MODEL_WRONG_FILE', { file: this.#file }, { cause: new Error(cause) });
  }

  #find(name: string, dims?: readonly number[]): Weight {
    const weight = this.#weights.get(name);
    if (!weight) throw this.wrongFile(`no ${name}`);
    const isNumeric = weight.type.includes('float');
    const isOfShape = !dims || (weight.dims.length === dims.length && dims.every((dim, i) => dim === weight.dims[i]));
    if (!isNumeric || !isOfShape) throw this.wrongFile(`${name}: ${weight.type} [${weight.dims.join(', ')}]`);
    return weight;
  }

  #floats(weight: Weight): Float32Array {
    const values = weight.readFloats();
    if (!values.every(Number.isFinite)) throw this.wrongFile(`${weight.name} is not finite`);
    return values;
  }

  #halves(weight: Weight): Uint16Array {
    const values = weight.readHalves();
    if (!values?.every((half) => (half & 0x7c00) !== 0x7c00)) throw this.wrongFile(`${weight.name} is not finite`);
    return values;
  }
}
