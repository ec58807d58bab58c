import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: a clone, or an installed copy with only what is built. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What set-up writes for itself; ignored by git, safe to delete. */
export const setupFolder = join(projectRoot, '.setup');

export const outFolder = join(projectRoot, 'out');

/** @param {string[]} parts below the project's folder */
export const inProject = (...parts) => join(projectRoot, ...parts);

/** A clone installs and builds itself; an installed copy runs what it was shipped with. */
export const isClone = () => existsSync(inProject('src')) && existsSync(inProject('package-lock.json'));
