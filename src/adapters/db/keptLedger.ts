import type Database from 'better-sqlite3';

const columns = ['id', 'at', 'host', 'reason', 'subject', 'state', 'status', 'sent_bytes', 'received_bytes'].join(', ');

/** The network ledger is of this computer: a backup neither brings one nor takes ours away. */
export function keepLedger(restored: Database.Database, current: Database.Database): void {
  const add = restored.prepare(`INSERT INTO network_requests (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const rows = current.prepare(`SELECT ${columns} FROM network_requests`).raw();
  restored.transaction(() => {
    restored.prepare('DELETE FROM network_requests').run();
    for (const row of rows.iterate()) add.run(row);
  })();
}
