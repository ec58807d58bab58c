import { toEnvelope, type ErrorEnvelope } from '../../contract/errors.ts';
import type { CorePorts, FilesPort } from '../ports.ts';
import type { LibraryPort } from '../storage/ports.ts';

/** Between two looks whether the library can be written again, ms. */
const lookPauseMs = 2000;

type Place = {
  readonly files: Pick<FilesPort, 'isInside'>;
  readonly facts: Pick<CorePorts['facts'], 'dataFolder'>;
};

export type LibraryWatchPorts = Place &
  Pick<CorePorts, 'clock' | 'log'> & { readonly library: Pick<LibraryPort, 'checkWritable'> };

/** Whether something failed because nothing can be written into the library: its disk was write-protected, or is gone. */
export function isOfTheLibrary(error: ErrorEnvelope, { files, facts }: Place): boolean {
  return error.code === 'FOLDER_NOT_WRITABLE' && files.isInside(error.details.folder, facts.dataFolder);
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
    const { library, clock, log } = this.#ports;
    const failure = await library.checkWritable().then(() => null, toEnvelope);
    const wasShut = this.#isShut;
    this.#isShut = failure?.code === 'FOLDER_NOT_WRITABLE';
    this.#stopLooking();
    if (this.#isShut) {
      this.#stopLooking = clock.after(lookPauseMs, () => {
        void this.#look();
      });
    }
    if (wasShut === this.#isShut) return;
    log.info(this.#isShut ? 'library.shut' : 'library.open');
    this.#onChange();
  }
}
