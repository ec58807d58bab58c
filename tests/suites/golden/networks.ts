import { createHash, randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ModelReference } from '../../../src/engine/models/types.ts';
import type { OnnxModel } from '../../../src/engine/onnx/types.ts';
import { writeOnnx } from '../../../src/engine/onnx/writeOnnx.ts';

/** Networks written out as the program writes them, gone when closed. */
export class WrittenNetworks {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'cantado-golden-'));

  write(model: OnnxModel): ModelReference {
    const file = path.join(this.#folder, `${randomUUID()}.onnx`);
    const descriptor = openSync(file, 'w');
    const hash = createHash('sha256');
    try {
      writeOnnx(model, (bytes) => {
        hash.update(bytes);
        writeSync(descriptor, bytes);
      });
    } finally {
      closeSync(descriptor);
    }
    return { path: file, sha256: hash.digest('hex') };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
