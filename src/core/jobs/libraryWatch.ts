import { toEnvelope, type ErrorCode, type ErrorEnvelope } from '../../contract/errors.ts';
import type { CorePorts, FilesPort } from '../ports.ts';
import type { LibraryPort } from '../storage/ports.ts';

/** Between two looks whether the library can be written again, ms. */
const lookPauseMs = 2000;
/** With less than this a full disk is still full: the next job would fail as the last one did. */
const leastRoomBytes = 16 * 1024 ** 2;

type Place = {
  readonly files: Pick<FilesPort, 'isInside'>;
  readonly facts: Pick<CorePorts['facts'], 'dataFolder'>;
};

export type LibraryWatchPorts = Place &
  Pick<CorePorts, 'clock' | 'log'> & { readonly library: Pick<LibraryPort, 'checkWritable' | 'freeBytes'> };

/** Whether something failed because nothing can be written into the library: its disk was write-protected, is full, or is gone. */
export function isOfTheLibrary(error: ErrorEnvelope, { files, facts }: Place): boolean {
  const isOfAFolder = error.code === 'FOLDER_NOT_WRITABLE' || error.code === 'DISK_FULL';
  return isOfAFolder && files.isInside(error.details.folder, facts.dataFolder);
}

/**
 * Keeps work back while nothing can be written into the library, and looks again until it can: else one job after the other would
 * fail for what is no job's fault.
 */
export class LibraryWatch {
  readonly #ports: LibraryWatchPorts;
  #isShut = false;
  #stopLooking: () => void = () => undefined;
  #onChange: () => void = () => undefined;

  constructor(ports: LibraryWatchPorts) {
    this.#ports = ports;
  }

  get isShut(): boolean {
    return this.#isShut;
  }

  /** @returns to be called when nobody wants to know any more */
  onChange(listener: () => void): () => void {
    this.#onChange = listener;
    return () => {
      this.#onChange = () => undefined;
      this.#stopLooking();
    };
  }

  /** A job failed with this. Resolves when it is known whether the next one may begin. */
  async meet(error: ErrorEnvelope): Promise<void> {
    if (isOfTheLibrary(error, this.#ports)) await this.#look();
  }

  async #look(): Promise<void> {
    const { clock, log } = this.#ports;
    const obstacle = await this.#obstacle();
    const wasShut = this.#isShut;
    this.#isShut = obstacle !== null;
    this.#stopLooking();
    if (this.#isShut) {
      this.#stopLooking = clock.after(lookPauseMs, () => {
        void this.#look();
      });
    }
    if (wasShut === this.#isShut) return;
    log.info(this.#isShut ? 'library.shut' : 'library.open', obstacle === null ? {} : { code: obstacle });
    this.#onChange();
  }

  /** Why nothing can be written now; what else may be wrong is for the next job to say. */
  async #obstacle(): Promise<ErrorCode | null> {
    const { library, facts } = this.#ports;
    const failure = await library.checkWritable().then(() => null, toEnvelope);
    if (failure?.code === 'FOLDER_NOT_WRITABLE' || failure?.code === 'DISK_FULL') return failure.code;
    const freeBytes = await library.freeBytes(facts.dataFolder);
    return freeBytes !== null && freeBytes < leastRoomBytes ? 'DISK_FULL' : null;
  }
}
