import { elementTypes } from './types.ts';
import type {
  Attributes,
  Dimension,
  ElementType,
  OnnxInitializer,
  OnnxModel,
  OnnxNode,
  OnnxValue,
  WeightData,
} from './types.ts';

/**
 * Puts an ONNX graph together, operator by operator, in the order of execution. Values are referred to by the names the
 * methods return; these and the file's bytes are the same for the same calls.
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers: OnnxInitializer[] = [];
  /** Constants that are there already, by type, shape and values. */
  readonly #constants = new Map<string, string>();
  #valueCount = 0;

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, dims: readonly Dimension[], type: ElementType = 'float32'): string {
    this.#inputs.push({ name, type, dims });
    return name;
  }

  /** One operator with one output. @returns the output's name */
  node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const output = this.#newName(operator);
    this.#nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** One operator with several outputs, e.g. Split. */
  nodeWithOutputs(
    operator: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Attributes = {},
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => this.#newName(operator));
    this.#nodes.push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  /** A float32 value. Halves are stored as they are, with a Cast that ONNX Runtime folds when it loads the file. */
  weight(data: WeightData): string {
    const name = this.#newName('weight');
    if ('floats' in data) {
      this.#initializers.push({ name, type: 'float32', dims: data.dims, read: data.floats });
      return name;
    }
    this.#initializers.push({ name, type: 'float16', dims: data.dims, read: data.halves });
    return this.cast(name, 'float32');
  }

  /** @param dims default: a list of its length */
  floats(values: readonly number[], dims: readonly number[] = [values.length]): string {
    return this.#constant('float32', values, dims);
  }

  /** @param dims default: a list of its length */
  integers(values: readonly number[], dims: readonly number[] = [values.length]): string {
    return this.#constant('int64', values, dims);
  }

  /** A float32 without dimensions. */
  scalar(value: number): string {
    return this.floats([value], []);
  }

  cast(value: string, type: ElementType): string {
    return this.node('Cast', [value], { to: elementTypes[type] });
  }

  /** Makes a value an output, under a name of the caller's. */
  output(name: string, value: string, dims: readonly Dimension[], type: ElementType = 'float32'): void {
    this.#nodes.push({ operator: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    this.#outputs.push({ name, type, dims });
  }

  build(): OnnxModel {
    return {
      name: this.#name,
      inputs: [...this.#inputs],
      outputs: [...this.#outputs],
      nodes: [...this.#nodes],
      initializers: [...this.#initializers],
    };
  }

  #constant(type: 'float32' | 'int64', values: readonly number[], dims: readonly number[]): string {
    const key = `${type} ${dims.join('x')} ${values.join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.#newName('constant');
    const read = () => (type === 'float32' ? Float32Array.from(values) : BigInt64Array.from(values, BigInt));
    this.#initializers.push({ name, type, dims, read });
    this.#constants.set(key, name);
    return name;
  }

  #newName(stem: string): string {
    return `${stem}_${String(this.#valueCount++)}`;
  }
}
