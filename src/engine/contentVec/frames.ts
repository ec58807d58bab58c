/** Rate the network wants, Hz. */
export const contentRate = 16_000;
/** A frame every 20 ms. */
export const contentHop = 320;
/** Samples that one frame sees: frame i begins at sample 320 · i. */
export const contentReach = 400;

/** The convolutions before the encoder. */
export const frontEndLayers = [
  { kernel: 10, stride: 5 },
  { kernel: 3, stride: 2 },
  { kernel: 3, stride: 2 },
  { kernel: 3, stride: 2 },
  { kernel: 3, stride: 2 },
  { kernel: 2, stride: 2 },
  { kernel: 2, stride: 2 },
] as const;

/** Frames that the network gives for a number of samples, at least 400. */
export function networkFrameCount(sampleCount: number): number {
  return Math.floor((sampleCount - contentReach) / contentHop) + 1;
}

/** Frames that cover a whole recording: every sample lies in the 20 ms of one of them. */
export function contentFrameCount(sampleCount: number): number {
  return Math.max(1, Math.ceil(sampleCount / contentHop));
}
