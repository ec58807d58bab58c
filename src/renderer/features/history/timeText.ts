import type { TFunction } from 'i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import type { Language } from '../../../contract/language.ts';
import { leftText } from '../convert/progressText.ts';

const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...time };
const forms = { time, day, year: { ...day, year: 'numeric' } } as const;
/** Making one costs more than using it for a screen of rows. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(language: Language, form: keyof typeof forms): Intl.DateTimeFormat {
  const key = `${language} ${form}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(language, forms[form]);
  formatters.set(key, formatter);
  return formatter;
}

/** `14:32` for a moment of today, `12 May, 14:32` for others of this year, with the year before that. */
export function momentText(iso: string, language: Language, now = new Date()): string {
  const moment = new Date(iso);
  const isToday = moment.toDateString() === now.toDateString();
  const isThisYear = moment.getFullYear() === now.getFullYear();
  return formatterOf(language, isToday ? 'time' : isThisYear ? 'day' : 'year').format(moment);
}

/** When a take was done and how long that took: `14:32, took 16 s`. */
export function whenText(entry: HistoryEntry, language: Language, t: TFunction): string {
  const when = momentText(entry.endedAt ?? entry.createdAt, language);
  return entry.workSec === null || entry.status !== 'completed'
    ? when
    : t('history.took', { when, seconds: leftText(entry.workSec, language, t) });
}
