import type { Language } from '../contract/language.ts';

/** The few strings of the system's own dialogs; a missing translation does not compile. */
type ShellTexts = {
  readonly chooseRecording: string;
  readonly chooseVoice: string;
  readonly chooseBaseModel: string;
  readonly exportTake: string;
  readonly soundAndVideo: string;
  readonly voices: string;
  readonly baseModels: string;
  readonly allFiles: string;
};

const texts = {
  en: {
    chooseRecording: 'Choose a recording',
    chooseVoice: 'Bring a voice',
    chooseBaseModel: 'Choose the file of a base model',
    exportTake: 'Export',
    soundAndVideo: 'Sound and video',
    voices: 'Voices and their indexes',
    baseModels: 'Base models',
    allFiles: 'All files',
  },
  'pt-BR': {
    chooseRecording: 'Escolher uma gravação',
    chooseVoice: 'Trazer uma voz',
    chooseBaseModel: 'Escolher o arquivo de um modelo de base',
    exportTake: 'Exportar',
    soundAndVideo: 'Som e vídeo',
    voices: 'Vozes e seus índices',
    baseModels: 'Modelos de base',
    allFiles: 'Todos os arquivos',
  },
} satisfies Record<Language, ShellTexts>;

export function shellTexts(language: Language): ShellTexts {
  return texts[language];
}
