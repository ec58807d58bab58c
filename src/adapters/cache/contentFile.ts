import fs from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf } from './atomicFile.ts';

/** Rows of content features, row-major float32 [frameCount × width], in one file that grows while they are made. */
export type ContentFile = {
  readonly path: string;
  readonly growingPath: string;
};

/** @param folder of the recording's cache; made when the first rows are written */
export function contentFile(folder: string, networkSha256: string): ContentFile {
  const path = join(folder, `content-${networkSha256.slice(0, 16)}.f32`);
  return { path, growingPath: `${path}.growing` };
}

/** Whether all rows are there. */
export async function isContentWhole({ path }: ContentFile): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Takes rows in order; those of an earlier attempt that was cut off are kept. */
export type ContentWriter = {
  /** Whole rows that are there already. */
  readonly keptRows: number;
  write(startRow: number, rows: Float32Array): Promise<void>;
  /** Gives the file its name; nothing may be written afterwards. */
  finish(): Promise<void>;
  close(): Promise<void>;
};

export async function openContentWriter(file: ContentFile, width: number): Promise<ContentWriter> {
  await mkdir(join(file.path, '..'), { recursive: true });
  const handle = await open(file.growingPath, fs.constants.O_RDWR | fs.constants.O_CREAT);
  const rowBytes = width * Float32Array.BYTES_PER_ELEMENT;
  const { size } = await handle.stat();
  return {
    keptRows: Math.floor(size / rowBytes),
    async write(startRow, rows) {
      const bytes = bytesOf(rows);
      await handle.write(bytes, 0, bytes.byteLength, startRow * rowBytes);
    },
    async finish() {
      await handle.datasync();
      await rename(file.growingPath, file.path);
    },
    close: () => handle.close(),
  };
}

/** A whole file of content features, open for reading. */
export type OpenContent = {
  readonly frameCount: number;
  readonly width: number;
  read(start: number, count: number): Float32Array<ArrayBuffer>;
  close(): void;
};

/** @throws when the file is not there; see isContentWhole */
export function openContent({ path }: ContentFile, width: number): OpenContent {
  const file = fs.openSync(path, 'r');
  const rowBytes = width * Float32Array.BYTES_PER_ELEMENT;
  return {
    frameCount: Math.floor(fs.fstatSync(file).size / rowBytes),
    width,
    read(start, count) {
      const rows = new Float32Array(count * width);
      const bytes = bytesOf(rows);
      const readBytes = fs.readSync(file, bytes, 0, bytes.byteLength, start * rowBytes);
      if (readBytes < bytes.byteLength) throw new Error(`${path} ends before row ${String(start + count)}`);
      return rows;
    },
    close: () => {
      fs.closeSync(file);
    },
  };
}
