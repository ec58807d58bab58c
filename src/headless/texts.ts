import type { Language } from '../contract/language.ts';
import type { JobStatus, RenderStage } from '../contract/jobs.ts';

/** Every string of the command line that is not an error or a setting; a missing translation does not compile. */
export type CliTexts = {
  readonly about: string;
  readonly helpTitles: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Global Options:' | 'Commands:', string>>;
  readonly helpAfter: string;
  readonly helpFlag: string;
  readonly helpCommand: string;
  readonly versionFlag: string;
  readonly defaultIs: (value: string) => string;
  readonly onlyInModes: (modes: string) => string;
  readonly commands: Readonly<
    Record<
      | 'convert'
      | 'analyse'
      | 'voices'
      | 'voicesList'
      | 'voicesShow'
      | 'jobs'
      | 'jobsList'
      | 'jobsShow'
      | 'jobsCancel'
      | 'jobsRetry'
      | 'serve',
      string
    >
  >;
  readonly flags: Readonly<
    Record<
      | 'file'
      | 'voice'
      | 'voiceArgument'
      | 'job'
      | 'format'
      | 'bits'
      | 'quality'
      | 'out'
      | 'seed'
      | 'json'
      | 'dataDir'
      | 'language'
      | 'limit'
      | 'status'
      | 'port'
      | 'open'
      | 'tokenFile',
      string
    >
  >;
  readonly usage: {
    readonly unknownOption: string;
    readonly missingArgument: string;
    readonly missingValue: string;
    readonly tooManyArguments: string;
    readonly unknownCommand: string;
    readonly other: string;
    readonly didYouMean: (names: string) => string;
    readonly dashName: string;
    readonly portTaken: (port: number) => string;
    readonly formatAgainstName: (format: string, file: string) => string;
  };
  readonly stages: Readonly<Record<RenderStage, string>>;
  readonly statuses: Readonly<Record<JobStatus, string>>;
  readonly waiting: string;
  readonly measuring: string;
  readonly timeLeft: (time: string) => string;
  readonly stopping: string;
  readonly noEffect: (flag: string, mode: string) => string;
  readonly written: (path: string) => string;
  readonly madeIn: (audio: string, work: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly nothingHere: string;
  readonly speakersOwn: string;
  readonly fields: Readonly<
    Record<
      | 'duration'
      | 'loudness'
      | 'truePeak'
      | 'key'
      | 'median'
      | 'range'
      | 'voiced'
      | 'syllables'
      | 'phrases'
      | 'id'
      | 'name'
      | 'engine'
      | 'about'
      | 'status'
      | 'recording'
      | 'voice'
      | 'progress'
      | 'created'
      | 'take'
      | 'output'
      | 'problem',
      string
    >
  >;
  readonly serveAt: (url: string) => string;
  readonly serveStop: string;
  readonly noBrowser: string;
};

const en: CliTexts = {
  about: 'Turns a spoken recording into singing, on this computer.',
  helpTitles: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Global Options:': 'Options of every command:',
    'Commands:': 'Commands:',
  },
  helpAfter: `Exit codes:
  0  done
  1  something went wrong inside Cantado
  2  a flag, a setting, a voice or a job is not right
  3  the recording cannot be used
  4  the computer stood in the way (disk, ffmpeg, model, database)
  5  stopped (Ctrl-C); what was rendered is kept

A file whose name begins with a dash is written ./-name or after --.`,
  helpFlag: 'show this help',
  helpCommand: 'show the help of a command',
  versionFlag: 'show the version',
  defaultIs: (value) => `default ${value}`,
  onlyInModes: (modes) => `in ${modes}`,
  commands: {
    convert: 'Sing a recording and write the result to a file.',
    analyse: 'Show what is measured in a recording: pitch, voicing, syllables, key, loudness.',
    voices: 'The voices that can sing.',
    voicesList: 'List all voices.',
    voicesShow: 'Show one voice.',
    jobs: 'What is queued, running and done.',
    jobsList: 'List jobs, newest first.',
    jobsShow: 'Show one job.',
    jobsCancel: 'Stop a job; what was rendered is kept.',
    jobsRetry: 'Go on with a failed or cancelled job and wait for it.',
    serve: 'Serve the window to a browser on this computer.',
  },
  flags: {
    file: 'an audio or video file',
    voice: 'who sings: a name or id from `cantado voices list`',
    voiceArgument: 'name or id of a voice',
    job: 'id of a job',
    format: 'file format',
    bits: 'sample format of WAV and FLAC',
    quality: 'quality of MP3',
    out: 'where to write; an existing file is never replaced; default next to the recording',
    seed: 'same seed, same take; drawn when absent',
    json: 'print one JSON value instead of text',
    dataDir: 'folder of the data; also CANTADO_DATA_DIR',
    language: 'language of texts; default from LC_ALL, LANG',
    limit: 'how many at most',
    status: 'only jobs in this state',
    port: 'port on 127.0.0.1; default a free one',
    open: 'open a browser if there is one',
    tokenFile: 'file that keeps the token from run to run; made when absent',
  },
  usage: {
    unknownOption: 'there is no such flag',
    missingArgument: 'is missing',
    missingValue: 'needs a value',
    tooManyArguments: 'too many words; names with spaces stand in quotes',
    unknownCommand: 'there is no such command',
    other: 'is not right',
    didYouMean: (names) => `did you mean ${names}?`,
    dashName: 'a file of that name is written ./-name or after --',
    portTaken: (port) => `port ${String(port)} is taken or not allowed`,
    formatAgainstName: (format, file) => `${format} does not fit the name ${file}`,
  },
  stages: {
    decode: 'Reading',
    analyse: 'Measuring',
    perform: 'Setting the notes',
    convert: 'Singing',
    finish: 'Finishing',
    encode: 'Writing',
  },
  statuses: {
    queued: 'queued',
    processing: 'running',
    completed: 'done',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  waiting: 'Waiting for its turn',
  measuring: 'Measuring the recording',
  timeLeft: (time) => `${time} left`,
  stopping: 'Stopping; what was rendered is kept. Ctrl-C again leaves at once.',
  noEffect: (flag, mode) => `${flag} changes nothing in mode ${mode}.`,
  written: (path) => `Written: ${path}`,
  madeIn: (audio, work) => `${audio} of sound in ${work}.`,
  yes: 'yes',
  no: 'no',
  nothingHere: 'Nothing here yet.',
  speakersOwn: 'the speaker’s own',
  fields: {
    duration: 'Duration',
    loudness: 'Loudness',
    truePeak: 'True peak',
    key: 'Key',
    median: 'Median pitch',
    range: 'Range',
    voiced: 'Voiced',
    syllables: 'Syllables',
    phrases: 'Phrases',
    id: 'Id',
    name: 'Name',
    engine: 'Engine',
    about: 'About',
    status: 'State',
    recording: 'Recording',
    voice: 'Voice',
    progress: 'Progress',
    created: 'Made',
    take: 'Take',
    output: 'File',
    problem: 'Problem',
  },
  serveAt: (url) => `Cantado is at ${url}`,
  serveStop: 'Only this computer can reach it, and only with that address. Ctrl-C stops it.',
  noBrowser: 'No browser could be opened; open the address yourself.',
};

const ptBr: CliTexts = {
  about: 'Transforma uma gravação falada em canto, neste computador.',
  helpTitles: {
    'Usage:': 'Uso:',
    'Arguments:': 'Argumentos:',
    'Options:': 'Opções:',
    'Global Options:': 'Opções de todos os comandos:',
    'Commands:': 'Comandos:',
  },
  helpAfter: `Códigos de saída:
  0  pronto
  1  algo deu errado dentro do Cantado
  2  uma opção, um ajuste, uma voz ou uma tarefa não está certa
  3  a gravação não pode ser usada
  4  o computador impediu (disco, ffmpeg, modelo, banco de dados)
  5  interrompido (Ctrl-C); o que foi renderizado está guardado

Um arquivo cujo nome começa com hífen se escreve ./-nome ou depois de --.`,
  helpFlag: 'mostra esta ajuda',
  helpCommand: 'mostra a ajuda de um comando',
  versionFlag: 'mostra a versão',
  defaultIs: (value) => `padrão ${value}`,
  onlyInModes: (modes) => `em ${modes}`,
  commands: {
    convert: 'Canta uma gravação e grava o resultado em um arquivo.',
    analyse: 'Mostra o que se mede em uma gravação: altura, vozeamento, sílabas, tom, volume.',
    voices: 'As vozes que podem cantar.',
    voicesList: 'Lista todas as vozes.',
    voicesShow: 'Mostra uma voz.',
    jobs: 'O que está na fila, em andamento e pronto.',
    jobsList: 'Lista as tarefas, as mais novas primeiro.',
    jobsShow: 'Mostra uma tarefa.',
    jobsCancel: 'Interrompe uma tarefa; o que foi renderizado fica guardado.',
    jobsRetry: 'Continua uma tarefa que falhou ou foi cancelada e espera por ela.',
    serve: 'Serve a janela a um navegador neste computador.',
  },
  flags: {
    file: 'um arquivo de áudio ou vídeo',
    voice: 'quem canta: um nome ou id de `cantado voices list`',
    voiceArgument: 'nome ou id de uma voz',
    job: 'id de uma tarefa',
    format: 'formato do arquivo',
    bits: 'formato das amostras de WAV e FLAC',
    quality: 'qualidade do MP3',
    out: 'onde gravar; um arquivo existente nunca é substituído; padrão ao lado da gravação',
    seed: 'mesma semente, mesma tomada; sorteada quando ausente',
    json: 'imprime um valor JSON em vez de texto',
    dataDir: 'pasta dos dados; também CANTADO_DATA_DIR',
    language: 'idioma dos textos; padrão de LC_ALL, LANG',
    limit: 'quantas no máximo',
    status: 'só tarefas neste estado',
    port: 'porta em 127.0.0.1; padrão uma livre',
    open: 'abre um navegador, se houver',
    tokenFile: 'arquivo que guarda o token de uma vez para outra; criado quando ausente',
  },
  usage: {
    unknownOption: 'não existe essa opção',
    missingArgument: 'está faltando',
    missingValue: 'precisa de um valor',
    tooManyArguments: 'palavras demais; nomes com espaços ficam entre aspas',
    unknownCommand: 'não existe esse comando',
    other: 'não está certo',
    didYouMean: (names) => `você quis dizer ${names}?`,
    dashName: 'um arquivo com esse nome se escreve ./-nome ou depois de --',
    portTaken: (port) => `a porta ${String(port)} está ocupada ou não é permitida`,
    formatAgainstName: (format, file) => `${format} não combina com o nome ${file}`,
  },
  stages: {
    decode: 'Lendo',
    analyse: 'Medindo',
    perform: 'Definindo as notas',
    convert: 'Cantando',
    finish: 'Finalizando',
    encode: 'Gravando',
  },
  statuses: {
    queued: 'na fila',
    processing: 'em andamento',
    completed: 'pronta',
    failed: 'falhou',
    cancelled: 'cancelada',
  },
  waiting: 'Esperando a vez',
  measuring: 'Medindo a gravação',
  timeLeft: (time) => `faltam ${time}`,
  stopping: 'Interrompendo; o que foi renderizado fica guardado. Ctrl-C de novo sai na hora.',
  noEffect: (flag, mode) => `${flag} não muda nada no modo ${mode}.`,
  written: (path) => `Gravado: ${path}`,
  madeIn: (audio, work) => `${audio} de som em ${work}.`,
  yes: 'sim',
  no: 'não',
  nothingHere: 'Nada aqui ainda.',
  speakersOwn: 'a de quem fala',
  fields: {
    duration: 'Duração',
    loudness: 'Volume',
    truePeak: 'Pico real',
    key: 'Tom',
    median: 'Altura mediana',
    range: 'Extensão',
    voiced: 'Com voz',
    syllables: 'Sílabas',
    phrases: 'Frases',
    id: 'Id',
    name: 'Nome',
    engine: 'Motor',
    about: 'Sobre',
    status: 'Estado',
    recording: 'Gravação',
    voice: 'Voz',
    progress: 'Progresso',
    created: 'Criada',
    take: 'Tomada',
    output: 'Arquivo',
    problem: 'Problema',
  },
  serveAt: (url) => `O Cantado está em ${url}`,
  serveStop: 'Só este computador o alcança, e só com esse endereço. Ctrl-C encerra.',
  noBrowser: 'Nenhum navegador pôde ser aberto; abra o endereço você mesmo.',
};

const texts = { en, 'pt-BR': ptBr } satisfies Record<Language, CliTexts>;

export function cliTexts(language: Language): CliTexts {
  return texts[language];
}
