import type { Reply } from '../contract/errors.ts';
import type { Subscribe } from '../contract/events.ts';
import type { Call } from '../contract/operations/index.ts';
import type { Recording } from '../contract/recordings.ts';
import type { BareRequest } from './network/types.ts';
import type { KeptUpload } from './files/keepUpload.ts';
import type { PowerPort } from '../core/power/ports.ts';
import type { LaunchHost } from './inference/hostProcess.ts';

export type CantadoOptions = {
  /** Everything the program keeps for this person; made when missing. */
  readonly dataFolder: string;
  readonly resources: {
    readonly modelsFolder: string;
    readonly migrationsFolder: string;
    /** The example phrase. */
    readonly samplePath: string;
    /** The licences of everything that is shipped. */
    readonly noticesFile: string;
    /** Path of the built inferenceHost.js. */
    readonly hostEntry: string;
  };
  readonly launchHost: LaunchHost;
  /** Absent or null: looked for. */
  readonly ffmpegPath?: string | null;
  /** The machine's way to other computers, which only the ledger uses; absent: Node's own, through the proxy that the environment names. */
  readonly request?: BareRequest;
  /** Where the power comes from; absent: as far as plain Node can find out. */
  readonly power?: PowerPort;
  readonly version: string;
};

/**
 * The program as a door sees it, whether this process owns the data folder or forwards to the one that
 * does. When that owner goes away this process takes its place and everything goes on.
 */
export type Cantado = {
  /** Whether this process owns the data folder right now. */
  readonly isOwner: boolean;
  /** For code of ours that knows what it asks. Rejects with AppError. */
  readonly call: Call;
  /** For transports: any name, any input, always a reply. */
  readonly dispatch: (name: string, rawInput: unknown) => Promise<Reply<unknown>>;
  readonly subscribe: Subscribe;
  /** Answers `/media/…`; rangeHeader as in HTTP (`bytes=0-99`). */
  readonly mediaResponse: (pathname: string, rangeHeader: string | null) => Promise<Response>;
  /** Keeps a file that came without a path (a browser's upload) and opens it; see `recordings.open`. */
  readonly upload: (name: string, body: ReadableStream<Uint8Array>, isSpeech?: boolean) => Promise<Recording>;
  /** Keeps a recording that came without a path, as far as the person's limits allow, without opening it. */
  readonly uploadRecording: (name: string, body: ReadableStream<Uint8Array>) => Promise<KeptUpload>;
  /** Keeps a file that came without a path until it was inspected or imported, at most 2 GB, and says where. */
  readonly uploadVoice: (name: string, body: ReadableStream<Uint8Array>) => Promise<{ readonly path: string }>;
  /** Keeps a file of notes or a plan that came without a path, once however often it comes, and says where. */
  readonly uploadMelody: (name: string, body: ReadableStream<Uint8Array>) => Promise<{ readonly path: string }>;
  /** Stops work (a running job goes on at the next start) and lets go of the data folder. */
  readonly close: () => Promise<void>;
};
