import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProject } from '../../tools/setup/paths.mjs';

const CLONED = [
  'bin',
  'tools/setup',
  'electron.vite.config.ts',
  'vite.node.config.ts',
  'tsconfig.base.json',
  'tsconfig.web.json',
  'package.json',
  'package-lock.json',
  '.npmrc',
];

/** The smallest program that the real configuration builds; its command line says how it was started. */
const SOURCES: Readonly<Record<string, string>> = {
  'src/main/index.ts': `import { app } from 'electron';\nexport const name = app.name;\n`,
  'src/preload/index.ts': `import { contextBridge } from 'electron';\nexport const bridge = contextBridge;\n`,
  'src/renderer/index.html': `<!doctype html><title>Cantado</title><script type="module" src="./index.tsx"></script>\n`,
  'src/renderer/index.tsx': `document.title = 'Cantado';\nexport {};\n`,
  'src/workers/inferenceHost.ts': `export const host = 1;\n`,
  'src/workers/inference.worker.ts': `export const worker = 1;\n`,
  'src/headless/cli.ts': `const [word] = process.argv.slice(2);
if (word === 'wait') {
  process.on('SIGTERM', () => process.exit(43));
  process.stdout.write('waiting\\n');
  setInterval(() => undefined, 1000);
} else if (word === 'read') {
  process.stdin.pipe(process.stdout);
} else if (word === 'fail') {
  process.exitCode = 7;
} else process.stdout.write(process.argv.slice(2).join(' ') + '\\n');
`,
};

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};
export type Running = { readonly process: ReturnType<typeof spawn>; readonly ended: Promise<Ended> };

/** A clone of the launcher around a tiny program. */
export type LauncherClone = {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly start: (
    words: readonly string[],
    options?: { env?: Readonly<Record<string, string | undefined>>; node?: string },
  ) => Running;
  readonly remove: () => void;
};

/** @param hasPackages whether node_modules is there already, as it is in this project */
export function cloneLauncher({ hasPackages }: { readonly hasPackages: boolean }): LauncherClone {
  const folder = mkdtempSync(join(tmpdir(), 'cantado-launcher-'));
  for (const path of CLONED) cpSync(inProject(path), join(folder, path), { recursive: true });
  if (hasPackages) symlinkSync(inProject('node_modules'), join(folder, 'node_modules'), 'junction');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(SOURCES)) write(path, text);
  return {
    folder,
    write,
    start: (words, { env = {}, node = process.execPath } = {}) => {
      const environment = { ...process.env, LC_ALL: 'en_US.UTF-8', ...env };
      const child = spawn(node, [join(folder, 'bin', 'cantado'), ...words], { cwd: tmpdir(), env: environment });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const ended = new Promise<Ended>((resolve) =>
        child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
      );
      return { process: child, ended };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
