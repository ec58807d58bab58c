/**
 * How the time of a take runs against that of its recording: [takeSec, recordingSec] in the take's order. Inside a pass the
 * recording's time never falls; where the words are sung again it jumps back. Empty: both run alike.
 */
export type TimeMap = readonly (readonly [takeSec: number, recordingSec: number])[];

/** Index of the last anchor at or before a time of the take; 0 before the first. */
function anchorBefore(map: TimeMap, takeSec: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((map[middle]?.[0] ?? 0) <= takeSec) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The moment of the recording that is sung at a time of the take. */
export function toRecordingSec(map: TimeMap, takeSec: number): number {
  if (map.length === 0) return takeSec;
  const index = anchorBefore(map, takeSec);
  const [take, recording] = map[index] ?? [0, 0];
  const [nextTake, nextRecording] = map[index + 1] ?? [take, recording];
  if (takeSec <= take || nextTake <= take) return recording;
  return recording + ((takeSec - take) / (nextTake - take)) * (nextRecording - recording);
}

/** Every time of the take at which a moment of the recording is sung, in order; none where it is left out. */
export function toTakeSecs(map: TimeMap, recordingSec: number): number[] {
  if (map.length === 0) return [recordingSec];
  const found: number[] = [];
  map.forEach(([take, recording], index) => {
    const [nextTake, nextRecording] = map[index + 1] ?? [take, recording];
    const isInside = recording <= recordingSec && recordingSec <= nextRecording;
    if (!isInside || (nextTake <= take && index < map.length - 1)) return;
    const ratio = nextRecording > recording ? (recordingSec - recording) / (nextRecording - recording) : 0;
    const at = take + ratio * (nextTake - take);
    if (found.every((one) => Math.abs(one - at) > 1e-6)) found.push(at);
  });
  return found;
}

/** The time of the take nearest to another at which a moment of the recording is sung; the nearest moment's, where it is left out. */
export function toNearestTakeSec(map: TimeMap, recordingSec: number, nearSec: number): number {
  const candidates = toTakeSecs(map, recordingSec);
  const byMoment = map.map(([take, recording]) => ({ at: take, far: Math.abs(recording - recordingSec) }));
  const least = Math.min(...byMoment.map(({ far }) => far));
  const possible = candidates.length > 0 ? candidates : byMoment.filter(({ far }) => far === least).map(({ at }) => at);
  return possible.reduce(
    (best, at) => (Math.abs(at - nearSec) < Math.abs(best - nearSec) ? at : best),
    possible[0] ?? recordingSec,
  );
}
