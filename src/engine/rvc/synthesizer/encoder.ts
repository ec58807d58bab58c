import { GraphBuilder } from '../../onnx/graphBuilder.ts';
import type { OnnxModel } from '../../onnx/types.ts';
import { reverseFlow } from './flow.ts';
import { speakerRow } from './layers.ts';
import type { Site } from './layers.ts';
import { textEncoder } from './textEncoder.ts';
import type { LatentStatistics } from './textEncoder.ts';
import type { SynthesizerVoice } from './types.ts';

/** The original's number, five sixes. */
export const latentNoiseScale = 0.66666;

/**
 * Text encoder and flow in one network: `phone` (1, T, 256 | 768), `pitch` (1, T) whole numbers 1 … 255 (only with pitch),
 * `noise` (1, inter, T) standard normal, `speaker` (1) a row of the speaker table → `z` (1, inter, T). All float32. Every
 * frame counts: what a mask would hide must not be fed in.
 */
export function buildEncoder(voice: SynthesizerVoice): OnnxModel {
  const graph = new GraphBuilder('rvc-encoder');
  const site: Site = { graph, weights: voice.weights };
  const width = voice.weights.get('enc_p.emb_phone.weight')?.dims[1] ?? 0;
  const phone = graph.input('phone', [1, 'frames', width]);
  const pitch = voice.hasPitch ? graph.input('pitch', [1, 'frames']) : null;
  const noise = graph.input('noise', [1, voice.interChannels, 'frames']);
  const speaker = speakerRow(site, graph.input('speaker', [1]));
  const scaledNoise = graph.node('Mul', [noise, graph.scalar(latentNoiseScale)]);
  const latent = drawn(site, textEncoder(site, voice, phone, pitch), scaledNoise);
  graph.output('z', reverseFlow(site, latent, speaker), [1, voice.interChannels, 'frames']);
  return graph.build();
}

/** A sample of the latent. @param noise (1, inter, T), of the deviation wanted */
export function drawn({ graph }: Site, { mean, logDeviation }: LatentStatistics, noise: string): string {
  return graph.node('Add', [mean, graph.node('Mul', [graph.node('Exp', [logDeviation]), noise])]);
}
