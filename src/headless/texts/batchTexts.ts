import type { Batch, BatchItemStatus } from '../../contract/batches.ts';

/** What the command line says of batches. */
export type BatchTexts = {
  readonly commands: Readonly<Record<'batch' | 'all' | 'list' | 'show' | 'cancel' | 'retry', string>>;
  readonly flags: Readonly<Record<'paths' | 'out' | 'template' | 'id' | 'seed', string>>;
  readonly states: Readonly<Record<Batch['state'], string>>;
  readonly statuses: Readonly<Record<BatchItemStatus, string>>;
  readonly progress: (ended: number, total: number, counts: Pick<Batch['counts'], 'failed' | 'cancelled'>) => string;
  readonly opening: string;
  readonly held: (why: string) => string;
  readonly summary: (done: number, total: number, time: string) => string;
  readonly goOnWith: (batchId: string) => string;
};

const counted = (count: number, what: string): string => (count === 0 ? '' : `, ${String(count)} ${what}`);

const enFiles = (count: number): string => (count === 1 ? '1 file' : `${String(count)} files`);

export const enBatches: BatchTexts = {
  commands: {
    batch: 'Sing many files, or all recordings in a folder, the same way.',
    all: 'Batches: what became of every file.',
    list: 'List batches, newest first.',
    show: 'Show every file of a batch.',
    cancel: 'Stop a batch; what is done stays.',
    retry: 'Try what failed or was stopped again, and wait for it.',
  },
  flags: {
    paths: 'files and folders; of folders every recording inside, at any depth',
    out: 'folder to write into, made when absent; default next to each recording',
    template: 'how files are called',
    id: 'id of a batch',
    seed: 'the same seed for every file; otherwise each draws its own',
  },
  states: { gathering: 'opening files', queued: 'queued', processing: 'running', paused: 'paused', done: 'done' },
  statuses: {
    waiting: 'waiting',
    queued: 'queued',
    processing: 'running',
    completed: 'done',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  progress: (ended, total, { failed, cancelled }) =>
    `${String(ended)} of ${enFiles(total)}${counted(failed, 'failed')}${counted(cancelled, 'cancelled')}`,
  opening: 'Opening files',
  held: (why) => `Waiting: ${why}`,
  summary: (done, total, time) => `${String(done)} of ${enFiles(total)} sung in ${time}.`,
  goOnWith: (batchId) => `To go on from here: cantado batches retry ${batchId}`,
};

const ptFiles = (count: number): string => (count === 1 ? '1 arquivo' : `${String(count)} arquivos`);

export const ptBrBatches: BatchTexts = {
  commands: {
    batch: 'Canta muitos arquivos, ou todas as gravações de uma pasta, do mesmo jeito.',
    all: 'Lotes: o que foi feito de cada arquivo.',
    list: 'Lista os lotes, os mais novos primeiro.',
    show: 'Mostra cada arquivo de um lote.',
    cancel: 'Para um lote; o que está pronto fica.',
    retry: 'Tenta de novo o que falhou ou foi parado, e espera.',
  },
  flags: {
    paths: 'arquivos e pastas; das pastas, toda gravação dentro delas, em qualquer nível',
    out: 'pasta onde escrever, criada se faltar; padrão: ao lado de cada gravação',
    template: 'como os arquivos se chamam',
    id: 'id de um lote',
    seed: 'a mesma semente para todos os arquivos; sem ela, cada um sorteia a sua',
  },
  states: {
    gathering: 'abrindo arquivos',
    queued: 'na fila',
    processing: 'em andamento',
    paused: 'pausado',
    done: 'pronto',
  },
  statuses: {
    waiting: 'esperando',
    queued: 'na fila',
    processing: 'em andamento',
    completed: 'pronto',
    failed: 'falhou',
    cancelled: 'cancelado',
  },
  progress: (ended, total, { failed, cancelled }) =>
    `${String(ended)} de ${ptFiles(total)}${counted(failed, 'com falha')}${counted(cancelled, 'cancelados')}`,
  opening: 'Abrindo arquivos',
  held: (why) => `Esperando: ${why}`,
  summary: (done, total, time) => `${String(done)} de ${ptFiles(total)} cantados em ${time}.`,
  goOnWith: (batchId) => `Para continuar daqui: cantado batches retry ${batchId}`,
};
