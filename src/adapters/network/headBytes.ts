import type { BareOptions, NetworkAnswer } from './types.ts';

/** What separates the lines of a head, and ends it. */
const lineEnd = 2;

/** Bytes of a request's head as HTTP/1.1 writes it, with what every request carries. */
export function requestHeadBytes(address: URL, { headers }: Pick<BareOptions, 'headers'>): number {
  const first = `GET ${address.pathname}${address.search} HTTP/1.1`;
  return headBytes(first, [...Object.entries(headers), ['Host', address.host], ['Connection', 'close']]);
}

/** Bytes of an answer's head. Its reason phrase is not known any more and taken as the usual ones' length. */
export function answerHeadBytes({ status, headers }: Pick<NetworkAnswer, 'status' | 'headers'>): number {
  return headBytes(`HTTP/1.1 ${String(status)} OK`, [...headers]);
}

function headBytes(firstLine: string, headers: readonly (readonly [string, string])[]): number {
  const lines = [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + lineEnd, lineEnd);
}
