import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProject } from '../../tools/setup/paths.mjs';

const HOUSE_RULES = [
  '.dependency-cruiser.mjs',
  'eslint.config.mjs',
  'package.json',
  ...readdirSync(inProject()).filter((name) => /^tsconfig.*\.json$/.test(name)),
  'src/types',
];

/** A small house with our rules and somebody else's furniture, where violations can be planted. */
export type Skeleton = {
  readonly folder: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Runs a script of an installed package there; stdout and stderr together. */
  readonly run: (script: string, ...parameters: string[]) => { readonly code: number | null; readonly output: string };
  readonly remove: () => void;
};

/** @param alsoCopy paths of this project to copy in besides the rules */
export function buildSkeleton(alsoCopy: readonly string[] = []): Skeleton {
  const folder = mkdtempSync(join(tmpdir(), 'cantado-house-'));
  for (const path of [...HOUSE_RULES, ...alsoCopy]) cpSync(inProject(path), join(folder, path), { recursive: true });
  symlinkSync(inProject('node_modules'), join(folder, 'node_modules'), 'junction');
  return {
    folder,
    write: (files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    run: (script, ...parameters) => {
      const command = [inProject('node_modules', script), ...parameters];
      const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
      return { code: status, output: stdout + stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
