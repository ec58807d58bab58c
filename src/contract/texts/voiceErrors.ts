import type { ErrorDetails } from '../errors.ts';
import type { ErrorText, TextFor } from './text.ts';
import { damageText, featureText, fileKindText } from './voiceFileTexts.ts';

type VoiceErrorCode =
  | 'VOICE_NOT_READY'
  | 'VOICE_REMOVED'
  | 'VOICE_IS_BUILT_IN'
  | 'VOICE_FILES_DAMAGED'
  | 'IMPORT_UNKNOWN'
  | 'VOICE_FILE_UNSAFE'
  | 'VOICE_FILE_DAMAGED'
  | 'NOT_A_VOICE'
  | 'VOICE_UNSUPPORTED';

export const voiceErrorTexts: { readonly [C in VoiceErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  VOICE_NOT_READY: {
    en: ({ voice }) => ({
      title: `“${voice}” is not ready to sing.`,
      hint: 'It is still being prepared, or its preparation failed. Look at the voice, or choose another.',
    }),
    'pt-BR': ({ voice }) => ({
      title: `“${voice}” não está pronta para cantar.`,
      hint: 'Ela ainda está sendo preparada, ou a preparação falhou. Veja a voz ou escolha outra.',
    }),
  },
  VOICE_REMOVED: {
    en: ({ voice }) => ({
      title: `“${voice}” was removed.`,
      hint: 'Bring it back from the removed voices, or choose another. Takes made with it are kept.',
    }),
    'pt-BR': ({ voice }) => ({
      title: `“${voice}” foi removida.`,
      hint: 'Traga-a de volta das vozes removidas ou escolha outra. As tomadas feitas com ela foram mantidas.',
    }),
  },
  VOICE_IS_BUILT_IN: {
    en: ({ voice }) => ({
      title: `“${voice}” came with Cantado and stays.`,
      hint: 'Only voices that were brought in can be changed or removed.',
    }),
    'pt-BR': ({ voice }) => ({
      title: `“${voice}” veio com o Cantado e permanece.`,
      hint: 'Só vozes que foram trazidas podem ser alteradas ou removidas.',
    }),
  },
  VOICE_FILES_DAMAGED: {
    en: ({ voice, file }) => ({
      title: `The files of “${voice}” are missing or were changed.`,
      hint: `${file} is not what was brought in. Bring the voice in again; takes made with it are kept.`,
    }),
    'pt-BR': ({ voice, file }) => ({
      title: `Os arquivos de “${voice}” estão faltando ou foram alterados.`,
      hint: `${file} não é o que foi trazido. Traga a voz de novo; as tomadas feitas com ela foram mantidas.`,
    }),
  },
  IMPORT_UNKNOWN: {
    en: ({ id }) => ({
      title: 'This import is no longer open.',
      hint: `It was finished or discarded. Choose the file again (import ${id}).`,
    }),
    'pt-BR': ({ id }) => ({
      title: 'Esta importação não está mais aberta.',
      hint: `Ela foi concluída ou descartada. Escolha o arquivo de novo (importação ${id}).`,
    }),
  },
  VOICE_FILE_UNSAFE: {
    en: ({ file, item }) => ({
      title: `${file} is not safe to open.`,
      hint: `It holds something that has no place in a voice (${item}). Nothing in it was run. Do not open it with other programs.`,
    }),
    'pt-BR': ({ file, item }) => ({
      title: `Não é seguro abrir ${file}.`,
      hint: `Ele contém algo que não cabe em uma voz (${item}). Nada nele foi executado. Não o abra com outros programas.`,
    }),
  },
  VOICE_FILE_DAMAGED: {
    en: ({ file, reason, item }) => ({
      title: `${file} is damaged or incomplete.`,
      hint: `${withItem(damageText(reason).en, item)}. Copy or download it again, or ask for another copy.`,
    }),
    'pt-BR': ({ file, reason, item }) => ({
      title: `${file} está danificado ou incompleto.`,
      hint: `${withItem(damageText(reason)['pt-BR'], item)}. Copie ou baixe de novo, ou peça outra cópia.`,
    }),
  },
  NOT_A_VOICE: {
    en: ({ file, kind }) => ({ title: `${fileKindText(kind).title.en} (${file})`, hint: fileKindText(kind).hint.en }),
    'pt-BR': ({ file, kind }) => ({
      title: `${fileKindText(kind).title['pt-BR']} (${file})`,
      hint: fileKindText(kind).hint['pt-BR'],
    }),
  },
  VOICE_UNSUPPORTED: {
    en: ({ file, feature, item }) => ({
      title: `${file} asks for something that Cantado does not have.`,
      hint: `${withItem(featureText(feature).en, item)}. Ask for another version of it, or choose another file.`,
    }),
    'pt-BR': ({ file, feature, item }) => ({
      title: `${file} pede algo que o Cantado não tem.`,
      hint: `${withItem(featureText(feature)['pt-BR'], item)}. Peça outra versão ou escolha outro arquivo.`,
    }),
  },
};

function withItem(clause: string, item: string): string {
  return item === '' ? clause : `${clause} (${item})`;
}
