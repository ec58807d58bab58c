import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './paths.mjs';

/** @returns {string | null} Electron's own program, where its installer put it */
export function electronProgram() {
  const folder = inProject('node_modules', 'electron');
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const distFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const program = join(distFolder, readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** @returns {boolean} whether a window can be shown */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
