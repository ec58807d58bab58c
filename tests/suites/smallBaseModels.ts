import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fixtures = path.resolve('tests/fixtures/rvc');

/** Files in the layout of the published ones, of a few hundred kilobytes. */
export const smallBaseModels = {
  contentvec: path.join(fixtures, 'contentvec', 'contentvec_small12', 'hubert_base.pt'),
  rmvpe: path.join(fixtures, 'rmvpe', 'rmvpe_small', 'rmvpe.pt'),
} as const;
export type SmallBaseModel = keyof typeof smallBaseModels;

/** The program's models folder with a manifest of its own, in which the small files stand for the published ones. */
export function writeSmallModels(
  folder: string,
  urls: Readonly<Record<SmallBaseModel, readonly string[]>> = { contentvec: [nobody], rmvpe: [nobody] },
): string {
  cpSync(path.resolve('models'), folder, { recursive: true });
  const file = path.join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { models: { id: string; delivery: object }[] };
  for (const model of manifest.models) {
    if (model.id !== 'contentvec' && model.id !== 'rmvpe') continue;
    const bytes = readFileSync(smallBaseModels[model.id]);
    const published = {
      name: path.basename(smallBaseModels[model.id]),
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      urls: urls[model.id],
    };
    const heads = model.id === 'contentvec' ? { headCount: 4 } : {};
    model.delivery = { kind: 'download', files: [published], ...heads };
  }
  writeFileSync(file, JSON.stringify(manifest));
  return folder;
}

/** Nothing listens there. */
const nobody = 'http://127.0.0.1:9/model.pt';
