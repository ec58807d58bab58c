/** What plays under the take: its address, where the take begins in it, and how loud it is against the take. */
export type Backing = { readonly url: string; readonly startSec: number; readonly gainDb: number };

/** What is needed of the audio elements of the take and of the backing. */
type Element = {
  currentTime: number;
  volume: number;
  src: string;
  preload: string;
  readonly paused: boolean;
  play(): Promise<void>;
  pause(): void;
  removeAttribute(name: string): void;
  addEventListener(
    name: 'playing' | 'pause' | 'waiting' | 'ended' | 'seeked' | 'timeupdate',
    listener: () => void,
  ): void;
};

export type Accompaniment = {
  /** Null: the take is heard alone. */
  setBacking(wanted: Backing | null): void;
};

/** Two elements that drift apart by more than this are heard as two, seconds. */
const largestDriftSec = 0.06;

/**
 * Volumes of take and backing, 0–1: a backing louder than the take lowers the take, as elements cannot be raised.
 */
export function volumesAt(gainDb: number): { readonly sung: number; readonly backing: number } {
  const gain = 10 ** (gainDb / 20);
  return gain > 1 ? { sung: 1 / gain, backing: 1 } : { sung: 1, backing: gain };
}

/** Keeps music in step with the take: it plays when the take sounds, waits when it waits, and rests with it. */
export function accompany(sung: Element, backing: Element): Accompaniment {
  let present: Backing | null = null;
  let isSounding = false;
  const align = (): void => {
    if (present) backing.currentTime = sung.currentTime + present.startSec;
  };
  const rest = (): void => {
    isSounding = false;
    backing.pause();
  };
  const join = (): void => {
    isSounding = true;
    if (!present) return;
    align();
    // Shorter music than the take just ends; that it could not be played leaves the take alone.
    backing.play().catch(() => undefined);
  };
  sung.addEventListener('playing', join);
  sung.addEventListener('pause', rest);
  sung.addEventListener('waiting', rest);
  sung.addEventListener('ended', rest);
  sung.addEventListener('seeked', align);
  sung.addEventListener('timeupdate', () => {
    if (!present || !isSounding || backing.paused) return;
    if (Math.abs(backing.currentTime - sung.currentTime - present.startSec) > largestDriftSec) align();
  });
  backing.preload = 'auto';
  return {
    setBacking(wanted) {
      const before = present;
      present = wanted;
      const { sung: sungVolume, backing: volume } = wanted ? volumesAt(wanted.gainDb) : { sung: 1, backing: 1 };
      sung.volume = sungVolume;
      backing.volume = volume;
      if (wanted === null) {
        backing.pause();
        backing.removeAttribute('src');
        return;
      }
      if (before?.url !== wanted.url) backing.src = wanted.url;
      if (before?.url !== wanted.url || before.startSec !== wanted.startSec) {
        if (isSounding) join();
        else align();
      }
    },
  };
}
