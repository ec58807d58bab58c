import { open } from 'node:fs/promises';

export type Line = Readonly<Record<string, unknown>>;

/** The last whole lines of a file that are JSON objects, oldest first; none where it cannot be read. */
export async function tailLines(file: string, mostBytes: number): Promise<Line[]> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - mostBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return (start > 0 ? lines.slice(1) : lines).flatMap(objectOf);
  } catch {
    return [];
  } finally {
    await handle.close();
  }
}

/** A line that a power cut left half written is none. */
function objectOf(line: string): Line[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value as Line] : [];
  } catch {
    return [];
  }
}
