import type { Cantado } from '../../adapters/cantado.ts';
import type { NetworkEntry } from '../../contract/network.ts';
import { byteText } from '../byteText.ts';
import { tableLines } from '../tables.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './context.ts';

export type NetworkFlags = { readonly limit: number; readonly form: 'text' | 'json' | 'csv' };

const pageSize = 1000;

/** Prints the ledger of requests: for people, as JSON (both up to a limit), or all of it as comma-separated values. */
export async function network(context: CommandContext, { limit, form }: NetworkFlags): Promise<void> {
  const { terminal } = context;
  await context.withCantado(async (cantado) => {
    if (form === 'csv') return printCsv(cantado, terminal);
    const { entries, total } = await cantado.call('network.list', { limit });
    if (form === 'json') return terminal.printJson(entries);
    await printTable(entries, total, terminal);
  });
}

async function printTable(entries: readonly NetworkEntry[], total: number, terminal: Terminal): Promise<void> {
  const { texts, language } = terminal;
  const { networkHeads, noRequests, olderEntries, reasons } = texts.observability;
  if (total === 0) return terminal.note(noRequests);
  const rows = entries.map((entry) => [
    new Date(entry.at).toLocaleString(language),
    entry.host,
    reasons[entry.reason],
    entry.subject,
    stateOf(entry, terminal),
    byteText(entry.sentBytes, language),
    byteText(entry.receivedBytes, language),
  ]);
  for (const line of tableLines([[...networkHeads], ...rows])) await terminal.print(line);
  if (entries.length < total) terminal.note(olderEntries(entries.length, total));
}

function stateOf({ state, status }: NetworkEntry, { texts }: Terminal): string {
  const text = texts.observability.states[state];
  return status === null ? text : `${text} (${String(status)})`;
}

const columns = ['id', 'at', 'host', 'reason', 'subject', 'state', 'status', 'sentBytes', 'receivedBytes'] as const;

async function printCsv(cantado: Pick<Cantado, 'call'>, terminal: Terminal): Promise<void> {
  await terminal.print(columns.join(','));
  for (let before: number | undefined; ;) {
    const page = { limit: pageSize, ...(before === undefined ? {} : { before }) };
    const { entries } = await cantado.call('network.list', page);
    for (const entry of entries) await terminal.print(columns.map((name) => csvCell(entry[name])).join(','));
    before = entries.at(-1)?.id;
    if (entries.length < pageSize) return;
  }
}

/** RFC 4180. */
function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
