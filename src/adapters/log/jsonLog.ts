import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { LogPort } from '../../core/ports.ts';

const largestFile = 2 * 1024 * 1024;

/**
 * The program's log: one JSON object a line in `<folder>/app.jsonl`. At 2 MB it becomes `app.1.jsonl`, so
 * it never holds more than 4 MB. A log that cannot be written is silent: it must never stop the work.
 */
export function createJsonLog(folder: string, nowMs: () => number): LogPort {
  const file = path.join(folder, 'app.jsonl');
  const write = (level: 'info' | 'error', facts: Readonly<Record<string, unknown>>): void => {
    try {
      mkdirSync(folder, { recursive: true });
      if (sizeOf(file) > largestFile) renameSync(file, path.join(folder, 'app.1.jsonl'));
      const line = { at: new Date(nowMs()).toISOString(), level, pid: process.pid, ...facts };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
    } catch {
      // See above.
    }
  };
  return {
    info: (event, facts) => {
      write('info', { event, ...facts });
    },
    error: (id, error, facts) => {
      write('error', { event: 'error', id, ...facts, error: storyOf(error) });
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Everything that helps to understand an error, its causes included. */
function storyOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...(error instanceof AppError ? { code: error.code, details: error.details } : {}),
    stack,
    ...(cause === undefined ? {} : { cause: storyOf(cause) }),
  };
}
