import { afterAll, describe, expect, it } from 'vitest';
import { buildSkeleton } from './skeleton.ts';

/** A house that keeps every rule: one file or two per room, each using what it may. */
const CLEAN = {
  'src/contract/ids.ts': `import { z } from 'zod';\nexport const id = z.string();\nexport type Id = string;`,
  'src/engine/pitch/types.ts': `import type { Id } from '../../contract/ids.ts';\nexport type Pitch = { readonly id: Id };`,
  'src/engine/pitch/registry.ts': `import FFT from 'fft.js';\nimport type { Pitch } from './types.ts';\nexport const all: readonly Pitch[] = [];\nexport const fft = FFT;`,
  'src/engine/pitch/yin.ts': `import type { Pitch } from './types.ts';\nexport const yin: Pitch = { id: 'yin' };`,
  'src/core/ports.ts': `import type { Id } from '../contract/ids.ts';\nexport type Store = { readonly get: (id: Id) => string };`,
  'src/core/jobs/handlers.ts': `import { all } from '../../engine/pitch/registry.ts';\nexport const count = all.length;`,
  'src/core/createApp.ts': `import { count } from './jobs/handlers.ts';\nimport type { Store } from './ports.ts';\nexport const createApp = (store: Store): string => store.get(String(count));`,
  'src/adapters/db/store.ts': `import Database from 'better-sqlite3';\nimport { join } from 'node:path';\nimport type { Store } from '../../core/ports.ts';\nexport const store: Store = { get: (id) => join(id, typeof Database) };`,
  'src/adapters/onnx/session.ts': `import { InferenceSession } from 'onnxruntime-node';\nexport const session = InferenceSession;`,
  'src/adapters/composition.ts': `import { createApp } from '../core/createApp.ts';\nimport { store } from './db/store.ts';\nexport const open = (): string => createApp(store);`,
  'src/adapters/network/nodeRequest.ts': `import http from 'node:http';\nexport const request = http.request;`,
  'src/adapters/audio/ffmpeg.ts': `import { spawn } from 'node:child_process';\nexport const ffmpeg = spawn;`,
  'src/adapters/owner/ownerClient.ts': `import net from 'node:net';\nexport const owner = net;`,
  'src/workers/host.ts': `import { Piscina } from 'piscina';\nimport { session } from '../adapters/onnx/session.ts';\nimport { yin } from '../engine/pitch/yin.ts';\nexport const host = [Piscina, session, yin];`,
  'src/main/index.ts': `import { app } from 'electron';\nimport { open } from '../adapters/composition.ts';\nexport const main = [app, open];`,
  'src/headless/cli.ts': `import { Command } from 'commander';\nimport { open } from '../adapters/composition.ts';\nexport const cli = [Command, open];`,
  'src/preload/index.ts': `import { contextBridge } from 'electron';\nimport { id } from '../contract/ids.ts';\nexport const bridge = [contextBridge, id];`,
  'src/renderer/App.tsx': `import { useState } from 'react';\nimport { id } from '../contract/ids.ts';\nexport const App = [useState, id];`,
};

