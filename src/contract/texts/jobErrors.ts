import type { ErrorDetails } from '../errors.ts';
import type { ErrorText, TextFor } from './text.ts';

type JobErrorCode =
  | 'VOICE_UNKNOWN'
  | 'SETTING_UNKNOWN'
  | 'SETTING_OUT_OF_RANGE'
  | 'JOB_UNKNOWN'
  | 'JOB_NOT_CANCELLABLE'
  | 'JOB_NOT_RETRYABLE'
  | 'TAKE_UNKNOWN'
  | 'TAKE_NOT_READY'
  | 'HOST_CRASHED'
  | 'CANCELLED';

export const jobErrorTexts: { readonly [C in JobErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  VOICE_UNKNOWN: {
    en: ({ voice, known }) => ({ title: `There is no voice “${voice}”.`, hint: `The voices here are: ${known}.` }),
    'pt-BR': ({ voice, known }) => ({ title: `Não há voz “${voice}”.`, hint: `As vozes daqui são: ${known}.` }),
  },
  SETTING_UNKNOWN: {
    en: ({ setting }) => ({
      title: `There is no setting “${setting}” for this voice.`,
      hint: 'Leave it out, or look at the list of settings.',
    }),
    'pt-BR': ({ setting }) => ({
      title: `Não há ajuste “${setting}” para esta voz.`,
      hint: 'Retire-o ou consulte a lista de ajustes.',
    }),
  },
  SETTING_OUT_OF_RANGE: {
    en: ({ flag, value, allowed }) => ({
      title: `“${value}” is not possible for ${flag}.`,
      hint: `It can be: ${allowed}.`,
    }),
    'pt-BR': ({ flag, value, allowed }) => ({
      title: `“${value}” não é possível para ${flag}.`,
      hint: `Pode ser: ${allowed}.`,
    }),
  },
  JOB_UNKNOWN: {
    en: ({ id }) => ({ title: `There is no job ${id}.`, hint: 'Look at the list of jobs for the right id.' }),
    'pt-BR': ({ id }) => ({
      title: `Não há tarefa ${id}.`,
      hint: 'Consulte a lista de tarefas para achar o id certo.',
    }),
  },
  JOB_NOT_CANCELLABLE: {
    en: ({ id, status }) => ({
      title: `Job ${id} cannot be cancelled.`,
      hint: `It is ${status} already; nothing was changed.`,
    }),
    'pt-BR': ({ id, status }) => ({
      title: `A tarefa ${id} não pode ser cancelada.`,
      hint: `Seu estado já é ${status}; nada foi alterado.`,
    }),
  },
  JOB_NOT_RETRYABLE: {
    en: ({ id, status }) => ({
      title: `Job ${id} cannot be tried again.`,
      hint: `It is ${status}; only failed and cancelled jobs can.`,
    }),
    'pt-BR': ({ id, status }) => ({
      title: `A tarefa ${id} não pode ser repetida.`,
      hint: `Seu estado é ${status}; só tarefas failed ou cancelled podem.`,
    }),
  },
  TAKE_UNKNOWN: {
    en: ({ id }) => ({ title: 'This take no longer exists.', hint: `Make it again from its recording (take ${id}).` }),
    'pt-BR': ({ id }) => ({
      title: 'Esta tomada não existe mais.',
      hint: `Faça-a de novo a partir da gravação (tomada ${id}).`,
    }),
  },
  TAKE_NOT_READY: {
    en: () => ({
      title: 'This take is not finished.',
      hint: 'Wait until it has been rendered to the end, then export it.',
    }),
    'pt-BR': () => ({
      title: 'Esta tomada não está pronta.',
      hint: 'Espere até que seja renderizada até o fim e depois exporte.',
    }),
  },
  HOST_CRASHED: {
    en: ({ attempts }) => ({
      title: `The sound engine stopped ${String(attempts)} times at the same place.`,
      hint: 'What was rendered is kept. Try again; if it stops again, copy the details and report it.',
    }),
    'pt-BR': ({ attempts }) => ({
      title: `O motor de som parou ${String(attempts)} vezes no mesmo ponto.`,
      hint: 'O que foi renderizado está guardado. Tente de novo; se parar outra vez, copie os detalhes e relate.',
    }),
  },
  CANCELLED: {
    en: () => ({ title: 'Stopped.', hint: 'What was rendered is kept; try again to go on from there.' }),
    'pt-BR': () => ({
      title: 'Interrompido.',
      hint: 'O que foi renderizado está guardado; tente de novo para continuar dali.',
    }),
  },
};
