import { createStore, type StoreApi } from 'zustand/vanilla';
import { nudge, playFrom } from './playheadMath.ts';
import { toNearestTakeSec, toRecordingSec, type TimeMap } from './timeMap.ts';

/** Spoken is the recording, sung the chosen take. */
export type Heard = 'spoken' | 'sung';

export type PlaybackState = {
  readonly heard: Heard;
  /** Wished: true also while the sound that was asked for has not arrived yet. */
  readonly isPlaying: boolean;
  readonly isLooping: boolean;
  readonly hasFailed: boolean;
  /** Seconds of what is heard; about four times a second while playing, at once after a jump. */
  readonly positionSec: number;
  /** Of what is heard. */
  readonly durationSec: number;
  /** Where the take was last, of the places a word may have in it. */
  readonly lastSungSec: number;
  readonly times: Times;
};

/** Each lane has a time of its own; a map joins them by the words. */
export type Times = { readonly spokenSec: number; readonly sungSec: number; readonly timeMap: TimeMap };

/** A position of what is heard, in the time of a lane: the same place in the words. */
export function positionIn(
  lane: Heard,
  { heard, lastSungSec, times }: Pick<PlaybackState, 'heard' | 'lastSungSec' | 'times'>,
  positionSec: number,
): number {
  if (lane === heard) return positionSec;
  return lane === 'spoken'
    ? toRecordingSec(times.timeMap, positionSec)
    : toNearestTakeSec(times.timeMap, positionSec, lastSungSec);
}

/** What the player needs of an audio element. */
export type Sound = {
  currentTime: number;
  src: string;
  preload: string;
  readonly readyState: number;
  play(): Promise<void>;
  pause(): void;
  load(): void;
  removeAttribute(name: string): void;
  addEventListener(name: 'loadedmetadata' | 'timeupdate' | 'ended' | 'error', listener: () => void): void;
};

/** Plays one of two lanes. */
export type LanePlayer = {
  readonly state: StoreApi<PlaybackState>;
  /** Where the playhead is right now, seconds. */
  positionSec(): number;
  /** Changes what a lane plays; position and playing go on. Null: nothing to hear. */
  setSource(heard: Heard, url: string | null): void;
  setTimes(times: Times): void;
  toggle(): void;
  pause(): void;
  seek(positionSec: number): void;
  /** Goes to a time of a lane, heard or not. */
  seekIn(lane: Heard, laneSec: number): void;
  nudge(bySec: number): void;
  /** Switches lanes at the same place in the words, playing or not. */
  hear(heard: Heard): void;
  toggleLoop(): void;
};

const hasMetadata = 1;

const noTimes: Times = { spokenSec: 0, sungSec: 0, timeMap: [] };

function durationOf(heard: Heard, { spokenSec, sungSec }: Times): number {
  return heard === 'spoken' ? spokenSec : sungSec;
}

/** Two sounds with the same words, of which one is heard. */
export function createPlayer(sounds: Readonly<Record<Heard, Sound>>): LanePlayer {
  const state = createStore<PlaybackState>()(() => ({
    heard: 'spoken',
    isPlaying: false,
    isLooping: false,
    hasFailed: false,
    positionSec: 0,
    durationSec: 0,
    lastSungSec: 0,
    times: noTimes,
  }));
  const urls: Record<Heard, string | null> = { spoken: null, sung: null };
  const active = (): Sound => sounds[state.getState().heard];
  const isReady = (sound: Sound): boolean => sound.readyState >= hasMetadata;
  const positionSec = (): number => (isReady(active()) ? active().currentTime : state.getState().positionSec);

  const stop = (): void => {
    active().pause();
    state.setState({ isPlaying: false, positionSec: positionSec() });
  };
  const start = (): void => {
    const sound = active();
    const { heard, positionSec: at } = state.getState();
    if (urls[heard] === null) return;
    if (isReady(sound) && Math.abs(sound.currentTime - at) > 0.02) sound.currentTime = at;
    state.setState({ isPlaying: true, hasFailed: false });
    sound.play().catch((error: unknown) => {
      // A newer source or a pause ended this attempt; whoever did that decides what goes on.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      if (sound === active()) state.setState({ isPlaying: false });
    });
  };
  const seek = (to: number): void => {
    const { durationSec } = state.getState();
    const at = Math.min(durationSec, Math.max(0, to));
    const { heard, lastSungSec } = state.getState();
    // Whoever goes to the very beginning means that of the song as well, not of its last repeat.
    state.setState({ positionSec: at, lastSungSec: heard === 'sung' || at === 0 ? at : lastSungSec });
    if (isReady(active())) active().currentTime = at;
  };

  for (const heard of ['spoken', 'sung'] as const) {
    const sound = sounds[heard];
    const whenActive = (action: () => void) => (): void => {
      if (sound === active()) action();
    };
    sound.preload = 'auto';
    sound.addEventListener(
      'loadedmetadata',
      whenActive(() => {
        sound.currentTime = state.getState().positionSec;
        if (state.getState().isPlaying) start();
      }),
    );
    sound.addEventListener(
      'timeupdate',
      whenActive(() => {
        if (isReady(sound) && state.getState().isPlaying) state.setState({ positionSec: sound.currentTime });
      }),
    );
    sound.addEventListener(
      'ended',
      whenActive(() => {
        if (state.getState().isLooping) {
          seek(0);
          start();
          return;
        }
        state.setState({ isPlaying: false, positionSec: state.getState().durationSec });
      }),
    );
    sound.addEventListener(
      'error',
      whenActive(() => {
        if (urls[heard] !== null) state.setState({ isPlaying: false, hasFailed: true });
      }),
    );
  }

  return {
    state,
    positionSec,
    setSource(heard, url) {
      if (urls[heard] === url) return;
      if (state.getState().heard === heard) state.setState({ positionSec: positionSec() });
      urls[heard] = url;
      const sound = sounds[heard];
      if (url === null) {
        sound.pause();
        sound.removeAttribute('src');
        if (state.getState().heard === heard) state.setState({ isPlaying: false });
      } else {
        sound.src = url;
      }
      sound.load();
    },
    setTimes: (times) => state.setState(({ heard }) => ({ times, durationSec: durationOf(heard, times) })),
    toggle() {
      if (state.getState().isPlaying) {
        stop();
        return;
      }
      seek(playFrom(positionSec(), state.getState().durationSec));
      start();
    },
    pause: stop,
    seek,
    seekIn(lane, laneSec) {
      const { heard, times } = state.getState();
      if (lane === 'sung') state.setState({ lastSungSec: laneSec });
      if (lane === heard) seek(laneSec);
      else if (lane === 'sung') seek(toRecordingSec(times.timeMap, laneSec));
      else seek(toNearestTakeSec(times.timeMap, laneSec, positionSec()));
    },
    nudge: (bySec) => seek(nudge(positionSec(), bySec, state.getState().durationSec)),
    hear(heard) {
      const { heard: before, isPlaying } = state.getState();
      if (before === heard || urls[heard] === null) return;
      const here = positionSec();
      const { times } = state.getState();
      const at = positionIn(heard, state.getState(), here);
      active().pause();
      const lastSungSec = heard === 'sung' ? at : here;
      state.setState({ heard, positionSec: at, lastSungSec, durationSec: durationOf(heard, times), hasFailed: false });
      if (isReady(active())) active().currentTime = at;
      if (isPlaying) start();
    },
    toggleLoop: () => state.setState(({ isLooping }) => ({ isLooping: !isLooping })),
  };
}
