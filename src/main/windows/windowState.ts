import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Size = { readonly width: number; readonly height: number };
/** Device-independent pixels. */
export type Rectangle = Size & { readonly x: number; readonly y: number };
/** Where the window was. */
export type WindowState = Rectangle & { readonly isMaximized: boolean };

function isWindowState(value: unknown): value is WindowState {
  if (typeof value !== 'object' || value === null) return false;
  const { isMaximized, ...rectangle } = value as Partial<Record<keyof WindowState, unknown>>;
  const { x, y, width, height } = rectangle;
  return typeof isMaximized === 'boolean' && [x, y, width, height].every((side) => Number.isSafeInteger(side));
}

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
  const sizeOn = (screen: Size): Size => ({
    width: Math.max(minimumSize.width, Math.min(wanted.width, screen.width)),
    height: Math.max(minimumSize.height, Math.min(wanted.height, screen.height)),
  });
  const { isMaximized } = wanted;
  if (remembered !== null) {
    const { x, y } = remembered;
    const home = workAreas.find((workArea) => canBeGrabbed({ x, y, ...sizeOn(workArea) }, workArea));
    if (home !== undefined) return { x, y, ...sizeOn(home), isMaximized };
  }
  return { ...sizeOn(workAreas[0] ?? firstSize), isMaximized };
}

function stateFile(shellFolder: string): string {
  return path.join(shellFolder, 'window.json');
}

/** What was remembered; null when there is nothing, or nothing sensible. */
export function readWindowState(shellFolder: string): WindowState | null {
  try {
    const remembered: unknown = JSON.parse(readFileSync(stateFile(shellFolder), 'utf8'));
    return isWindowState(remembered) ? remembered : null;
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
