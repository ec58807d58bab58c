import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A models folder in whose manifest the given files stand for the published ones. */
export function writeModelsFor(from: string, to: string, files: Readonly<Record<string, string>>): void {
  cpSync(from, to, { recursive: true });
  const page = path.join(to, 'manifest.json');
  const manifest = JSON.parse(readFileSync(page, 'utf8')) as { models: { id: string; delivery: object }[] };
  for (const model of manifest.models) {
    const file = files[model.id];
    if (file === undefined) continue;
    const bytes = readFileSync(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const published = { name: path.basename(file), sizeBytes: bytes.length, sha256, urls: ['http://127.0.0.1:9/'] };
    model.delivery = { kind: 'download', files: [published] };
  }
  writeFileSync(page, JSON.stringify(manifest));
}
