import type { NetworkEntry } from '../../contract/network.ts';
import type { Language } from '../../contract/language.ts';

/** Words of `stats`, `network`, `diagnostics` and `jobs log`. */
export type ObservabilityTexts = {
  readonly commands: Readonly<Record<'stats' | 'network' | 'diagnostics' | 'jobLog', string>>;
  readonly flags: Readonly<Record<'days' | 'prometheus' | 'csv' | 'limit', string>>;
  readonly onlyOneForm: (other: string) => string;
  readonly figures: Readonly<
    Record<
      | 'since'
      | 'successRate'
      | 'meanTime'
      | 'p95Time'
      | 'measured'
      | 'deviceTime'
      | 'speed'
      | 'input'
      | 'jobsOf'
      | 'failures'
      | 'firstJob',
      string
    >
  >;
  readonly groupHeads: readonly [
    converter: string,
    device: string,
    jobs: string,
    speed: string,
    mean: string,
    p95: string,
    work: string,
  ];
  readonly unknownDevice: string;
  readonly timesRealTime: (factor: string) => string;
  readonly measuredOf: (measured: number, all: number) => string;
  readonly inputOf: (size: string, time: string) => string;
  readonly states: Readonly<Record<NetworkEntry['state'], string>>;
  readonly reasons: Readonly<Record<NetworkEntry['reason'], string>>;
  readonly networkHeads: readonly [
    at: string,
    host: string,
    reason: string,
    subject: string,
    state: string,
    sent: string,
    received: string,
  ];
  readonly olderEntries: (shown: number, total: number) => string;
  readonly noRequests: string;
  readonly noLog: string;
};

const en: ObservabilityTexts = {
  commands: {
    stats: 'Figures over all jobs: success, time, speed. They stay on this computer.',
    network: 'Lists every request that left this computer, the newest first.',
    diagnostics: 'Prints what a report of a fault needs: no names, paths or texts of yours. Nothing is sent.',
    jobLog: 'Shows what happened to a job, step by step.',
  },
  flags: {
    days: 'only jobs that ended in the last days, today included',
    prometheus: 'prints the figures as Prometheus reads them',
    csv: 'prints all entries as comma-separated values',
    limit: 'how many at most',
  },
  onlyOneForm: (other) => `goes with no ${other}`,
  figures: {
    since: 'Since',
    successRate: 'Success',
    meanTime: 'Time of a conversion',
    p95Time: '95 of 100 are done in',
    measured: 'Measured',
    deviceTime: 'Work on devices',
    speed: 'Speed',
    input: 'Recordings sung',
    jobsOf: 'Jobs of',
    failures: 'Failed with',
    firstJob: 'the first job',
  },
  groupHeads: ['Engine', 'Device', 'Jobs', 'Speed', 'Mean', '95 %', 'Work'],
  unknownDevice: 'not told',
  timesRealTime: (factor) => `${factor}× real time`,
  measuredOf: (measured, all) =>
    `${String(measured)} of ${String(all)} completed jobs: those that ran through in one go`,
  inputOf: (size, time) => `${size}, ${time}`,
  states: { open: 'under way', answered: 'answered', failed: 'failed', 'held-back': 'held back' },
  reasons: { 'base-model': 'base model' },
  networkHeads: ['When', 'Host', 'Reason', 'For', 'How it went', 'Sent', 'Received'],
  olderEntries: (shown, total) => `${String(shown)} of ${String(total)}; --limit shows more, --csv all.`,
  noRequests: 'Nothing has left this computer.',
  noLog: 'No log of this job is kept any more.',
};

const ptBr: ObservabilityTexts = {
  commands: {
    stats: 'Números sobre todas as tarefas: sucesso, tempo, velocidade. Ficam neste computador.',
    network: 'Lista toda requisição que saiu deste computador, as mais novas primeiro.',
    diagnostics: 'Imprime o que um relato de falha precisa: nenhum nome, caminho ou texto seu. Nada é enviado.',
    jobLog: 'Mostra o que aconteceu com uma tarefa, passo a passo.',
  },
  flags: {
    days: 'só tarefas que terminaram nos últimos dias, hoje incluído',
    prometheus: 'imprime os números como o Prometheus os lê',
    csv: 'imprime todas as entradas separadas por vírgulas',
    limit: 'quantas no máximo',
  },
  onlyOneForm: (other) => `não combina com ${other}`,
  figures: {
    since: 'Desde',
    successRate: 'Sucesso',
    meanTime: 'Tempo de uma conversão',
    p95Time: '95 de 100 prontas em',
    measured: 'Medidas',
    deviceTime: 'Trabalho nos dispositivos',
    speed: 'Velocidade',
    input: 'Gravações cantadas',
    jobsOf: 'Tarefas de',
    failures: 'Falharam com',
    firstJob: 'a primeira tarefa',
  },
  groupHeads: ['Motor', 'Dispositivo', 'Tarefas', 'Velocidade', 'Média', '95 %', 'Trabalho'],
  unknownDevice: 'não informado',
  timesRealTime: (factor) => `${factor}× o tempo real`,
  measuredOf: (measured, all) => `${String(measured)} de ${String(all)} tarefas prontas: as que rodaram de uma só vez`,
  inputOf: (size, time) => `${size}, ${time}`,
  states: { open: 'em andamento', answered: 'respondida', failed: 'falhou', 'held-back': 'retida' },
  reasons: { 'base-model': 'modelo de base' },
  networkHeads: ['Quando', 'Servidor', 'Motivo', 'Para', 'Como foi', 'Enviado', 'Recebido'],
  olderEntries: (shown, total) => `${String(shown)} de ${String(total)}; --limit mostra mais, --csv todas.`,
  noRequests: 'Nada saiu deste computador.',
  noLog: 'Não há mais registro desta tarefa.',
};

export const observabilityTexts = { en, 'pt-BR': ptBr } satisfies Record<Language, ObservabilityTexts>;
