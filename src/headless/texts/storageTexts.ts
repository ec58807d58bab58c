import type { Language } from '../../contract/language.ts';
import type { StorageKind, StorageWork } from '../../contract/storage.ts';

export type StorageTexts = {
  readonly commands: Readonly<Record<'all' | 'clear' | 'clearOut' | 'move' | 'backUp' | 'restore', string>>;
  readonly flags: Readonly<Record<'what' | 'folder' | 'backup' | 'newBackup' | 'withoutTakes', string>>;
  readonly kinds: Readonly<Record<StorageKind, string>>;
  readonly works: Readonly<Record<StorageWork['kind'], string>>;
  readonly folder: string;
  readonly total: string;
  readonly free: string;
  readonly bin: string;
  readonly takes: (count: number) => string;
  readonly next: string;
  readonly last: string;
  readonly freed: (size: string) => string;
  readonly clearedOut: (takeCount: number, size: string) => string;
  readonly moved: (folder: string) => string;
  readonly holds: (voices: number, takes: number) => string;
  readonly elsewhere: (count: number) => string;
  readonly restored: (when: string) => string;
};

const en: StorageTexts = {
  commands: {
    all: 'What the library holds and how much of the disk it takes.',
    clear: 'Empty the cache, which is made again when it is needed, or the bin of takes.',
    clearOut: 'Apply the rules of storage now instead of once a day.',
    move: 'Move the library to another folder, new or empty; what is begun can be repeated.',
    backUp: 'Save voices, melodies, uploads, settings and takes into one new file.',
    restore: 'Put a backup in the place of the library, which is kept aside for 30 days.',
  },
  flags: {
    what: 'what is emptied: cache or bin',
    folder: 'where the library goes',
    backup: 'a file that back-up wrote',
    newBackup: 'the file that is written; must not exist',
    withoutTakes: 'leave the sound of takes out; their recipes are kept',
  },
  kinds: {
    baseModels: 'base models',
    voices: 'voices',
    takes: 'takes',
    recordings: 'recordings',
    melodies: 'melodies',
    cache: 'cache',
    exports: 'exports',
    database: 'database',
    logs: 'logs',
    replaced: 'replaced library',
    other: 'other',
  },
  works: { move: 'Moving the library', backup: 'Backing up', restore: 'Restoring', clear: 'Clearing out' },
  folder: 'folder',
  total: 'in all',
  free: 'free on the disk',
  bin: 'in the bin',
  takes: (count) => (count === 1 ? '1 take' : `${String(count)} takes`),
  next: 'next clear-out',
  last: 'last clear-out',
  freed: (size) => `${size} freed`,
  clearedOut: (takeCount, size) => `${en.takes(takeCount)} into the bin, ${size} freed`,
  moved: (folder) => `The library is in ${folder} now.`,
  holds: (voices, takes) => `${voices === 1 ? '1 voice' : `${String(voices)} voices`}, ${en.takes(takes)}`,
  elsewhere: (count) =>
    count === 1
      ? '1 recording lies elsewhere on this computer and is not in it.'
      : `${String(count)} recordings lie elsewhere on this computer and are not in it.`,
  restored: (when) => `The library is as it was on ${when}. The one before is kept aside for 30 days.`,
};

const ptBr: StorageTexts = {
  commands: {
    all: 'O que a biblioteca guarda e quanto ocupa do disco.',
    clear: 'Esvaziar o cache, que é refeito quando faz falta, ou a lixeira de tomadas.',
    clearOut: 'Aplicar agora as regras de armazenamento, em vez de uma vez por dia.',
    move: 'Mover a biblioteca para outra pasta, nova ou vazia; o que foi começado pode ser repetido.',
    backUp: 'Salvar vozes, melodias, envios, configurações e tomadas em um arquivo novo.',
    restore: 'Pôr uma cópia no lugar da biblioteca, que fica guardada à parte por 30 dias.',
  },
  flags: {
    what: 'o que é esvaziado: cache ou bin (lixeira)',
    folder: 'para onde vai a biblioteca',
    backup: 'um arquivo que back-up gravou',
    newBackup: 'o arquivo a gravar; não pode existir',
    withoutTakes: 'deixar de fora o som das tomadas; as receitas ficam',
  },
  kinds: {
    baseModels: 'modelos base',
    voices: 'vozes',
    takes: 'tomadas',
    recordings: 'gravações',
    melodies: 'melodias',
    cache: 'cache',
    exports: 'exportações',
    database: 'banco de dados',
    logs: 'registros',
    replaced: 'biblioteca substituída',
    other: 'outros',
  },
  works: { move: 'Movendo a biblioteca', backup: 'Fazendo cópia', restore: 'Restaurando', clear: 'Limpando' },
  folder: 'pasta',
  total: 'ao todo',
  free: 'livre no disco',
  bin: 'na lixeira',
  takes: (count) => (count === 1 ? '1 tomada' : `${String(count)} tomadas`),
  next: 'próxima limpeza',
  last: 'última limpeza',
  freed: (size) => `${size} liberados`,
  clearedOut: (takeCount, size) => `${ptBr.takes(takeCount)} para a lixeira, ${size} liberados`,
  moved: (folder) => `A biblioteca agora está em ${folder}.`,
  holds: (voices, takes) => `${voices === 1 ? '1 voz' : `${String(voices)} vozes`}, ${ptBr.takes(takes)}`,
  elsewhere: (count) =>
    count === 1
      ? '1 gravação está em outro lugar deste computador e não vai na cópia.'
      : `${String(count)} gravações estão em outro lugar deste computador e não vão na cópia.`,
  restored: (when) => `A biblioteca está como em ${when}. A anterior fica guardada à parte por 30 dias.`,
};

export const storageTexts = { en, 'pt-BR': ptBr } satisfies Record<Language, StorageTexts>;
