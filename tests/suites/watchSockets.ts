import dgram from 'node:dgram';
import { appendFileSync } from 'node:fs';
import dns from 'node:dns';
import net from 'node:net';
import { threadId } from 'node:worker_threads';

/**
 * Run before anything else (`--import`) in every process and thread of the program: writes down each socket that is
 * connected, each packet that is sent and each name that is looked up, one JSON line each, to the file CANTADO_SOCKETS names.
 */
export type Seen = {
  readonly pid: number;
  readonly threadId: number;
  /** watched: this thread tells. */
  readonly kind: 'watched' | 'connect' | 'packet' | 'lookup';
  /** `127.0.0.1:80`, or the path of a local socket. */
  readonly to: string;
};

const file = process.env['CANTADO_SOCKETS'] ?? '';
const note = (kind: Seen['kind'], to: string): void => {
  appendFileSync(file, `${JSON.stringify({ pid: process.pid, threadId, kind, to } satisfies Seen)}\n`);
};

/** Node's own functions put their words into a list first. */
function targetOf(words: readonly unknown[]): string {
  const [first, second] = Array.isArray(words[0]) ? (words[0] as unknown[]) : words;
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: string; host?: string; port?: number | string };
    return path ?? `${host ?? 'localhost'}:${String(port)}`;
  }
  return typeof first === 'number'
    ? `${typeof second === 'string' ? second : 'localhost'}:${String(first)}`
    : String(first);
}

/** Puts a note before a function of Node's. */
function watch(owner: object, name: string, kind: Seen['kind'], target: (words: readonly unknown[]) => string): void {
  const original = Reflect.get(owner, name) as (...words: unknown[]) => unknown;
  Reflect.set(owner, name, function (this: unknown, ...words: unknown[]) {
    note(kind, target(words));
    return original.apply(this, words);
  });
}

note('watched', '');
watch(net.Socket.prototype, 'connect', 'connect', targetOf);
for (const name of ['send', 'connect'])
  watch(dgram.Socket.prototype, name, 'packet', (words) => words.slice(1).join(' '));
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  watch(dns, name, 'lookup', ([host]) => String(host));
  watch(dns.promises, name, 'lookup', ([host]) => String(host));
}
