import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNewEnough } from '../../tools/setup/findNode.mjs';
import { cloneLauncher, type LauncherClone } from './launcherClone.ts';

let clone: LauncherClone;
beforeAll(() => {
  clone = cloneLauncher({ hasPackages: true });
});
afterAll(() => clone.remove());

describe('bin/cantado in a fresh clone', () => {
  it('builds once when two are started at the same time, and both run', async () => {
    const both = await Promise.all([clone.start(['one', 'two']).ended, clone.start(['three']).ended]);
    expect(both.map((end) => [end.code, end.stdout])).toEqual([
      [0, 'one two\n'],
      [0, 'three\n'],
    ]);
    expect(
      both
        .map((end) => end.stderr)
        .join('')
        .match(/Building/g),
    ).toHaveLength(1);
  });

  it('says nothing of its own when there is nothing to do', async () => {
    expect(await clone.start(['quiet']).ended).toEqual({ code: 0, signal: null, stdout: 'quiet\n', stderr: '' });
  });

  it('builds again when a source changed, and keeps what ran when that fails', async () => {
    const source = readFileSync(join(clone.folder, 'src/headless/cli.ts'), 'utf8');
    clone.write('src/headless/cli.ts', source.replace("join(' ')", "join('+')"));
    expect((await clone.start(['a', 'b']).ended).stdout).toBe('a+b\n');
    clone.write('src/headless/cli.ts', "import { nothing } from './nowhere.ts';\nnothing();\n");
    const failed = await clone.start(['a']).ended;
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toMatch(/The build failed:[^]*nowhere/);
    expect(readFileSync(join(clone.folder, 'out/headless/cli.js'), 'utf8')).toContain('join("+")');
    clone.write('src/headless/cli.ts', source);
    expect((await clone.start(['a', 'b']).ended).stdout).toBe('a b\n');
  });

  it('builds again when out/ is gone', async () => {
    rmSync(join(clone.folder, 'out'), { recursive: true });
    const end = await clone.start(['back']).ended;
    expect(end).toMatchObject({ code: 0, stdout: 'back\n' });
    expect(existsSync(join(clone.folder, 'out/main/index.js'))).toBe(true);
  });

  it('speaks Portuguese where the system does', async () => {
    rmSync(join(clone.folder, 'out'), { recursive: true });
    const end = await clone.start(['oi'], { env: { LC_ALL: 'pt_BR.UTF-8' } }).ended;
    expect(end).toMatchObject({ code: 0, stdout: 'oi\n', stderr: 'Construindo…\n' });
  });

  it('names the cause and the way out when the registry cannot be reached', async () => {
    const bare = cloneLauncher({ hasPackages: false });
    const env = {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: join(bare.folder, 'npm-cache'),
      npm_config_fetch_retries: '0',
    };
    const end = await bare.start(['voices'], { env }).ended;
    bare.remove();
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toMatch(/Installing packages[^]*ECONNREFUSED[^]*registry cannot be reached/);
  });
});

/** The program runs in the launcher's own process where its Node is new enough, and in a child where it is not. */
describe.each(['the same process', 'a child process'])('bin/cantado, its program in %s', (where) => {
  let env: Readonly<Record<string, string>> = {};
  beforeAll(() => {
    if (where === 'the same process') return;
    const otherNode = join(clone.folder, 'node');
    symlinkSync(process.execPath, otherNode);
    env = { CANTADO_NODE: otherNode };
  });

  it('passes the exit code on', async () => {
    expect(await clone.start(['fail'], { env }).ended).toMatchObject({ code: 7, stderr: '' });
  });

  it('passes SIGTERM on and ends as its program ends', async () => {
    const running = clone.start(['wait'], { env });
    await once(running.process.stdout ?? running.process, 'data');
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 43 });
  });

  it('gives its own standard input to the program', async () => {
    const running = clone.start(['read'], { env });
    running.process.stdin?.end('sung');
    expect(await running.ended).toMatchObject({ code: 0, stdout: 'sung' });
  });
});

describe('bin/cantado where only what is built was installed', () => {
  it('runs it without looking for sources or packages to install', async () => {
    const installed = cloneLauncher({ hasPackages: true });
    await installed.start(['first']).ended;
    rmSync(join(installed.folder, 'src'), { recursive: true });
    const end = await installed.start(['still', 'here']).ended;
    installed.remove();
    expect(end).toEqual({ code: 0, signal: null, stdout: 'still here\n', stderr: '' });
  });
});

describe('npm start without a display', () => {
  it('says why in one line and serves the same window, opening a browser', async () => {
    const env = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    const end = await clone.start(['start', '--port', '0'], { env }).ended;
    expect(end).toMatchObject({ code: 0, stdout: 'serve --open --port 0\n' });
    expect(end.stderr).toBe('No display here: serving the same window to a browser instead of opening Electron.\n');
  });
});

describe('a Node for Cantado', () => {
  it.each([
    ['18.20.4', false],
    ['20.20.2', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['v24.21.0', true],
    ['26.0.0', true],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});
