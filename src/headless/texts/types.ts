import type { BatchTexts } from './batchTexts.ts';
import type { BaseModel } from '../../contract/baseModels.ts';
import type { JobStatus, RenderStage } from '../../contract/jobs.ts';
import type { ConsentLabel, Voice } from '../../contract/voices.ts';
import type { ObservabilityTexts } from './observability.ts';

export type TransposeFacts = {
  /** null: not at all */
  readonly shift: string | null;
  readonly median: string;
  readonly voice: string;
  readonly range: string;
};

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
      | 'devices'
      | 'voicesList'
      | 'voicesShow'
      | 'voicesImport'
      | 'voicesRemove'
      | 'voicesRestore'
      | 'voicesRemoved'
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
      | 'voiceFile'
      | 'index'
      | 'name'
      | 'consent'
      | 'licence'
      | 'job'
      | 'format'
      | 'bits'
      | 'quality'
      | 'out'
      | 'seed'
      | 'style'
      | 'json'
      | 'dataDir'
      | 'language'
      | 'limit'
      | 'status'
      | 'port'
      | 'open'
      | 'tokenFile'
      | 'testDevices'
      | 'useDevice',
      string
    >
  >;
  readonly devicesTesting: string;
  readonly deviceChosen: string;
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
  readonly goOnWith: (jobId: string) => string;
  readonly noEffect: (flag: string, mode: string) => string;
  readonly noEffectInVoice: (flag: string, voice: string) => string;
  /** Why the take was transposed as it was: `+12`, `A2`, `Marisol`, `C3–C5`. */
  readonly transposed: (facts: TransposeFacts) => string;
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
      | 'problem'
      | 'model'
      | 'index'
      | 'author'
      | 'file'
      | 'hash'
      | 'consent'
      | 'licence'
      | 'removed',
      string
    >
  >;
  readonly voices: {
    readonly statuses: Readonly<Record<Voice['status'], string>>;
    readonly consents: Readonly<Record<ConsentLabel, string>>;
    readonly unknownRange: string;
    readonly added: (name: string, id: string) => string;
    readonly alreadyHere: (name: string, id: string) => string;
    readonly removed: (name: string, id: string) => string;
    readonly restored: (name: string, id: string) => string;
  };
  readonly sing: {
    readonly command: string;
    readonly melodyCommand: string;
    readonly melodyFile: string;
    readonly flags: Readonly<
      Record<
        | 'melody'
        | 'track'
        | 'notes'
        | 'hum'
        | 'guide'
        | 'guideWords'
        | 'plan'
        | 'lyrics'
        | 'backing'
        | 'backingGain'
        | 'backingStart'
        | 'withBacking'
        | 'scoreOut',
        string
      >
    >;
    /** Reason beside the second of two flags that exclude each other. */
    readonly onlyOne: (other: string) => string;
    readonly onlyWith: (other: string) => string;
    readonly noteCount: (count: number) => string;
    readonly withWords: string;
    readonly wouldSing: (track: number, noteCount: number, duration: string) => string;
  };
  readonly presets: {
    readonly commands: Readonly<Record<'all' | 'list' | 'save' | 'rename' | 'remove' | 'share' | 'import', string>>;
    readonly flags: Readonly<Record<'preset' | 'name' | 'text', string>>;
    readonly saved: (name: string, id: string) => string;
    readonly removed: (name: string, id: string) => string;
  };
  readonly baseModels: {
    readonly commands: Readonly<Record<'all' | 'list' | 'download' | 'import' | 'remove', string>>;
    readonly flags: Readonly<Record<'id' | 'file', string>>;
    readonly states: Readonly<Record<BaseModel['current']['state'], string>>;
    /** Part of a download that was cut off. */
    readonly kept: (percent: string) => string;
    readonly asking: (title: string, size: string, host: string) => string;
  };
  readonly batches: BatchTexts;
  readonly observability: ObservabilityTexts;
  readonly serveAt: (url: string) => string;
  readonly serveStop: string;
  readonly noBrowser: string;
};
