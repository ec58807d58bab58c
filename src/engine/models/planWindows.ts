/** One run of a network over frames [start, end), of which [keepStart, keepEnd) are used. */
export type FrameWindow = {
  readonly start: number;
  readonly end: number;
  readonly keepStart: number;
  readonly keepEnd: number;
};

export type WindowSizes = {
  /** The most frames of a window. */
  readonly frames: number;
  /** Frames at each of its inner borders that are thrown away. */
  readonly contextFrames: number;
  /** Windows are whole numbers of this many frames long; so must be the sizes above and the recording. Default: 1. */
  readonly groupFrames?: number;
};

/**
 * Covers a recording with as few windows as its length allows, all equally long, so that little is computed twice. They
 * depend on the recording's length only: a frame comes from the same window wherever reading starts. The last one reaches
 * back where it would be short.
 */
export function planWindows(frameCount: number, sizes: WindowSizes): FrameWindow[] {
  const { contextFrames } = sizes;
  if (frameCount <= sizes.frames) return [{ start: 0, end: frameCount, keepStart: 0, keepEnd: frameCount }];
  const frames = windowLength(frameCount, sizes);
  const windows: FrameWindow[] = [];
  let keepStart = 0;
  while (keepStart < frameCount) {
    const start = Math.min(Math.max(0, keepStart - contextFrames), frameCount - frames);
    const end = start + frames;
    const keepEnd = end === frameCount ? frameCount : end - contextFrames;
    windows.push({ start, end, keepStart, keepEnd });
    keepStart = keepEnd;
  }
  return windows;
}

function windowLength(frameCount: number, { frames, contextFrames, groupFrames = 1 }: WindowSizes): number {
  const overlap = 2 * contextFrames;
  const windowCount = Math.ceil((frameCount - overlap) / (frames - overlap));
  return Math.ceil((frameCount + overlap * (windowCount - 1)) / windowCount / groupFrames) * groupFrames;
}
