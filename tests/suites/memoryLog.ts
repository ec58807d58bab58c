import type { LogPort } from '../../src/core/ports.ts';

export type LogLine = { readonly event: string; readonly facts: Readonly<Record<string, unknown>> };

/** A log that only remembers. */
export function createMemoryLog(): LogPort & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  return {
    lines,
    info: (event, facts = {}) => {
      lines.push({ event, facts });
    },
    error: (id, error, facts = {}) => {
      lines.push({ event: 'error', facts: { id, error, ...facts } });
    },
  };
}
