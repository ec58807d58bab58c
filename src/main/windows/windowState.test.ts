import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { placeWindow, readWindowState, saveWindowState } from './windowState.ts';

const laptop = { x: 0, y: 0, width: 1920, height: 1040 };
const beside = { x: 1920, y: -200, width: 2560, height: 1400 };
const remembered = { x: 2000, y: 0, width: 1600, height: 1000, isMaximized: false };

describe('the place of the window', () => {
  it('is the system’s choice at the first start, in the size of the design or what fits', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1440, height: 900, isMaximized: false });
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1280, height: 760 }])).toMatchObject({ width: 1280, height: 760 });
  });

  it('is where it was left, as long as that screen is there', () => {
    expect(placeWindow(remembered, [laptop, beside])).toEqual(remembered);
    expect(placeWindow(remembered, [laptop])).toEqual({ width: 1600, height: 1000, isMaximized: false });
  });

  it('is never above the edge of the screen, where its bar could not be grabbed', () => {
    expect(placeWindow({ ...remembered, x: 100, y: -40 }, [laptop])).not.toHaveProperty('y');
  });

  it('leaves enough of the bar on a screen to be grabbed, and is never under the smallest size, whatever was remembered', () => {
    const side = fc.integer({ min: -20_000, max: 20_000 });
    const state = fc.record({ x: side, y: side, width: side, height: side, isMaximized: fc.boolean() });
    fc.assert(
      fc.property(state, (was) => {
        const placed = placeWindow(was, [laptop, beside]);
        expect(placed.width).toBeGreaterThanOrEqual(1024);
        expect(placed.height).toBeGreaterThanOrEqual(700);
        if (placed.x === undefined || placed.y === undefined) return;
        const { x, y, width } = { x: placed.x, y: placed.y, width: placed.width };
        const isGrabbable = [laptop, beside].some(
          (area) =>
            x + width > area.x + 100 && x < area.x + area.width - 100 && y >= area.y && y < area.y + area.height,
        );
        expect(isGrabbable).toBe(true);
      }),
    );
  });
});

describe('the remembered place', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-window-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('comes back as it was saved', () => {
    const shellFolder = path.join(folder, 'made-when-missing');
    saveWindowState(shellFolder, remembered);
    expect(readWindowState(shellFolder)).toEqual(remembered);
  });

  it.each(['', '{', 'null', '{"x":1}', '{"x":"1","y":0,"width":1,"height":1,"isMaximized":true}'])(
    'counts as never saved when the file holds %j',
    (text) => {
      writeFileSync(path.join(folder, 'window.json'), text);
      expect(readWindowState(folder)).toBeNull();
    },
  );
});
