import type { ErrorDetails } from '../errors.ts';
import { formatNumber } from '../language.ts';
import { inputFaultText } from './inputTexts.ts';
import type { ErrorText, TextFor } from './text.ts';

type MachineErrorCode =
  | 'DISK_FULL'
  | 'FOLDER_NOT_WRITABLE'
  | 'OUTPUT_EXISTS'
  | 'FFMPEG_MISSING'
  | 'FFMPEG_FAILED'
  | 'MODEL_MISSING'
  | 'MODEL_WRONG_HASH'
  | 'DATA_FOLDER_IN_USE'
  | 'DATABASE_UNREADABLE'
  | 'DATABASE_READ_ONLY'
  | 'OUT_OF_MEMORY'
  | 'INVALID_INPUT'
  | 'TOKEN_REFUSED'
  | 'CALLER_REFUSED'
  | 'UNKNOWN_OPERATION'
  | 'NOT_CONNECTED'
  | 'INTERNAL';

export const machineErrorTexts: { readonly [C in MachineErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  DISK_FULL: {
    en: ({ folder }) => ({
      title: `The disk is full: ${folder} could not take more.`,
      hint: 'Your recording and what was rendered are kept. Free some space and try again.',
    }),
    'pt-BR': ({ folder }) => ({
      title: `O disco está cheio: ${folder} não pôde receber mais.`,
      hint: 'Sua gravação e o que foi renderizado estão guardados. Libere espaço e tente de novo.',
    }),
  },
  FOLDER_NOT_WRITABLE: {
    en: ({ folder }) => ({
      title: `Nothing can be saved in ${folder}.`,
      hint: 'The folder is missing, or it or its disk is write-protected. Make it writable, or choose another folder.',
    }),
    'pt-BR': ({ folder }) => ({
      title: `Nada pode ser salvo em ${folder}.`,
      hint: 'A pasta não existe, ou ela ou o disco está protegido contra escrita. Libere a escrita ou escolha outra pasta.',
    }),
  },
  OUTPUT_EXISTS: {
    en: ({ file }) => ({
      title: `${file} exists already and was not replaced.`,
      hint: 'Choose another name, or remove that file first. Nothing was changed.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} já existe e não foi substituído.`,
      hint: 'Escolha outro nome ou remova esse arquivo antes. Nada foi alterado.',
    }),
  },
  FFMPEG_MISSING: {
    en: ({ tried }) => ({
      title: 'ffmpeg, the program that reads audio files, was not found.',
      hint: `Install ffmpeg or reinstall Cantado. Looked at: ${tried}.`,
    }),
    'pt-BR': ({ tried }) => ({
      title: 'O ffmpeg, o programa que lê arquivos de áudio, não foi encontrado.',
      hint: `Instale o ffmpeg ou reinstale o Cantado. Procurado em: ${tried}.`,
    }),
  },
  FFMPEG_FAILED: {
    en: ({ file, reason }) => ({
      title: `${file} could not be processed.`,
      hint: `ffmpeg stopped (${reason}). Try again; if it stops again, copy the details and report it.`,
    }),
    'pt-BR': ({ file, reason }) => ({
      title: `${file} não pôde ser processado.`,
      hint: `O ffmpeg parou (${reason}). Tente de novo; se parar outra vez, copie os detalhes e relate.`,
    }),
  },
  MODEL_MISSING: {
    en: ({ model, file }) => ({
      title: `The network “${model}” is missing.`,
      hint: `${file} should have come with Cantado. Reinstall Cantado.`,
    }),
    'pt-BR': ({ model, file }) => ({
      title: `A rede “${model}” está faltando.`,
      hint: `${file} deveria ter vindo com o Cantado. Reinstale o Cantado.`,
    }),
  },
  MODEL_WRONG_HASH: {
    en: ({ model, file }) => ({
      title: `The network “${model}” is damaged or was changed, so it was not loaded.`,
      hint: `${file} is not the file that came with Cantado. Reinstall Cantado.`,
    }),
    'pt-BR': ({ model, file }) => ({
      title: `A rede “${model}” está danificada ou foi alterada, por isso não foi carregada.`,
      hint: `${file} não é o arquivo que veio com o Cantado. Reinstale o Cantado.`,
    }),
  },
  DATA_FOLDER_IN_USE: {
    en: ({ folder }) => ({
      title: `Another program is using ${folder}.`,
      hint: 'It holds the data folder but does not answer. Close it, or use another data folder.',
    }),
    'pt-BR': ({ folder }) => ({
      title: `Outro programa está usando ${folder}.`,
      hint: 'Ele segura a pasta de dados mas não responde. Feche-o ou use outra pasta de dados.',
    }),
  },
  DATABASE_UNREADABLE: {
    en: ({ file }) => ({
      title: `The library ${file} cannot be read, and no good backup was found.`,
      hint: 'It was set aside, not deleted. Recordings and takes on disk are untouched.',
    }),
    'pt-BR': ({ file }) => ({
      title: `A biblioteca ${file} não pode ser lida, e nenhuma cópia boa foi encontrada.`,
      hint: 'Ela foi posta de lado, não apagada. Gravações e tomadas no disco estão intactas.',
    }),
  },
  DATABASE_READ_ONLY: {
    en: ({ file }) => ({
      title: 'Nothing can be changed here.',
      hint: `${file} was made by a newer Cantado, so it was opened for reading only. Update Cantado.`,
    }),
    'pt-BR': ({ file }) => ({
      title: 'Nada pode ser alterado aqui.',
      hint: `${file} foi feito por um Cantado mais novo, por isso foi aberto só para leitura. Atualize o Cantado.`,
    }),
  },
  OUT_OF_MEMORY: {
    en: ({ neededMb }) => ({
      title: 'The memory ran out.',
      hint: `About ${formatNumber(neededMb, 'en')} MB were needed. Close other programs and try again; what was rendered is kept.`,
    }),
    'pt-BR': ({ neededMb }) => ({
      title: 'A memória acabou.',
      hint: `Eram necessários cerca de ${formatNumber(neededMb, 'pt-BR')} MB. Feche outros programas e tente de novo; o que foi renderizado está guardado.`,
    }),
  },
  INVALID_INPUT: {
    en: ({ path, ...fault }) => ({
      title: 'The request was not understood.',
      hint: `${path === '' ? 'The input' : path}: ${inputFaultText(fault, 'en')}.`,
    }),
    'pt-BR': ({ path, ...fault }) => ({
      title: 'O pedido não foi entendido.',
      hint: `${path === '' ? 'A entrada' : path}: ${inputFaultText(fault, 'pt-BR')}.`,
    }),
  },
  TOKEN_REFUSED: {
    en: () => ({
      title: 'Cantado needs the token that it printed.',
      hint: 'Open the address that it printed when it was started; programs send the token as “Authorization: Bearer …”.',
    }),
    'pt-BR': () => ({
      title: 'O Cantado precisa do token que ele mostrou.',
      hint: 'Abra o endereço que ele mostrou ao iniciar; programas enviam o token como “Authorization: Bearer …”.',
    }),
  },
  CALLER_REFUSED: {
    en: ({ reason }) => ({
      title: 'Cantado answers only its own page and programs on this computer.',
      hint:
        reason === 'host'
          ? 'Ask 127.0.0.1 or localhost, with the port that it printed.'
          : 'A page of another site asked. Open the address that Cantado printed when it was started.',
    }),
    'pt-BR': ({ reason }) => ({
      title: 'O Cantado só responde à sua própria página e a programas deste computador.',
      hint:
        reason === 'host'
          ? 'Use 127.0.0.1 ou localhost, com a porta que ele mostrou.'
          : 'O pedido veio da página de outro site. Abra o endereço que o Cantado mostrou ao iniciar.',
    }),
  },
  UNKNOWN_OPERATION: {
    en: ({ name }) => ({
      title: `There is no operation “${name}”.`,
      hint: 'Over HTTP, look on /reference for what there is. Otherwise both sides may be of different versions: restart Cantado.',
    }),
    'pt-BR': ({ name }) => ({
      title: `Não há operação “${name}”.`,
      hint: 'Por HTTP, veja em /reference o que existe. Senão, os dois lados podem ser de versões diferentes: reinicie o Cantado.',
    }),
  },
  NOT_CONNECTED: {
    en: () => ({
      title: 'The connection to Cantado was lost.',
      hint: 'It is tried again by itself. Jobs go on; nothing is lost.',
    }),
    'pt-BR': () => ({
      title: 'A conexão com o Cantado se perdeu.',
      hint: 'Uma nova tentativa é feita sozinha. As tarefas continuam; nada se perde.',
    }),
  },
  INTERNAL: {
    en: ({ id }) => ({
      title: 'Something went wrong inside Cantado.',
      hint: `Your recordings and takes are safe. The log knows more under ${id}.`,
    }),
    'pt-BR': ({ id }) => ({
      title: 'Algo deu errado dentro do Cantado.',
      hint: `Suas gravações e tomadas estão a salvo. O registro sabe mais sob ${id}.`,
    }),
  },
};
