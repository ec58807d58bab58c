import type { TakeId } from '../../contract/ids.ts';
import type { StorageRules } from '../../contract/storage.ts';
import type { CorePorts } from '../ports.ts';
import { dayMs, expiringTakes, hasTakeRules, type Expiring, type SizedTake } from './expiry.ts';
import type { BinnedTake } from './ports.ts';

export type TakeSizePorts = Pick<CorePorts, 'inference' | 'storage' | 'takeFiles' | 'files'>;

/** Takes looked at together: a few milliseconds of the database, and room for others in between. */
const pageSize = 1000;

/** Bytes of the takes' folders, in their order. */
async function bytesOfTakes(
  { inference, takeFiles, files }: TakeSizePorts,
  ids: readonly TakeId[],
): Promise<readonly number[]> {
  const [first] = ids;
  if (first === undefined) return [];
  const parent = files.folderOf(takeFiles.folderOf(first));
  return inference.request('measureFolders', { parent, names: ids });
}

/** What the rules would remove now. */
export async function plannedExpiry(ports: TakeSizePorts, rules: StorageRules, nowMs: number): Promise<Expiring[]> {
  if (!hasTakeRules(rules)) return [];
  const takes: SizedTake[] = [];
  const { takesExpireDays, takesLimitGb } = rules;
  // Without a limit of size, those that are young enough need not be looked at.
  const isEnough = (createdAt: string): boolean =>
    takesLimitGb === null && takesExpireDays !== null && Date.parse(createdAt) >= nowMs - takesExpireDays * dayMs;
  for (;;) {
    const page = ports.storage.takes(takes.at(-1) ?? null, pageSize);
    const sizes = await bytesOfTakes(
      ports,
      page.map(({ id }) => id),
    );
    takes.push(...page.map((take, index) => ({ ...take, bytes: sizes[index] ?? 0 })));
    const last = page.at(-1);
    if (!last || page.length < pageSize || isEnough(last.createdAt)) break;
  }
  return expiringTakes(takes, rules, nowMs);
}

export type SizedBinnedTake = BinnedTake & { readonly bytes: number };

/** The bin, page by page, with what emptying it would free. */
export async function* binOf(ports: TakeSizePorts): AsyncGenerator<readonly SizedBinnedTake[]> {
  for (let after: TakeId | null = null; ;) {
    const page: readonly BinnedTake[] = ports.storage.bin(after, pageSize);
    const last = page.at(-1);
    if (!last) return;
    const sizes = await bytesOfTakes(
      ports,
      page.map(({ id }) => id),
    );
    yield page.map((take, index) => ({ ...take, bytes: sizes[index] ?? 0 }));
    after = last.id;
  }
}
