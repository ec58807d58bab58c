import { formatNumber, type Language } from '../contract/language.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `512 B`, `1,4 MB` */
export function byteText(bytes: number, language: Language): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${formatNumber(value, language, power === 0 || value >= 100 ? 0 : 1)} ${units[power] ?? ''}`;
}
