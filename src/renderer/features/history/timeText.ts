import type { TFunction } from 'i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import type { Language } from '../../../contract/language.ts';
import { leftText } from '../convert/progressText.ts';

/** `14:32` for a moment of today, `12 May, 14:32` for others of this year, with the year before that. */
export function momentText(iso: string, language: Language, now = new Date()): string {
  const moment = new Date(iso);
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  if (moment.toDateString() === now.toDateString()) return new Intl.DateTimeFormat(language, time).format(moment);
  const isThisYear = moment.getFullYear() === now.getFullYear();
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(language, { ...day, ...(isThisYear ? {} : { year: 'numeric' }), ...time }).format(
    moment,
  );
}

/** When a take was done and how long that took: `14:32, took 16 s`. */
export function whenText(entry: HistoryEntry, language: Language, t: TFunction): string {
  const when = momentText(entry.endedAt ?? entry.createdAt, language);
  return entry.workSec === null || entry.status !== 'completed'
    ? when
    : t('history.took', { when, seconds: leftText(entry.workSec, language, t) });
}
