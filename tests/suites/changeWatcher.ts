import fs, { type OpenMode } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/*
 * Loaded before a program (--import). Notes every time that it is about to change a file or a name, whichever of its threads
 * does it, and kills it where that is one more than it may. CANTADO_WATCHED_CHANGES names the folder of `changes` and `last`.
 */
const folder = process.env['CANTADO_WATCHED_CHANGES'];
const { closeSync, existsSync, openSync, readFileSync, writeSync } = fs;

/** @param target only paths are noted: contents have line feeds */
function note(notes: string, change: string, target: unknown): void {
  const place = typeof target === 'string' && path.isAbsolute(target) ? path.basename(target) : '';
  const file = openSync(path.join(notes, 'changes'), 'a');
  writeSync(file, `${change} ${place}\n`);
  closeSync(file);
  const last = path.join(notes, 'last');
  if (!existsSync(last)) return;
  const changes = readFileSync(path.join(notes, 'changes'), 'utf8').trimEnd().split('\n');
  if (changes.length > Number(readFileSync(last, 'utf8'))) process.kill(process.pid, 'SIGKILL');
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
