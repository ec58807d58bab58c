import { toNearestTakeSec, type TimeMap } from '../playback/timeMap.ts';

/**
 * Where each moment of one take lies in another of the same recording, by the words: [sec of the second, sec of the first],
 * in the second's order. Empty where both keep the time of the recording.
 */
export function joinTimes(first: TimeMap, second: TimeMap): TimeMap {
  if (first.length === 0 && second.length === 0) return [];
  // A take without a map of its own runs as the recording does.
  const places = second.length > 0 ? second : first.map(([, sec]) => [sec, sec] as const).sort(([a], [b]) => a - b);
  let last = 0;
  return places.map(([secondSec, recordingSec]) => {
    last = toNearestTakeSec(first, recordingSec, last);
    return [secondSec, last] as const;
  });
}
