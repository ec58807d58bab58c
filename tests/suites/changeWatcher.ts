import fs, { type OpenMode } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';

/*
 * Loaded before a program (--import). Notes every time that it is about to change a file or a name, whichever of its processes
 * and threads does it; kills all of it where that is one more than it may, and holds a thread for as long as a change is not to
 * happen.
 * CANTADO_WATCHED_CHANGES names the folder of `changes`, `last`, `hold` and `held` (watchedChanges.ts).
 */
const folder = process.env['CANTADO_WATCHED_CHANGES'];
/** The program whose processes are watched: the first of them. */
const programPid = Number((process.env['CANTADO_WATCHED_PROGRAM'] ??= String(process.pid)));
const { closeSync, existsSync, openSync, readFileSync, writeSync } = fs;
const nothing = new Int32Array(new SharedArrayBuffer(4));

/** @param target only paths are noted: contents have line feeds */
function note(notes: string, change: string, target: unknown): void {
  const line = `${change} ${typeof target === 'string' && path.isAbsolute(target) ? target : ''}`;
  append(path.join(notes, 'changes'), line);
  holdWhereWished(notes, line);
  const last = path.join(notes, 'last');
  if (!existsSync(last)) return;
  const changes = readFileSync(path.join(notes, 'changes'), 'utf8').trimEnd().split('\n');
  if (changes.length > Number(readFileSync(last, 'utf8'))) die();
}

/** The whole program, whichever of its processes this is. */
function die(): void {
  process.kill(programPid, 'SIGKILL');
  process.kill(process.pid, 'SIGKILL');
}

function append(file: string, line: string): void {
  const descriptor = openSync(file, 'a');
  writeSync(descriptor, `${line}\n`);
  closeSync(descriptor);
}

/** Threads of work only: the first one of a process has to hear what others tell it. */
function holdWhereWished(notes: string, line: string): void {
  const hold = path.join(notes, 'hold');
  if (isMainThread || !existsSync(hold) || !new RegExp(readFileSync(hold, 'utf8')).test(line)) return;
  append(path.join(notes, 'held'), line);
  while (existsSync(hold)) Atomics.wait(nothing, 0, 0, 5);
}

type Call = (this: unknown, ...parameters: unknown[]) => unknown;

function noteCalls(notes: string, object: object, name: string, isChange = (..._: unknown[]) => true): void {
  const calls = object as Record<string, Call>;
  const original = calls[name];
  if (!original) throw new Error(`There is no ${name} to watch`);
  calls[name] = function (...parameters) {
    if (isChange(...parameters)) note(notes, name, parameters[0]);
    return original.apply(this, parameters);
  };
}

function opensToWrite(...[, flags]: unknown[]): boolean {
  return typeof flags === 'string' ? /[wa+]/.test(flags) : typeof flags === 'number' && (flags & 3) !== 0;
}

const changesOfNames = ['copyFile', 'link', 'mkdir', 'rename', 'rm', 'truncate', 'unlink', 'utimes'];
const changesOfFiles = ['appendFile', 'writeFile'];
const changesOfOpenFiles = [...changesOfFiles, 'write', 'datasync', 'sync', 'truncate', 'close'];

function watch(notes: string): void {
  for (const name of [...changesOfNames, ...changesOfFiles]) {
    noteCalls(notes, fs.promises, name);
    noteCalls(notes, fs, `${name}Sync`);
  }
  noteCalls(notes, fs, 'openSync', opensToWrite);
  // What streams open.
  noteCalls(notes, fs, 'open', opensToWrite);
  const { open } = fs.promises;
  fs.promises.open = async (file, flags?: OpenMode, mode?) => {
    const handle = await open(file, flags, mode);
    if (opensToWrite(file, flags)) for (const name of changesOfOpenFiles) noteCalls(notes, handle, name);
    return handle;
  };
  noteCalls(notes, fs.promises, 'open', opensToWrite);
  syncBuiltinESMExports();
}

if (folder !== undefined) watch(folder);
