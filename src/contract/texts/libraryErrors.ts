import type { ErrorDetails } from '../errors.ts';
import { formatNumber } from '../language.ts';
import type { ErrorText, TextFor } from './text.ts';

type LibraryErrorCode =
  | 'BATCH_UNKNOWN'
  | 'BATCH_EMPTY'
  | 'BATCH_TOO_LARGE'
  | 'JOB_NOT_MOVABLE'
  | 'JOB_NOT_DISMISSABLE'
  | 'TAKE_PURGED'
  | 'STORAGE_BUSY'
  | 'LIBRARY_AWAY'
  | 'FOLDER_NOT_EMPTY'
  | 'FOLDER_NOT_USABLE'
  | 'NOT_ENOUGH_SPACE'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_NEWER'
  | 'NOT_A_BACKUP'
  | 'OFFLINE'
  | 'IDEMPOTENCY_KEY_REUSED';

/** Of many recordings at once, of takes and of where everything is kept. */
export const libraryErrorTexts: { readonly [C in LibraryErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  BATCH_UNKNOWN: {
    en: ({ id }) => ({ title: `There is no batch ${id}.`, hint: 'Look at the queue for the right one.' }),
    'pt-BR': ({ id }) => ({ title: `Não há lote ${id}.`, hint: 'Consulte a fila para achar o certo.' }),
  },
  BATCH_EMPTY: {
    en: ({ folder }) => ({
      title: `No audio file was found in ${folder}.`,
      hint: 'Choose a folder with recordings such as WAV, MP3, FLAC or M4A.',
    }),
    'pt-BR': ({ folder }) => ({
      title: `Nenhum arquivo de áudio foi encontrado em ${folder}.`,
      hint: 'Escolha uma pasta com gravações como WAV, MP3, FLAC ou M4A.',
    }),
  },
  BATCH_TOO_LARGE: {
    en: ({ limit }) => ({
      title: `These are more than ${formatNumber(limit, 'en')} files.`,
      hint: 'Bring them in smaller parts. Nothing was queued.',
    }),
    'pt-BR': ({ limit }) => ({
      title: `São mais de ${formatNumber(limit, 'pt-BR')} arquivos.`,
      hint: 'Traga-os em partes menores. Nada entrou na fila.',
    }),
  },
  JOB_NOT_MOVABLE: {
    en: ({ status }) => ({
      title: 'This job has no place in the queue any more.',
      hint: `Only waiting jobs can be paused or moved; this one is ${status}.`,
    }),
    'pt-BR': ({ status }) => ({
      title: 'Esta tarefa já não tem lugar na fila.',
      hint: `Só tarefas que esperam podem ser pausadas ou movidas; o estado desta é ${status}.`,
    }),
  },
  JOB_NOT_DISMISSABLE: {
    en: ({ status }) => ({
      title: 'This job stays on the list.',
      hint: `Only failed and cancelled jobs can be taken off it; this one is ${status}.`,
    }),
    'pt-BR': ({ status }) => ({
      title: 'Esta tarefa fica na lista.',
      hint: `Só tarefas que falharam ou foram canceladas saem dela; o estado desta é ${status}.`,
    }),
  },
  TAKE_PURGED: {
    en: () => ({
      title: 'The sound of this take was deleted.',
      hint: 'Its recipe is kept: choose Re-run to make it again.',
    }),
    'pt-BR': () => ({
      title: 'O som desta tomada foi apagado.',
      hint: 'A receita está guardada: escolha Refazer para produzi-la de novo.',
    }),
  },
  STORAGE_BUSY: {
    en: () => ({
      title: 'The library is being moved, saved or restored.',
      hint: 'Wait until that is done, then try again. Nothing was changed.',
    }),
    'pt-BR': () => ({
      title: 'A biblioteca está sendo movida, salva ou restaurada.',
      hint: 'Espere terminar e tente de novo. Nada foi alterado.',
    }),
  },
  LIBRARY_AWAY: {
    en: ({ folder }) => ({
      title: `The library is in ${folder}, which cannot be reached.`,
      hint: 'Connect the disk it lies on and start Cantado again. Nothing new was begun elsewhere.',
    }),
    'pt-BR': ({ folder }) => ({
      title: `A biblioteca está em ${folder}, que não pode ser acessada.`,
      hint: 'Conecte o disco em que ela está e abra o Cantado de novo. Nada novo foi começado em outro lugar.',
    }),
  },
  FOLDER_NOT_EMPTY: {
    en: ({ folder }) => ({
      title: `${folder} is not empty.`,
      hint: 'Choose an empty folder or a new one, so that nothing of yours is mixed with the library.',
    }),
    'pt-BR': ({ folder }) => ({
      title: `${folder} não está vazia.`,
      hint: 'Escolha uma pasta vazia ou nova, para que nada seu se misture com a biblioteca.',
    }),
  },
  FOLDER_NOT_USABLE: {
    en: ({ folder }) => ({
      title: `The library cannot be moved to ${folder}.`,
      hint: 'Choose a folder that is not inside the library and does not hold it.',
    }),
    'pt-BR': ({ folder }) => ({
      title: `A biblioteca não pode ser movida para ${folder}.`,
      hint: 'Escolha uma pasta que não esteja dentro da biblioteca nem a contenha.',
    }),
  },
  NOT_ENOUGH_SPACE: {
    en: ({ folder, neededMb, freeMb }) => ({
      title: `There is not enough space in ${folder}.`,
      hint: `${formatNumber(neededMb, 'en')} MB are needed and ${formatNumber(freeMb, 'en')} MB are free. Free some space or choose another disk; nothing was changed.`,
    }),
    'pt-BR': ({ folder, neededMb, freeMb }) => ({
      title: `Não há espaço suficiente em ${folder}.`,
      hint: `São necessários ${formatNumber(neededMb, 'pt-BR')} MB e há ${formatNumber(freeMb, 'pt-BR')} MB livres. Libere espaço ou escolha outro disco; nada foi alterado.`,
    }),
  },
  BACKUP_DAMAGED: {
    en: ({ file, reason }) => ({
      title: `${file} is damaged (${reason}).`,
      hint: 'Your library is as it was. Try an older backup, or copy this one again from where it came.',
    }),
    'pt-BR': ({ file, reason }) => ({
      title: `${file} está danificado (${reason}).`,
      hint: 'Sua biblioteca está como estava. Tente uma cópia mais antiga ou copie esta de novo da origem.',
    }),
  },
  BACKUP_NEWER: {
    en: ({ file, version }) => ({
      title: `${file} was made by a newer Cantado (${version}).`,
      hint: 'Update Cantado, then restore it. Your library is as it was.',
    }),
    'pt-BR': ({ file, version }) => ({
      title: `${file} foi feito por um Cantado mais novo (${version}).`,
      hint: 'Atualize o Cantado e restaure depois. Sua biblioteca está como estava.',
    }),
  },
  NOT_A_BACKUP: {
    en: ({ file }) => ({
      title: `${file} is not a backup of a Cantado library.`,
      hint: 'Choose a file that was saved with Back up. Your library is as it was.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} não é uma cópia de uma biblioteca do Cantado.`,
      hint: 'Escolha um arquivo salvo com Fazer cópia. Sua biblioteca está como estava.',
    }),
  },
  OFFLINE: {
    en: ({ host }) => ({
      title: 'Cantado stays offline, as you asked.',
      hint: `Nothing was sent to ${host}. Turn off “Stay offline” in Settings › Network to allow it, or bring the file yourself.`,
    }),
    'pt-BR': ({ host }) => ({
      title: 'O Cantado fica offline, como você pediu.',
      hint: `Nada foi enviado a ${host}. Desligue “Ficar offline” em Ajustes › Rede para permitir, ou traga o arquivo você mesmo.`,
    }),
  },
  IDEMPOTENCY_KEY_REUSED: {
    en: () => ({
      title: 'This idempotency key belongs to another request.',
      hint: 'Use a new key for a new request; repeat the same request with the same key.',
    }),
    'pt-BR': () => ({
      title: 'Esta chave de idempotência pertence a outra requisição.',
      hint: 'Use uma chave nova para uma requisição nova; repita a mesma requisição com a mesma chave.',
    }),
  },
};
