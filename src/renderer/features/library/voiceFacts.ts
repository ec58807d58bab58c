import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { BaseModel } from '../../../contract/baseModels.ts';
import { formatNumber } from '../../../contract/language.ts';
import type { Voice, VoicePassport } from '../../../contract/voices.ts';
import { formatDate, formatKilohertz, formatSize } from '../../language/format.ts';
import { descriptorOf, settingText, type Wording } from '../history/recipeText.ts';

/** A line of the passport: only what is known has one. */
export type PassportLine = { readonly id: string; readonly name: string; readonly value: ReactNode };

type Words = Pick<Wording, 'language' | 't'>;

function modelText({ sizeBytes, epochs }: VoicePassport, { language, t }: Words): string {
  const size = formatSize(sizeBytes, language);
  return epochs === null ? size : t('library.epochs', { size, count: epochs });
}

function indexText({ index }: VoicePassport, { language, t }: Words): string {
  if (!index) return t('library.noIndex');
  return t('library.vectors', {
    size: formatSize(index.sizeBytes, language),
    count: index.vectorCount,
    number: formatNumber(index.vectorCount, language),
  });
}

function line(id: string, name: string, value: ReactNode): readonly PassportLine[] {
  return value === null ? [] : [{ id, name, value }];
}

/** How an imported voice is built, from what was found in its file. */
export function buildLines(passport: VoicePassport, words: Words): readonly PassportLine[] {
  const { language, t } = words;
  const engine = passport.hasPitch ? 'library.enginePitch' : 'library.engineFlat';
  const rate = t('library.kilohertz', { rate: formatKilohertz(passport.sampleRate, language) });
  return [
    // `v2`: the version is the number.
    ...line('engine', t('library.engine'), t(engine, { version: passport.version.replace(/^v/, '') })),
    ...line('rate', t('library.sampleRate'), rate),
    ...line('vocoder', t('library.vocoder'), passport.vocoder),
    ...line('model', t('library.model'), modelText(passport, words)),
    ...line('index', t('library.index'), indexText(passport, words)),
    ...line('speakers', t('library.speakers'), formatNumber(passport.speakerCount, language)),
    ...line('author', t('library.author'), passport.author),
    ...line('file', t('library.file'), passport.originalName),
  ];
}

/** How a built-in voice is made. */
export function builtInLines(voice: Voice, { language, t }: Words): readonly PassportLine[] {
  return [
    ...line('engine', t('library.engine'), voice.engineLabel[language]),
    ...line('singer', t('library.singer'), t('library.noSinger')),
  ];
}

export function needsLine(voice: Voice, models: readonly BaseModel[], t: TFunction): readonly PassportLine[] {
  const titles = voice.baseModels.map((id) => models.find((model) => model.id === id)?.title ?? id);
  return titles.length === 0 ? [] : line('needs', t('library.needs'), titles.join(', '));
}

export function addedLine({ addedAt }: Voice, { language, t }: Words): readonly PassportLine[] {
  return addedAt === null ? [] : line('added', t('library.added'), formatDate(addedAt, language));
}

/** Settings that start elsewhere in this voice than in others. */
export function startLine(voice: Voice, words: Wording): readonly PassportLine[] {
  const texts = Object.entries(voice.settingDefaults).flatMap(([id, value]) => {
    const setting = descriptorOf(words.catalog, id);
    return setting && value !== undefined
      ? [`${setting.label[words.language]} ${settingText(value, setting, words)}`]
      : [];
  });
  return texts.length === 0 ? [] : line('starts', words.t('library.startsWith'), texts.join(', '));
}
