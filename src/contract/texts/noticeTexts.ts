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
  CHORDS_REDUCED: {
    en: ({ count }) => `${many(count, 'en')} notes sounded together; the highest of each was taken.`,
    'pt-BR': ({ count }) => `${many(count, 'pt-BR')} notas soavam juntas; foi usada a mais aguda de cada vez.`,
  },
  NOTES_MOVED_BY_OCTAVES: {
    en: ({ count }) =>
      count === 1
        ? 'One note was out of reach and was moved by octaves.'
        : `${many(count, 'en')} notes were out of reach and were moved by octaves.`,
    'pt-BR': ({ count }) =>
      count === 1
        ? 'Uma nota estava fora do alcance e foi movida por oitavas.'
        : `${many(count, 'pt-BR')} notas estavam fora do alcance e foram movidas por oitavas.`,
  },
  MELODY_TRANSPOSED: {
    en: ({ semitones }) =>
      `The melody was moved ${semitones < 0 ? 'down' : 'up'} ${semitonesText(semitones, 'en')} to suit the voice.`,
    'pt-BR': ({ semitones }) =>
      `A melodia foi movida ${semitonesText(semitones, 'pt-BR')} para ${semitones < 0 ? 'baixo' : 'cima'}, a favor da voz.`,
  },
  WORDS_REPEATED: {
    en: ({ times }) => `The melody has more notes than words, so the words are sung ${many(times, 'en')} times.`,
    'pt-BR': ({ times }) =>
      `A melodia tem mais notas do que palavras, então as palavras são cantadas ${many(times, 'pt-BR')} vezes.`,
  },
  MELODY_REPEATED: {
    en: ({ times }) => `There are more words than notes, so the melody is sung ${many(times, 'en')} times.`,
    'pt-BR': ({ times }) => `Há mais palavras do que notas, então a melodia é cantada ${many(times, 'pt-BR')} vezes.`,
  },
  LYRICS_DIFFER: {
    en: ({ typed, heard }) =>
      `The written words have ${many(typed, 'en')} syllables and ${many(heard, 'en')} were heard; the recording decides.`,
    'pt-BR': ({ typed, heard }) =>
      `As palavras escritas têm ${many(typed, 'pt-BR')} sílabas e foram ouvidas ${many(heard, 'pt-BR')}; vale a gravação.`,
  },
  GUIDE_DIFFERS: {
    en: ({ likeness }) =>
      `The guide and the recording do not seem to say the same (${many(likeness, 'en')} % alike). Follow only its notes, or choose another guide.`,
    'pt-BR': ({ likeness }) =>
      `A guia e a gravação não parecem dizer o mesmo (${many(likeness, 'pt-BR')} % iguais). Siga só as notas dela ou escolha outra guia.`,
  },
  VOWELS_STRETCHED: {
    en: ({ factor }) =>
      `At this tempo vowels last ${formatNumber(factor, 'en', 1)} × as long as they were spoken. Timing “to suit the words” keeps them natural.`,
    'pt-BR': ({ factor }) =>
      `Neste andamento as vogais duram ${formatNumber(factor, 'pt-BR', 1)} × o tempo em que foram faladas. O ritmo “conforme as palavras” as mantém naturais.`,
  },
  PIPELINE_KEEPS_TIME: {
    en: ({ pipeline }) =>
      `Joints “${pipeline}” cannot follow the time of a melody, so exact ones were used for this take.`,
    'pt-BR': ({ pipeline }) =>
      `Emendas “${pipeline}” não conseguem seguir o tempo de uma melodia, então foram usadas as exatas nesta tomada.`,
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

function many(value: number, language: Language): string {
  return formatNumber(value, language);
}

/** `1 octave`, `2 octaves`, `7 semitones`: a distance without its direction. */
function semitonesText(semitones: number, language: Language): string {
  const distance = Math.abs(semitones);
  const octaves = distance / 12;
  const isOctaves = distance > 0 && Number.isInteger(octaves);
  const value = formatNumber(isOctaves ? octaves : distance, language, Number.isInteger(distance) ? 0 : 1);
  const isOne = (isOctaves ? octaves : distance) === 1;
  const word = isOctaves ? { en: 'octave', 'pt-BR': 'oitava' } : { en: 'semitone', 'pt-BR': 'semitom' };
  const words = isOctaves ? { en: 'octaves', 'pt-BR': 'oitavas' } : { en: 'semitones', 'pt-BR': 'semitons' };
  return `${value} ${isOne ? word[language] : words[language]}`;
}

/** The sentence a person reads for a notice. */
export function noticeText(notice: Notice, language: Language): string {
  const write = noticeTexts[notice.code][language] as (details: Notice['details']) => string;
  return write(notice.details);
}
