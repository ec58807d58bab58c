import type { TFunction } from 'i18next';
import type { Progress } from '../../../contract/jobs.ts';
import { formatNumber, type Language } from '../../../contract/language.ts';
import { percentOf } from '../session/useJobs.ts';

/** `6 s`, `3 min`. */
export function leftText(seconds: number, language: Language, t: TFunction): string {
  return seconds < 90
    ? t('convert.seconds', { count: Math.max(1, Math.ceil(seconds)) })
    : t('convert.minutes', { count: Math.ceil(seconds / 60) }).replace(/^\d+/, (digits) =>
        formatNumber(Number(digits), language),
      );
}

/**
 * What a running job is doing, for the eye (`8.4 of 13.6 s sung, 6 s left`) and for the ear (`62 percent, 6 s left`).
 * @param progress null while the job waits
 */
export function progressText(
  progress: Progress | null,
  durationSec: number,
  language: Language,
  t: TFunction,
): { readonly shown: string; readonly spoken: string; readonly percent: number } {
  if (!progress) return { shown: t('convert.waiting'), spoken: t('convert.waiting'), percent: 0 };
  const percent = percentOf(progress);
  const left = progress.remainingSec === null ? null : leftText(progress.remainingSec, language, t);
  const spoken = left === null ? t('convert.percent', { percent }) : t('convert.percentLeft', { percent, left });
  switch (progress.stage) {
    case 'decode':
    case 'analyse':
    case 'perform':
      return { shown: t('convert.preparing'), spoken, percent };
    case 'convert': {
      const done = formatNumber(Math.min(durationSec, progress.doneSec), language, 1);
      const total = formatNumber(durationSec, language, 1);
      const shown = left === null ? t('convert.sung', { done, total }) : t('convert.sungLeft', { done, total, left });
      return { shown, spoken, percent };
    }
    case 'finish':
    case 'encode':
      return { shown: t('convert.finishing'), spoken, percent };
  }
}
