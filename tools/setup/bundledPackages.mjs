/** Notes, beside each bundle, which packages went into it: what the third-party notices are made from. */

/** Installed, and bundled all the same: its modules, loaded one by one, cost every start half a second. */
export const slowToLoad = ['drizzle-orm'];

export const PACKAGES_NOTE = '.bundled-packages.json';

/** @param {string} moduleId a file's path @returns {string | null} the package it belongs to */
function packageOf(moduleId) {
  const inside = moduleId.replaceAll('\\', '/').split('/node_modules/').slice(1).pop();
  if (inside === undefined) return null;
  const [first = '', second = ''] = inside.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** @returns {import('vite').Plugin} */
export function noteBundledPackages() {
  return {
    name: 'cantado:note-bundled-packages',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const packages = new Set(modules.map(packageOf).filter((name) => name !== null));
      const source = JSON.stringify([...packages].sort());
      this.emitFile({ type: 'asset', fileName: PACKAGES_NOTE, source });
    },
  };
}
