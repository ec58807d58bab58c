import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const whole = z.number().int().min(-100_000).max(100_000);
const windowStateSchema = z.object({ x: whole, y: whole, width: whole, height: whole, isMaximized: z.boolean() });
/** Where the window was; device-independent pixels. */
export type WindowState = z.infer<typeof windowStateSchema>;
export type Rectangle = Omit<WindowState, 'isMaximized'>;

export const minimumSize = { width: 1024, height: 700 } as const;
const firstSize = { width: 1440, height: 900 } as const;
/** So much of the window bar must be on a screen that it can be grabbed. */
const grabbable = { width: 160, height: 44 } as const;

/** What is to be given to the window: a size, and a place only when it can be seen there. */
export type WindowPlacement = {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly isMaximized: boolean;
};

function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB);
}

function canBeGrabbed(state: Rectangle, workArea: Rectangle): boolean {
  return (
    overlap(state.x, state.width, workArea.x, workArea.width) >= grabbable.width &&
    state.y >= workArea.y &&
    overlap(state.y, grabbable.height, workArea.y, workArea.height) >= grabbable.height
  );
}

/**
 * Fits what was remembered to the screens there are now: a window from a screen that is gone opens where the system
 * likes, one from a larger screen is made smaller.
 * @param workAreas of all screens, the main one first
 */
export function placeWindow(remembered: WindowState | null, workAreas: readonly Rectangle[]): WindowPlacement {
  const wanted = remembered ?? { ...firstSize, isMaximized: false };
  const home = remembered === null ? undefined : workAreas.find((workArea) => canBeGrabbed(remembered, workArea));
  const largest = home ?? workAreas[0] ?? { ...firstSize };
  const size = {
    width: Math.max(minimumSize.width, Math.min(wanted.width, largest.width)),
    height: Math.max(minimumSize.height, Math.min(wanted.height, largest.height)),
  };
  const place = home === undefined || remembered === null ? {} : { x: remembered.x, y: remembered.y };
  return { ...size, ...place, isMaximized: wanted.isMaximized };
}

function stateFile(shellFolder: string): string {
  return path.join(shellFolder, 'window.json');
}

/** What was remembered; null when there is nothing, or nothing sensible. */
export function readWindowState(shellFolder: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(stateFile(shellFolder), 'utf8')));
  } catch {
    // Never written, half written or edited by hand: the window opens as the first time.
    return null;
  }
}

/** Remembers; a full disk costs the place of a window and nothing else. */
export function saveWindowState(shellFolder: string, state: WindowState): void {
  try {
    mkdirSync(shellFolder, { recursive: true });
    writeFileSync(stateFile(shellFolder), JSON.stringify(state));
  } catch {
    // Nothing a person would want to be told while closing a window.
  }
}
