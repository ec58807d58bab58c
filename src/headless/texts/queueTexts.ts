import type { Language } from '../../contract/language.ts';
import type { Priority } from '../../contract/jobs.ts';
import type { QueueState } from '../../contract/queue.ts';

/** Texts of `queue` and of the commands that change the order of jobs. */
type QueueTexts = {
  readonly commands: Readonly<
    Record<'queue' | 'pauseAll' | 'resumeAll' | 'pause' | 'resume' | 'priority' | 'move' | 'dismiss', string>
  >;
  readonly flags: Readonly<Record<'order' | 'batch' | 'offset' | 'before' | 'end' | 'priority', string>>;
  readonly fields: Readonly<
    Record<'state' | 'waiting' | 'running' | 'needsYou' | 'left' | 'atATime' | 'battery' | 'priority', string>
  >;
  readonly working: string;
  readonly idle: string;
  readonly pausedBy: Readonly<Record<NonNullable<QueueState['pausedBy']>, string>>;
  /** To who waits for a job. */
  readonly held: Readonly<Record<NonNullable<QueueState['pausedBy']>, string>>;
  readonly reasons: Readonly<Record<QueueState['parallelReason'], string>>;
  readonly priorities: Readonly<Record<Priority, string>>;
  readonly paused: string;
  readonly onBattery: string;
  readonly pluggedIn: string;
  readonly notLearned: string;
  readonly speed: (converterId: string, device: string) => string;
  readonly speedOf: (realTimeFactor: string, sampleCount: number) => string;
};

const en: QueueTexts = {
  commands: {
    queue: 'What the queue is doing, and how long it will take.',
    pauseAll: 'Pause everything, also after a restart; what was rendered is kept.',
    resumeAll: 'Go on with the queue.',
    pause: 'Hold a job back; what was rendered is kept.',
    resume: 'Go on with a paused job.',
    priority: 'Change the priority of a waiting job.',
    move: 'Put a waiting job in front of another, or at the end.',
    dismiss: 'Take a failed or cancelled job off the list of those that need you.',
  },
  flags: {
    order: 'newest first, or what waits and runs as it will be begun; default newest',
    batch: 'only jobs of this batch',
    offset: 'leave out so many first; default 0',
    before: 'in front of this job, with its priority',
    end: 'behind all jobs of its priority',
    priority: 'low, normal or high',
  },
  fields: {
    state: 'queue',
    waiting: 'waiting',
    running: 'running',
    needsYou: 'failed',
    left: 'time left',
    atATime: 'at a time',
    battery: 'power',
    priority: 'priority',
  },
  working: 'working',
  idle: 'nothing to do',
  pausedBy: {
    person: 'paused',
    restored: 'waiting for your word, because the library was restored: `cantado queue resume`',
    battery: 'paused while on battery',
    disk: 'waiting until the data folder has room and can be written again',
  },
  held: {
    person: 'The queue is paused: `cantado queue resume` lets it go on.',
    restored: 'This library was restored. Its waiting jobs go on when you say so: `cantado queue resume`.',
    battery: 'The queue waits until the computer is plugged in, as Settings ask for.',
    disk: 'The queue waits until there is room in the data folder, and it can be written again.',
  },
  reasons: {
    chosen: 'as you chose',
    measured: 'as measured on this computer',
    measuring: 'being measured',
    default: 'not measured yet',
  },
  priorities: { low: 'low', normal: 'normal', high: 'high' },
  paused: 'paused',
  onBattery: 'battery',
  pluggedIn: 'plugged in',
  notLearned: 'not known before a first job is done here',
  speed: (converterId, device) => `${converterId} on ${device}`,
  speedOf: (realTimeFactor, sampleCount) => `${realTimeFactor} × real time (latest ${String(sampleCount)})`,
};

const ptBr: QueueTexts = {
  commands: {
    queue: 'O que a fila está fazendo e quanto ainda leva.',
    pauseAll: 'Pausa tudo, também depois de reiniciar; o que foi renderizado fica guardado.',
    resumeAll: 'Continua a fila.',
    pause: 'Segura uma tarefa; o que foi renderizado fica guardado.',
    resume: 'Continua uma tarefa pausada.',
    priority: 'Muda a prioridade de uma tarefa que espera.',
    move: 'Põe uma tarefa que espera na frente de outra, ou no fim.',
    dismiss: 'Tira uma tarefa que falhou ou foi cancelada da lista das que precisam de você.',
  },
  flags: {
    order: 'as mais novas primeiro, ou as que esperam e andam na ordem em que vão começar; padrão newest',
    batch: 'só tarefas deste lote',
    offset: 'pula tantas no começo; padrão 0',
    before: 'na frente desta tarefa, com a prioridade dela',
    end: 'atrás de todas da sua prioridade',
    priority: 'low, normal ou high',
  },
  fields: {
    state: 'fila',
    waiting: 'esperando',
    running: 'em andamento',
    needsYou: 'com falha',
    left: 'falta',
    atATime: 'ao mesmo tempo',
    battery: 'energia',
    priority: 'prioridade',
  },
  working: 'trabalhando',
  idle: 'nada a fazer',
  pausedBy: {
    person: 'pausada',
    restored: 'esperando sua ordem, porque a biblioteca foi restaurada: `cantado queue resume`',
    battery: 'pausada enquanto usa a bateria',
    disk: 'esperando até que a pasta de dados tenha espaço e possa ser gravada de novo',
  },
  held: {
    person: 'A fila está pausada: `cantado queue resume` faz com que continue.',
    restored:
      'Esta biblioteca foi restaurada. As tarefas que esperam continuam quando você mandar: `cantado queue resume`.',
    battery: 'A fila espera que o computador seja ligado na tomada, como pedem os Ajustes.',
    disk: 'A fila espera até que haja espaço na pasta de dados e ela possa ser gravada de novo.',
  },
  reasons: {
    chosen: 'como você escolheu',
    measured: 'como medido neste computador',
    measuring: 'sendo medido',
    default: 'ainda não medido',
  },
  priorities: { low: 'baixa', normal: 'normal', high: 'alta' },
  paused: 'pausada',
  onBattery: 'bateria',
  pluggedIn: 'na tomada',
  notLearned: 'não se sabe antes que uma primeira tarefa termine aqui',
  speed: (converterId, device) => `${converterId} em ${device}`,
  speedOf: (realTimeFactor, sampleCount) => `${realTimeFactor} × tempo real (últimas ${String(sampleCount)})`,
};

const texts = { en, 'pt-BR': ptBr } satisfies Record<Language, QueueTexts>;

export function queueTexts(language: Language): QueueTexts {
  return texts[language];
}
