import type { NamedWeights } from '../baseModels/namedWeights.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';

/** A value [frames, width]. */
export type Rows = { readonly value: string; readonly width: number };

/** The steps that ContentVec's parts have in common. */
export class ContentVecGraph {
  readonly builder: GraphBuilder;
  readonly weights: NamedWeights;

  constructor(builder: GraphBuilder, weights: NamedWeights) {
    this.builder = builder;
    this.weights = weights;
  }

  /** (x · Wᵀ + b) · factor */
  linear(x: Rows, name: string, factor = 1): Rows {
    const [width] = this.weights.dims(`${name}.weight`, 2);
    const inputs = [x.value, this.weight(`${name}.weight`, [width, x.width]), this.weight(`${name}.bias`, [width])];
    const value = this.builder.node('Gemm', inputs, { transB: 1, alpha: { float: factor }, beta: { float: factor } });
    return { value, width };
  }

  layerNorm(x: Rows, name: string): Rows {
    const inputs = [x.value, this.weight(`${name}.weight`, [x.width]), this.weight(`${name}.bias`, [x.width])];
    const value = this.builder.node('LayerNormalization', inputs, { axis: -1, epsilon: { float: 1e-5 } });
    return { value, width: x.width };
  }

  /** x / 2 · (1 + erf(x / √2)), in the very form that ONNX Runtime makes one operator of. */
  gelu(x: string): string {
    const { builder } = this;
    const erf = builder.node('Erf', [builder.node('Div', [x, builder.scalar(Math.SQRT2)])]);
    const gated = builder.node('Mul', [x, builder.node('Add', [erf, builder.scalar(1)])]);
    return builder.node('Mul', [gated, builder.scalar(0.5)]);
  }

  weight(name: string, dims: readonly number[]): string {
    return this.builder.weight(this.weights.data(name, dims));
  }
}
