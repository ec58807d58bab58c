import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { findNode } from './findNode.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { isClone, setupFolder } from './paths.mjs';
import { say, textsFor } from './texts.mjs';

/**
 * Brings a clone to where it can run: packages as locked, out/ as the sources are. Says nothing and starts nothing when
 * that is so already. A folder without sources is taken as it is.
 * @returns {Promise<string | null>} the Node to run under; null when something failed, which has been said
 */
export async function makeReady() {
  const texts = textsFor(process.env);
  const isReady = () => !isClone() || (isInstalled() && isBuilt());
  const setUp = async () => {
    if (isReady()) return true;
    if (!isInstalled() && !(await install(texts))) return false;
    const node = findNode();
    return node === null || isBuilt() || (await build(node, texts));
  };
  const isSetUp = isReady() || (await withLock(join(setupFolder, 'lock'), () => say(texts.waiting), setUp));
  if (!isSetUp) return null;
  const node = findNode();
  if (node === null) say(texts.nodeTooOld(process.versions.node));
  return node;
}

/** The same for tests that drive what is built. @returns {Promise<void>} */
export async function ensureBuilt() {
  if ((await makeReady()) === null) throw new Error('Cantado could not be built; the lines above say why.');
}
