import type { Language } from '../contract/language.ts';

/** The few strings of the system's own dialogs; a missing translation does not compile. */
type ShellTexts = {
  readonly chooseRecording: string;
  readonly chooseVoice: string;
  readonly chooseBaseModel: string;
  readonly exportTake: string;
  readonly chooseExportFolder: string;
  readonly chooseLibraryFolder: string;
  readonly chooseBackup: string;
  readonly saveBackup: string;
  readonly saveText: string;
  readonly backups: string;
  readonly table: string;
  readonly plainText: string;
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
    chooseExportFolder: 'Choose the folder for exports',
    chooseLibraryFolder: 'Choose an empty folder for the library',
    chooseBackup: 'Choose a backup',
    saveBackup: 'Save the backup',
    saveText: 'Save',
    backups: 'Backups of Cantado',
    table: 'Table',
    plainText: 'Text',
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
    chooseExportFolder: 'Escolher a pasta das exportações',
    chooseLibraryFolder: 'Escolher uma pasta vazia para a biblioteca',
    chooseBackup: 'Escolher uma cópia de segurança',
    saveBackup: 'Salvar a cópia de segurança',
    saveText: 'Salvar',
    backups: 'Cópias de segurança do Cantado',
    table: 'Tabela',
    plainText: 'Texto',
    soundAndVideo: 'Som e vídeo',
    voices: 'Vozes e seus índices',
    baseModels: 'Modelos de base',
    allFiles: 'Todos os arquivos',
  },
} satisfies Record<Language, ShellTexts>;

export function shellTexts(language: Language): ShellTexts {
  return texts[language];
}