/** wall → the file that breaks it and what it says. */
const VIOLATIONS: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'room-contract': [
    'src/contract/reach.ts',
    `import { all } from '../engine/pitch/registry.ts';\nexport const reach = all;`,
  ],
  'room-contract (Node)': ['src/contract/disk.ts', `import { join } from 'node:path';\nexport const disk = join;`],
  'room-engine': ['src/engine/reach.ts', `import { readFileSync } from 'node:fs';\nexport const reach = readFileSync;`],
  'room-engine (a network runtime)': [
    'src/engine/net.ts',
    `import { Tensor } from 'onnxruntime-node';\nexport const net = Tensor;`,
  ],
  'room-engine (a type only)': [
    'src/engine/typeOnly.ts',
    `import type { Store } from '../core/ports.ts';\nexport type Leak = Store;`,
  ],
  'room-core': ['src/core/reach.ts', `import { yin } from '../engine/pitch/yin.ts';\nexport const reach = yin;`],
  'room-core (Node)': ['src/core/disk.ts', `import { join } from 'node:path';\nexport const disk = join;`],
  'room-core (an adapter)': [
    'src/core/adapter.ts',
    `import { session } from '../adapters/onnx/session.ts';\nexport const adapter = session;`,
  ],
  'room-adapters': [
    'src/adapters/reach.ts',
    `import { all } from '../engine/pitch/registry.ts';\nexport const reach = all;`,
  ],
  'room-adapters (Electron)': ['src/adapters/shell.ts', `import { app } from 'electron';\nexport const shell = app;`],
  'room-composition': [
    'src/adapters/composition.ts',
    `import { yin } from '../engine/pitch/yin.ts';\nexport const open = (): string => yin.id;`,
  ],
  'room-workers': [
    'src/workers/reach.ts',
    `import type { Store } from '../core/ports.ts';\nexport type Reach = Store;`,
  ],
  'room-workers (the database)': [
    'src/workers/database.ts',
    `import { store } from '../adapters/db/store.ts';\nexport const database = store;`,
  ],
  'room-main': ['src/main/reach.ts', `import { yin } from '../engine/pitch/yin.ts';\nexport const reach = yin;`],
  'room-headless': ['src/headless/reach.ts', `import { app } from 'electron';\nexport const reach = app;`],
  'room-preload': [
    'src/preload/reach.ts',
    `import { store } from '../adapters/db/store.ts';\nexport const reach = store;`,
  ],
  'room-renderer': [
    'src/renderer/reach.ts',
    `import { createApp } from '../core/createApp.ts';\nexport const reach = createApp;`,
  ],
  'room-renderer (Electron)': [
    'src/renderer/shell.ts',
    `import { ipcRenderer } from 'electron';\nexport const shell = ipcRenderer;`,
  ],
  'one-composition': [
    'src/headless/compose.ts',
    `import { createApp } from '../core/createApp.ts';\nexport const compose = createApp;`,
  ],
  'one-database-door': [
    'src/adapters/files/sql.ts',
    `import Database from 'better-sqlite3';\nexport const sql = Database;`,
  ],
  'one-model-door': [
    'src/adapters/audio/net.ts',
    `import { Tensor } from 'onnxruntime-node';\nexport const net = Tensor;`,
  ],
  'one-network-door': [
    'src/adapters/audio/fetching.ts',
    `import { request } from 'node:https';\nexport const fetching = request;`,
  ],
  'one-network-door (a bare name)': ['src/workers/socket.ts', `import net from 'net';\nexport const socket = net;`],
  'one-network-door (looked up when it is needed)': [
    'src/adapters/files/lookUp.ts',
    `export const lookUp = (): Promise<unknown> => import('node:dns/promises');`,
  ],
  'one-network-door (a package)': [
    'src/adapters/db/socket.ts',
    `import { WebSocket } from 'ws';\nexport const socket = WebSocket;`,
  ],
  'one-way-past-the-ledger': [
    'src/adapters/cache/past.ts',
    `import { request } from '../network/nodeRequest.ts';\nexport const past = request;`,
  ],
  'one-child-door': [
    'src/adapters/files/curl.ts',
    `import { execFile } from 'node:child_process';\nexport const curl = execFile;`,
  ],
  'no-cycles': [
    'src/engine/pitch/types.ts',
    `import type { yin } from './yin.ts';\nexport type Pitch = { readonly id: string; readonly next?: typeof yin };`,
  ],
  'no-unknown-imports': ['src/core/lost.ts', `import { nothing } from './nowhere.ts';\nexport const lost = nothing;`],
  'no-unshipped-packages': ['src/adapters/audio/dev.ts', `import fc from 'fast-check';\nexport const dev = fc;`],
  'no-tests-in-the-program': [
    'src/core/useTest.ts',
    `import { value } from './some.test.ts';\nexport const used = value;`,
  ],
};

type Cruise = {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
  readonly modules: readonly { readonly source: string }[];
};

const skeletons: { remove: () => void }[] = [];
afterAll(() => skeletons.forEach((skeleton) => skeleton.remove()));

function cruise(files: Readonly<Record<string, string>>): Cruise {
  const skeleton = buildSkeleton();
  skeletons.push(skeleton);
  skeleton.write(files);
  const { output } = skeleton.run('dependency-cruiser/bin/dependency-cruiser.mjs', 'src', '--output-type', 'json');
  return JSON.parse(output) as Cruise;
}

describe('the walls between rooms', () => {
  it('let a clean house pass, and see every file of it', () => {
    const result = cruise(CLEAN);
    expect(result.summary.violations).toEqual([]);
    const seen = result.modules.map((module) => module.source);
    expect(seen).toEqual(expect.arrayContaining(Object.keys(CLEAN)));
  });

  const planted = Object.fromEntries(Object.values(VIOLATIONS));
  const { violations } = cruise({ ...CLEAN, 'src/core/some.test.ts': 'export const value = 1;', ...planted }).summary;

  it.each(Object.entries(VIOLATIONS))('%s: a planted violation is reported', (title, [path]) => {
    const wall = title.replace(/ \(.*\)$/, '');
    expect(violations).toContainEqual(
      expect.objectContaining({ from: path, rule: expect.objectContaining({ name: wall }) }),
    );
  });

  it('are each broken once here, so that a new wall without a planted violation fails', async () => {
    const config: { default: { forbidden: { name: string }[] } } = await import('../../.dependency-cruiser.mjs');
    const tried = new Set(Object.keys(VIOLATIONS).map((title) => title.replace(/ \(.*\)$/, '')));
    expect(config.default.forbidden.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([]);
  });
});
