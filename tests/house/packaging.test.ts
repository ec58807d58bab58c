import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { Arch, build, DIR_TARGET, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProject } from '../../tools/setup/paths.mjs';
import { ensureBuilt } from '../../tools/setup/ready.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cantado-packaging-'));
const resources = join(folder, 'packed', 'linux-unpacked', 'resources');
const isPackedForThisSystem = process.platform === 'linux' && process.arch === 'x64';
/** Paths with forward slashes and without the first one. */
let packed: readonly string[] = [];

/** What the packer needs to see of Electron; the real one is about 110 MB and not always at hand. */
function writeStandInElectron(): string {
  const dist = join(folder, 'electron');
  mkdirSync(join(dist, 'resources'), { recursive: true });
  for (const name of ['electron', 'LICENSE', 'version']) writeFileSync(join(dist, name), '');
  return dist;
}

const packing = {
  extends: inProject('electron-builder.yml'),
  // Fuses are bits inside the real Electron program.
  electronFuses: null,
  directories: { output: join(folder, 'packed') },
} as const;

beforeAll(async () => {
  await ensureBuilt();
  await build({
    projectDir: inProject(),
    targets: Platform.LINUX.createTarget(DIR_TARGET, Arch.x64),
    publish: 'never',
    config: { ...packing, electronDist: writeStandInElectron() },
  });
  packed = listPackage(join(resources, 'app.asar'), { isPack: false }).map((path) =>
    path.replaceAll('\\', '/').slice(1),
  );
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed program for Linux x64', () => {
  it('is refused by the packer when its configuration has an unknown word', async () => {
    const config = { ...packing, electronDist: join(folder, 'electron'), colour: 'canary' };
    const targets = Platform.LINUX.createTarget(DIR_TARGET, Arch.x64);
    await expect(build({ projectDir: inProject(), targets, publish: 'never', config })).rejects.toThrow(/colour/);
  });

  it('holds main, preload, window, command line and workers', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/index.js',
        'out/preload/index.cjs',
        'out/renderer/index.html',
        'out/headless/cli.js',
        'out/workers/inferenceHost.js',
        'out/workers/inference.worker.js',
      ]),
    );
  });

  it('holds models, migrations, the example and the notices outside the archive', () => {
    for (const path of [
      'models/manifest.json',
      'resources/migrations',
      'resources/sample.wav',
      'LICENSE.txt',
      'THIRD-PARTY-NOTICES.md',
    ]) {
      expect(existsSync(join(resources, path)), path).toBe(true);
    }
  });

  it('holds this system’s native code outside the archive, and no other system’s', () => {
    const native = packed.filter((path) => /\.(node|dll|dylib|so(\.\d+)*)$/.test(path));
    expect(native).toContain('node_modules/better-sqlite3/prebuilds/linux-x64.node');
    expect(native).toContain('node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node');
    expect(native.filter((path) => /darwin|win32|arm64|musl/.test(path))).toEqual([]);
    for (const path of native) expect(existsSync(join(resources, 'app.asar.unpacked', path)), path).toBe(true);
  });

  it('holds no second Node, no sources and no tests', () => {
    expect(packed.filter((path) => /^node_modules\/node\/|^(src|tests|tools)\/|\.test\.|\.map$/.test(path))).toEqual(
      [],
    );
  });

  // npm installs only this system's ffmpeg, and only this system's program can run here.
  if (!isPackedForThisSystem) return;

  it('holds an ffmpeg that can be started', () => {
    const programs = packed.filter((path) =>
      /node_modules\/(ffmpeg-static|@ffmpeg-installer\/[^/]+)\/ffmpeg$/.test(path),
    );
    expect(programs.length).toBeGreaterThan(0);
    const answers = programs.map(
      (path) => spawnSync(join(resources, 'app.asar.unpacked', path), ['-version'], { encoding: 'utf8' }).stdout,
    );
    expect(answers.join()).toContain('ffmpeg version');
  });

  it('sings its example to an MP3 with the packages and the ffmpeg that were packed, and no others', () => {
    const unpacked = join(folder, 'unpacked');
    extractAll(join(resources, 'app.asar'), unpacked);
    // Unpacking an archive forgets which files are programs; beside the archive they still are.
    for (const path of packed.filter((name) => name.endsWith('/ffmpeg') && statSync(join(unpacked, name)).isFile())) {
      rmSync(join(unpacked, path));
      cpSync(join(resources, 'app.asar.unpacked', path), join(unpacked, path));
    }
    for (const path of ['models', 'resources'])
      cpSync(join(resources, path), join(unpacked, path), { recursive: true });
    const words = [
      'convert',
      join(unpacked, 'resources', 'sample.wav'),
      '--voice',
      'robot',
      '--out',
      join(folder, 'sung.mp3'),
    ];
    const command = [
      join(unpacked, 'out', 'headless', 'cli.js'),
      ...words,
      '--format',
      'mp3',
      '--data-dir',
      join(folder, 'data'),
    ];
    const env = { ...process.env, PATH: '' };
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env });
    expect(status, stderr).toBe(0);
    expect(statSync(join(folder, 'sung.mp3')).size).toBeGreaterThan(10_000);
  }, 120_000);
});
