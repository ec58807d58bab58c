import { copyingOperators, type GraphWalk } from './graphWalk.ts';

/** How far apart noise, its spread and its constant can lie: exporters put a cast or a copy between them. */
const longestPath = 12;
/** Values looked at for one factor. A product of a value with itself, twenty times over, would have a million. */
const mostLooks = 64;

/** The latent noise of a voice on its way through the graph. */
export type NoiseTrace = {
  /** What it is multiplied with besides exp(logs): 0.66666 where the original scales it, 1 where the caller should. */
  readonly scale: number;
  /** The value with exp(logs), which has the latent's channels. */
  readonly spread: string;
};

/**
 * Follows noise from where it enters to where it is added to the mean: every factor on the way is a constant, which
 * counts, or the exponential of logs, which shows that this is the latent noise and not another.
 * @param noise the name of the value; null is returned when no exponential is met
 */
export function traceNoise(walk: GraphWalk, noise: string): NoiseTrace | null {
  let value = noise;
  let scale = 1;
  let spread: string | null = null;
  for (let step = 0; step < longestPath; step++) {
    const next = walk.consumersOf(value).find(({ operator }) => operator === 'Mul' || copyingOperators.has(operator));
    if (next === undefined) break;
    if (next.operator === 'Mul') {
      const other = next.inputs.find((input) => input !== value);
      const factor = other === undefined ? null : factorOf(walk, other, { left: mostLooks });
      if (factor === null) break;
      scale *= factor.scale;
      spread ??= factor.spread;
    }
    value = next.outputs[0] ?? '';
  }
  return spread === null ? null : { scale, spread };
}

type Factor = { readonly scale: number; readonly spread: string | null };

/** A factor's constants and exponential; null when it is made of anything else, or of too much. */
function factorOf(walk: GraphWalk, value: string, looks: { left: number }): Factor | null {
  if (--looks.left < 0) return null;
  const constant = walk.numberOf(value);
  if (constant !== null) return { scale: constant, spread: null };
  const producer = walk.producerOf(value);
  if (producer === undefined) return null;
  if (producer.operator === 'Exp') return { scale: 1, spread: value };
  if (copyingOperators.has(producer.operator)) return factorOf(walk, producer.inputs[0] ?? '', looks);
  if (producer.operator !== 'Mul') return null;
  const [first, second] = producer.inputs.slice(0, 2).map((input) => factorOf(walk, input, looks));
  if (!first || !second) return null;
  return { scale: first.scale * second.scale, spread: first.spread ?? second.spread };
}
