import { convolution, linear } from './layers.ts';
import type { Site } from './layers.ts';
import { convolutionWeight, reversedAlong, storedWeight } from './storedWeights.ts';

/** Coupling layers in the order of the reverse direction; between them the original flips the channels. */
const couplings = [6, 4, 2, 0];
const waveLayerCount = 3;

type Halves = { readonly first: string; readonly second: string };

/**
 * The flow, backwards: from a sample of the text encoder's latent to the decoder's. The flips of the channel order are
 * folded into the weights: after one flip a layer sees the second half, turned round, where it used to see the first.
 *
 * @param latent (1, inter, T)
 * @param speaker (1, gin)
 */
export function reverseFlow(site: Site, latent: string, speaker: string): string {
  const { graph } = site;
  const [low, high] = graph.nodeWithOutputs('Split', [latent], 2, { axis: 1 });
  let halves: Halves = { first: low, second: high };
  couplings.forEach((layer, flips) => {
    const isFlipped = flips % 2 === 0;
    const name = `flow.flows.${String(layer)}`;
    halves = isFlipped
      ? { first: coupled(site, { name, isFlipped, speaker }, halves.second, halves.first), second: halves.second }
      : { first: halves.first, second: coupled(site, { name, isFlipped, speaker }, halves.first, halves.second) };
  });
  return graph.node('Concat', [halves.first, halves.second], { axis: 1 });
}

type Coupling = { readonly name: string; readonly isFlipped: boolean; readonly speaker: string };

/** What is left of `changed` when the part that `kept` predicts is taken away. */
function coupled(site: Site, { name, isFlipped, speaker }: Coupling, kept: string, changed: string): string {
  const { graph, weights } = site;
  const preWeight = convolutionWeight(weights, `${name}.pre`);
  const postWeight = convolutionWeight(weights, `${name}.post`);
  const postBias = storedWeight(weights, `${name}.post.bias`);
  const h = convolution(site, `${name}.pre`, kept, { weight: isFlipped ? reversedAlong(preWeight, 1) : preWeight });
  const predicted = convolution(site, `${name}.post`, waveNet(site, `${name}.enc`, h, speaker), {
    weight: isFlipped ? reversedAlong(postWeight, 0) : postWeight,
    bias: graph.weight(isFlipped ? reversedAlong(postBias, 0) : postBias),
  });
  return graph.node('Sub', [changed, predicted]);
}

/** Gated convolutions (van den Oord et al. 2016); the speaker enters as a bias. */
function waveNet(site: Site, name: string, input: string, speaker: string): string {
  const { graph } = site;
  const conditions = graph.nodeWithOutputs('Split', [linear(site, `${name}.cond_layer`, speaker)], waveLayerCount, {
    axis: 1,
  });
  let x = input;
  let sum: string | null = null;
  for (let layer = 0; layer < waveLayerCount; layer++) {
    const gated = gatedConvolution(site, `${name}.in_layers.${String(layer)}`, x, conditions[layer]);
    const passed = convolution(site, `${name}.res_skip_layers.${String(layer)}`, gated);
    const isLast = layer === waveLayerCount - 1;
    const [kept, skipped] = isLast ? [null, passed] : graph.nodeWithOutputs('Split', [passed], 2, { axis: 1 });
    if (kept !== null) x = graph.node('Add', [x, kept]);
    sum = sum === null ? skipped : graph.node('Add', [sum, skipped]);
  }
  return sum ?? input;
}

/** @param condition (1, 2·hidden), what the speaker adds to the bias */
function gatedConvolution(site: Site, name: string, x: string, condition: string): string {
  const { graph, weights } = site;
  const offset = graph.node('Squeeze', [condition, graph.integers([0])]); // (2·hidden)
  const bias = graph.node('Add', [graph.weight(storedWeight(weights, `${name}.bias`)), offset]);
  const [signal, gate] = graph.nodeWithOutputs('Split', [convolution(site, name, x, { bias })], 2, { axis: 1 });
  return graph.node('Mul', [graph.node('Tanh', [signal]), graph.node('Sigmoid', [gate])]);
}
