import type { TakeId } from '../../contract/ids.ts';
import type { StorageRules } from '../../contract/storage.ts';
import type { StorageTake } from './ports.ts';

export const dayMs = 24 * 3600 * 1000;
export const bytesPerGb = 1e9;

export type SizedTake = StorageTake & { readonly bytes: number };
export type Expiring = { readonly id: TakeId; readonly bytes: number };

/** Whether the rules of takes say anything. */
export function hasTakeRules({ takesExpireDays, takesLimitGb }: StorageRules): boolean {
  return takesExpireDays !== null || takesLimitGb !== null;
}

/**
 * Which takes the rules remove: those that are too old, then the oldest until what is left is within the limit. Starred takes
 * and those still being made count, and stay.
 * @param takes outside the bin, oldest first
 */
export function expiringTakes(takes: readonly SizedTake[], rules: StorageRules, nowMs: number): Expiring[] {
  const { takesExpireDays, takesLimitGb } = rules;
  const bornBeforeMs = takesExpireDays === null ? -Infinity : nowMs - takesExpireDays * dayMs;
  const limitBytes = takesLimitGb === null ? Infinity : takesLimitGb * bytesPerGb;
  let totalBytes = takes.reduce((sum, { bytes }) => sum + bytes, 0);
  const isGoing = (take: SizedTake): boolean =>
    take.isExpirable && (Date.parse(take.createdAt) < bornBeforeMs || totalBytes > limitBytes);
  return takes.flatMap((take) => {
    if (!isGoing(take)) return [];
    totalBytes -= take.bytes;
    return [{ id: take.id, bytes: take.bytes }];
  });
}
