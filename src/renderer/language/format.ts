import { formatNumber, type Language } from '../../contract/language.ts';
import { noteName, parseKey, pitchClassNames, type ScaleId } from '../../contract/music.ts';

const trueMinus = '\u2212';

/** Number with the language's decimal sign and a true minus. */
export function formatSigned(
  value: number,
  language: Language,
  fractionDigits = 0,
  options?: { plus: boolean },
): string {
  const text = formatNumber(Math.abs(value), language, fractionDigits);
  const isZero = Number(Math.abs(value).toFixed(fractionDigits)) === 0;
  if (isZero) return text;
  return `${value < 0 ? trueMinus : options?.plus === true ? '+' : ''}${text}`;
}

/**
 * `0:13.60`, `1:02:05.00`: minutes and seconds, hours when there are any.
 * @param fractionDigits digits after the second, cut, never rounded up to a second that has not come yet
 */
export function formatClock(seconds: number, language: Language, fractionDigits: number): string {
  const scale = 10 ** fractionDigits;
  const units = Math.floor(Math.max(0, seconds) * scale + 1e-6);
  const whole = Math.floor(units / scale);
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const head = hours > 0 ? `${String(hours)}:${pad(minutes, 2)}` : String(minutes);
  const sign = language === 'pt-BR' ? ',' : '.';
  const tail = fractionDigits > 0 ? sign + pad(units % scale, fractionDigits) : '';
  return `${head}:${pad(whole % 60, 2)}${tail}`;
}

/** `48`, `44.1`: a rate in kHz. */
export function formatKilohertz(sampleRate: number, language: Language): string {
  const kilohertz = sampleRate / 1000;
  return formatNumber(kilohertz, language, Number.isInteger(kilohertz) ? 0 : Number.isInteger(kilohertz * 10) ? 1 : 3);
}

const sizeUnits = ['KB', 'MB', 'GB'] as const;

/** `52.8 MB`, `121 MB`: a size in decimal units, three digits at most. */
export function formatSize(bytes: number, language: Language): string {
  const power = Math.min(sizeUnits.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  // 999.6 KB would read as 1,000 KB.
  if (Math.round(value) >= 1000 && power < sizeUnits.length) return formatSize(1000 ** (power + 1), language);
  return `${formatNumber(value, language, value < 99.95 && power > 1 ? 1 : 0)} ${sizeUnits[power - 1] ?? 'GB'}`;
}

/** `22 Nov 2026`, `22 de nov. de 2026`: the day of an ISO time where the person is. */
export function formatDate(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'medium' }).format(new Date(iso));
}

/** `22 Nov, 13:57`: day and minute of an ISO time where the person is. */
export function formatMoment(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
}

/** `22 Nov`, of an ISO day, which is the same day everywhere. */
export function formatDay(isoDay: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(isoDay));
}

/** `4.2 s`, `3.5 min`, `2.1 h`: how long something took. */
export function formatDuration(seconds: number, language: Language): string {
  const [value, unit] = seconds < 90 ? [seconds, 's'] : seconds < 5400 ? [seconds / 60, 'min'] : [seconds / 3600, 'h'];
  return `${formatNumber(value, language, value < 99.95 ? 1 : 0)} ${unit}`;
}

/** `9c41…e07b`. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 4)}…${sha256.slice(-4)}`;
}

/** `C♯3` for MIDI 49. */
export function formatNote(midi: number): string {
  return noteName(midi).replace('#', '♯');
}

/** `E2–A4`. */
export function formatRange(lowMidi: number, highMidi: number): string {
  return `${formatNote(lowMidi)}–${formatNote(highMidi)}`;
}

const solfege = ['Dó', 'Dó♯', 'Ré', 'Ré♯', 'Mi', 'Fá', 'Fá♯', 'Sol', 'Sol♯', 'Lá', 'Lá♯', 'Si'] as const;

const scaleNames: Readonly<Record<ScaleId, Readonly<Record<Language, string>>>> = {
  major: { en: 'major', 'pt-BR': 'maior' },
  minor: { en: 'minor', 'pt-BR': 'menor' },
  'harmonic minor': { en: 'harmonic minor', 'pt-BR': 'menor harmônica' },
  dorian: { en: 'Dorian', 'pt-BR': 'dórico' },
  mixolydian: { en: 'Mixolydian', 'pt-BR': 'mixolídio' },
  'major pentatonic': { en: 'major pentatonic', 'pt-BR': 'pentatônica maior' },
  'minor pentatonic': { en: 'minor pentatonic', 'pt-BR': 'pentatônica menor' },
  blues: { en: 'blues', 'pt-BR': 'blues' },
  chromatic: { en: 'chromatic', 'pt-BR': 'cromática' },
};

/** The name of a pitch class, 0 = C: `C♯` or `Dó♯`. */
export function formatPitchClass(pitchClass: number, language: Language): string {
  return language === 'pt-BR' ? (solfege[pitchClass] ?? '') : (pitchClassNames[pitchClass] ?? '').replace('#', '♯');
}

/** `major`, `maior`. */
export function formatScale(scale: ScaleId, language: Language): string {
  return scaleNames[scale][language];
}

/** `A minor`, `Lá menor`; a text that is not a key stays as it is. */
export function formatKeyName(text: string, language: Language): string {
  const key = parseKey(text);
  return key ? `${formatPitchClass(key.root, language)} ${formatScale(key.scale, language)}` : text;
}

/** For a screen reader: `C sharp 3`, `dó sustenido 3`. */
export function speakNote(midi: number, language: Language): string {
  const octave = noteName(midi).replace(/^[A-G]#?/, '');
  const pitchClass = ((Math.round(midi) % 12) + 12) % 12;
  const sharp = language === 'pt-BR' ? ' sustenido' : ' sharp';
  return `${formatPitchClass(pitchClass, language).replace('♯', sharp)} ${octave}`;
}
