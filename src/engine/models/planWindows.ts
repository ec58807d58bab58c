/** One run of a network over frames [start, end), of which [keepStart, keepEnd) are used. */
export type FrameWindow = {
  readonly start: number;
  readonly end: number;
  readonly keepStart: number;
  readonly keepEnd: number;
};

export type WindowSizes = {
  /** Frames of a window. */
  readonly frames: number;
  /** Frames at each of its inner borders that are thrown away. */
  readonly contextFrames: number;
};

/**
 * Covers a recording with windows of one length. They depend on the recording's length only, so a frame comes from the same
 * window wherever reading starts; the last one reaches back rather than being short. A recording that is not longer than a
 * window is one window.
 */
export function planWindows(frameCount: number, { frames, contextFrames }: WindowSizes): FrameWindow[] {
  if (frameCount <= frames) return [{ start: 0, end: frameCount, keepStart: 0, keepEnd: frameCount }];
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
