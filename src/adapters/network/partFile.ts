import { createHash, type Hash } from 'node:crypto';
import { open, readFile, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';

const originSchema = z.object({ address: z.string(), etag: z.string() });
/** Where the bytes came from and what the server called that version of them. */
export type PartOrigin = z.infer<typeof originSchema>;

/** Bytes that come of a file, kept from one run of the program to the next. `<path>.json` holds their origin. */
export class PartFile {
  readonly #path: string;
  readonly #file: FileHandle;
  /** Of everything so far; null where a part of it came in an earlier run. */
  #hash: Hash | null;
  #sizeBytes: number;
  #holdsEarlierBytes: boolean;
  #origin: PartOrigin | null;

  private constructor(path: string, file: FileHandle, sizeBytes: number, origin: PartOrigin | null) {
    this.#path = path;
    this.#file = file;
    this.#sizeBytes = sizeBytes;
    this.#holdsEarlierBytes = sizeBytes > 0;
    this.#origin = origin;
    this.#hash = sizeBytes === 0 ? createHash('sha256') : null;
  }

  /** Goes on with what is there, or begins. */
  static async open(path: string): Promise<PartFile> {
    const file = await open(path, 'a');
    const { size } = await file.stat();
    return new PartFile(path, file, size, size === 0 ? null : await readOrigin(path));
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get origin(): PartOrigin | null {
    return this.#origin;
  }

  /** Whether bytes of an earlier run or of another address are in it, which may be those of another file. */
  get holdsEarlierBytes(): boolean {
    return this.#holdsEarlierBytes;
  }

  /** From here on another address is asked. */
  changeAddress(): void {
    this.#holdsEarlierBytes = this.#sizeBytes > 0;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#file.appendFile(bytes);
    this.#hash?.update(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** Forgets everything. */
  async restart(): Promise<void> {
    if (this.#sizeBytes > 0) await this.#file.truncate(0);
    this.#sizeBytes = 0;
    this.#holdsEarlierBytes = false;
    this.#hash = createHash('sha256');
    await this.setOrigin(null);
  }

  async setOrigin(origin: PartOrigin | null): Promise<void> {
    this.#origin = origin;
    if (origin) await writeFile(originPath(this.#path), JSON.stringify(origin));
    else await rm(originPath(this.#path), { force: true });
  }

  /**
   * Hex SHA-256 of what is there.
   * @param hashFile reads the file where part of it came in an earlier run; not in the thread that shows the window
   */
  async sha256(hashFile: (path: string) => Promise<string>): Promise<string> {
    await this.#file.datasync();
    return this.#hash?.copy().digest('hex') ?? hashFile(this.#path);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Bytes of a file that came before. */
export async function partSizeBytes(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

export async function removePart(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(originPath(path), { force: true });
}

function originPath(path: string): string {
  return `${path}.json`;
}

async function readOrigin(path: string): Promise<PartOrigin | null> {
  try {
    return originSchema.parse(JSON.parse(await readFile(originPath(path), 'utf8')));
  } catch {
    // Without it the bytes are still good; the hash decides.
    return null;
  }
}
