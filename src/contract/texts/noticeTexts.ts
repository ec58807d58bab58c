import { formatNumber, type Language } from '../language.ts';
import type { Notice, NoticeCode, NoticeDetails } from '../notices.ts';
import type { TextFor } from './text.ts';

const noticeTexts: { readonly [C in NoticeCode]: TextFor<NoticeDetails[C], string> } = {
  MIXED_TO_MONO: {
    en: ({ channels }) => `The recording has ${String(channels)} channels; they were mixed to one.`,
    'pt-BR': ({ channels }) => `A gravação tem ${String(channels)} canais; foram misturados em um.`,
  },
  READ_PARTLY: {
    en: ({ readSec }) =>
      `The file is damaged or ends early; the ${formatNumber(readSec, 'en', 1)} s that could be read are used.`,
    'pt-BR': ({ readSec }) =>
      `O arquivo está danificado ou termina antes da hora; são usados os ${formatNumber(readSec, 'pt-BR', 1)} s que puderam ser lidos.`,
  },
  BAD_SAMPLES_REPLACED: {
    en: ({ count }) => `${formatNumber(count, 'en')} samples were not numbers and were replaced by silence.`,
    'pt-BR': ({ count }) => `${formatNumber(count, 'pt-BR')} amostras não eram números e foram trocadas por silêncio.`,
  },
  NO_VOICE_FOUND: {
    en: () => 'No voice with a pitch was found, so there is nothing to tune; the sound passes through.',
    'pt-BR': () => 'Nenhuma voz com altura definida foi encontrada, então não há o que afinar; o som passa como está.',
  },
  LOUDNESS_LOWERED: {
    en: ({ wantedLufs, reachedLufs }) =>
      `${formatNumber(wantedLufs, 'en', 1)} LUFS would need too much limiting; the take is at ${formatNumber(reachedLufs, 'en', 1)} LUFS.`,
    'pt-BR': ({ wantedLufs, reachedLufs }) =>
      `${formatNumber(wantedLufs, 'pt-BR', 1)} LUFS exigiriam limitação demais; a tomada ficou em ${formatNumber(reachedLufs, 'pt-BR', 1)} LUFS.`,
  },
  DEVICE_DEMOTED: {
    en: ({ device }) => `${device} failed during the work, so the CPU went on. Test the device again under devices.`,
    'pt-BR': ({ device }) =>
      `${device} falhou durante o trabalho, e a CPU continuou. Teste o dispositivo de novo em dispositivos.`,
  },
  DATABASE_RESTORED: {
    en: ({ backup }) =>
      `The library was damaged; the backup ${backup} took its place. The damaged file was kept beside it.`,
    'pt-BR': ({ backup }) =>
      `A biblioteca estava danificada; a cópia ${backup} tomou seu lugar. O arquivo danificado foi mantido ao lado.`,
  },
  DATABASE_LOST: {
    en: ({ file }) =>
      `The library was damaged and there was no backup, so a new one was begun. The damaged file was kept as ${file}.`,
    'pt-BR': ({ file }) =>
      `A biblioteca estava danificada e não havia cópia, então uma nova foi começada. O arquivo danificado foi mantido como ${file}.`,
  },
  DATABASE_NEWER: {
    en: () =>
      'This library was made by a newer Cantado. You can look and listen; nothing can be changed until you update.',
    'pt-BR': () =>
      'Esta biblioteca foi feita por um Cantado mais novo. Você pode ver e ouvir; nada pode ser alterado até atualizar.',
  },
};

/** The sentence a person reads for a notice. */
export function noticeText(notice: Notice, language: Language): string {
  const write = noticeTexts[notice.code][language] as (details: Notice['details']) => string;
  return write(notice.details);
}
