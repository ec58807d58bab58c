import type { Language } from '../contract/language.ts';

/** The few strings of the system's own dialogs; a missing translation does not compile. */
type ShellTexts = {
  readonly chooseRecording: string;
  readonly exportTake: string;
  readonly soundAndVideo: string;
  readonly allFiles: string;
};

const texts = {
  en: {
    chooseRecording: 'Choose a recording',
    exportTake: 'Export',
    soundAndVideo: 'Sound and video',
    allFiles: 'All files',
  },
  'pt-BR': {
    chooseRecording: 'Escolher uma gravação',
    exportTake: 'Exportar',
    soundAndVideo: 'Som e vídeo',
    allFiles: 'Todos os arquivos',
  },
} satisfies Record<Language, ShellTexts>;

export function shellTexts(language: Language): ShellTexts {
  return texts[language];
}
