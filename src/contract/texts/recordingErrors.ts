import type { ErrorDetails } from '../errors.ts';
import { formatNumber, type Language } from '../language.ts';
import type { ErrorText, TextFor } from './text.ts';

type RecordingErrorCode =
  | 'FILE_NOT_FOUND'
  | 'FILE_IS_FOLDER'
  | 'FILE_NOT_READABLE'
  | 'FILE_EMPTY'
  | 'FILE_CHANGED'
  | 'FILE_TOO_LARGE'
  | 'NOT_AUDIO'
  | 'NO_AUDIO_IN_FILE'
  | 'AUDIO_CORRUPT'
  | 'AUDIO_TOO_SHORT'
  | 'AUDIO_TOO_LONG'
  | 'AUDIO_SILENT'
  | 'RECORDING_UNKNOWN';

function seconds(value: number, language: Language): string {
  return `${formatNumber(value, language, value < 10 ? 2 : 0)} s`;
}

/** `2 h 5 min`, `10 min 1 s`. */
function length(durationSec: number): string {
  const wholeSec = Math.round(durationSec);
  const parts = { h: Math.floor(wholeSec / 3600), min: Math.floor((wholeSec % 3600) / 60), s: wholeSec % 60 };
  return Object.entries(parts)
    .flatMap(([unit, count]) => (count === 0 ? [] : [`${String(count)} ${unit}`]))
    .join(' ');
}

export const recordingErrorTexts: { readonly [C in RecordingErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  FILE_NOT_FOUND: {
    en: ({ file }) => ({
      title: `${file} is not there.`,
      hint: 'It may have been moved, renamed or deleted. Put it back or choose it where it is now, then try again.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} não está lá.`,
      hint: 'Pode ter sido movido, renomeado ou apagado. Devolva-o ao lugar ou escolha-o onde está agora e tente de novo.',
    }),
  },
  FILE_IS_FOLDER: {
    en: ({ file }) => ({ title: `${file} is a folder.`, hint: 'Choose a single file inside it.' }),
    'pt-BR': ({ file }) => ({ title: `${file} é uma pasta.`, hint: 'Escolha um único arquivo dentro dela.' }),
  },
  FILE_NOT_READABLE: {
    en: ({ file }) => ({
      title: `${file} may not be read.`,
      hint: 'Your account has no permission for it. Change its permissions or copy it to a folder of yours.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} não pode ser lido.`,
      hint: 'Sua conta não tem permissão. Mude as permissões do arquivo ou copie-o para uma pasta sua.',
    }),
  },
  FILE_EMPTY: {
    en: ({ file }) => ({
      title: `${file} is empty (0 bytes).`,
      hint: 'It was probably never saved or copied to the end. Export or copy it again.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} está vazio (0 bytes).`,
      hint: 'Ele provavelmente não foi salvo ou copiado até o fim. Exporte ou copie de novo.',
    }),
  },
  FILE_CHANGED: {
    en: ({ file }) => ({
      title: `${file} has changed since it was opened.`,
      hint: 'Open it again to use the new version, or put the old one back and try again. Takes made before are kept.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} mudou desde que foi aberto.`,
      hint: 'Abra-o de novo para usar a nova versão, ou devolva a antiga e tente de novo. As tomadas feitas antes foram mantidas.',
    }),
  },
  FILE_TOO_LARGE: {
    en: ({ file, limit }) => ({ title: `${file} is too large.`, hint: `The limit is ${limit}. Split it in parts.` }),
    'pt-BR': ({ file, limit }) => ({
      title: `${file} é grande demais.`,
      hint: `O limite é ${limit}. Divida-o em partes.`,
    }),
  },
  NOT_AUDIO: {
    en: ({ file }) => ({
      title: `${file} is not an audio or video file.`,
      hint: 'What is inside does not match its name. Choose a WAV, MP3, M4A, FLAC, OGG, OPUS or video file.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} não é um arquivo de áudio ou vídeo.`,
      hint: 'O conteúdo não corresponde ao nome. Escolha um arquivo WAV, MP3, M4A, FLAC, OGG, OPUS ou de vídeo.',
    }),
  },
  NO_AUDIO_IN_FILE: {
    en: ({ file }) => ({ title: `${file} has no sound track.`, hint: 'Choose a file that holds sound.' }),
    'pt-BR': ({ file }) => ({ title: `${file} não tem trilha de som.`, hint: 'Escolha um arquivo que contenha som.' }),
  },
  AUDIO_CORRUPT: {
    en: ({ file, reason }) => ({
      title: `${file} is damaged and could not be read.`,
      hint: `Nothing usable was found in it (${reason}). Export or copy the recording again.`,
    }),
    'pt-BR': ({ file, reason }) => ({
      title: `${file} está danificado e não pôde ser lido.`,
      hint: `Nada aproveitável foi encontrado (${reason}). Exporte ou copie a gravação de novo.`,
    }),
  },
  AUDIO_TOO_SHORT: {
    en: ({ file, durationSec, minimumSec }) => ({
      title: `${file} is too short: ${seconds(durationSec, 'en')}.`,
      hint: `At least ${seconds(minimumSec, 'en')} of speech is needed. Choose a longer recording.`,
    }),
    'pt-BR': ({ file, durationSec, minimumSec }) => ({
      title: `${file} é curto demais: ${seconds(durationSec, 'pt-BR')}.`,
      hint: `São necessários pelo menos ${seconds(minimumSec, 'pt-BR')} de fala. Escolha uma gravação mais longa.`,
    }),
  },
  AUDIO_TOO_LONG: {
    // How long it is, nobody knows: reading ends where the limit is passed.
    en: ({ file, maximumSec }) => ({
      title: `${file} is longer than ${length(maximumSec)}.`,
      hint: 'That is the limit. Split the recording.',
    }),
    'pt-BR': ({ file, maximumSec }) => ({
      title: `${file} tem mais de ${length(maximumSec)}.`,
      hint: 'Esse é o limite. Divida a gravação.',
    }),
  },
  AUDIO_SILENT: {
    en: ({ file }) => ({
      title: `${file} holds only silence.`,
      hint: 'There is nothing to sing. Check the microphone and record again.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} contém só silêncio.`,
      hint: 'Não há nada para cantar. Verifique o microfone e grave de novo.',
    }),
  },
  RECORDING_UNKNOWN: {
    en: ({ id }) => ({
      title: 'This recording is no longer in the library.',
      hint: `Open the file again (recording ${id}).`,
    }),
    'pt-BR': ({ id }) => ({
      title: 'Esta gravação não está mais na biblioteca.',
      hint: `Abra o arquivo de novo (gravação ${id}).`,
    }),
  },
};
