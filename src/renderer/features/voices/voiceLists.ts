import type { Voice } from '../../../contract/voices.ts';

/** The voices with one put in its place, or taken out when it went into the bin. A new one comes first of the imported. */
export function putVoice(voices: readonly Voice[], voice: Voice): readonly Voice[] {
  const here = voices.findIndex((one) => one.id === voice.id);
  if (voice.removedAt !== null) return here === -1 ? voices : voices.toSpliced(here, 1);
  if (here !== -1) return voices.with(here, voice);
  const firstImported = voices.findIndex((one) => !one.isBuiltIn);
  return voices.toSpliced(firstImported === -1 ? voices.length : firstImported, 0, voice);
}

/** The bin with one voice put into it first, or taken out when it came back. */
export function putRemoved(bin: readonly Voice[], voice: Voice): readonly Voice[] {
  const others = bin.filter((one) => one.id !== voice.id);
  return voice.removedAt === null ? others : [voice, ...others];
}

/** Whole days until a removed voice is gone for good, at least 0. */
export function daysLeft(removedAt: string, now: Date, keptDays: number): number {
  const goneDays = (now.getTime() - new Date(removedAt).getTime()) / 86_400_000;
  return Math.max(0, Math.ceil(keptDays - goneDays));
}
