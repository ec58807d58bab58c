import { expect, it } from 'vitest';
import { suggestedFile } from './suggestedName.ts';

it.each([
  ['ledger.csv', 'csv', 'ledger.csv'],
  ['Cantado 2026-11-23.cantado-backup', 'cantado-backup', 'Cantado 2026-11-23.cantado-backup'],
  ['../../.config/autostart/evil.desktop', 'csv', 'evil.desktop.csv'],
  ['C:\\start\\evil.cmd', 'txt', 'evil.cmd.txt'],
  ['.bashrc', 'txt', 'bashrc.txt'],
  ['song\u202evsc.exe', 'csv', 'song_vsc.exe.csv'],
  ['take.WAV', 'wav', 'take.wav'],
])('a page that wants %j saved as %s is offered %j', (wanted, extension, offered) => {
  expect(suggestedFile(wanted, extension)).toBe(offered);
});
