import { createStore, type StoreApi } from 'zustand/vanilla';
import { nudge, playFrom } from './playheadMath.ts';

/** Spoken is the recording, sung the chosen take. */
export type Heard = 'spoken' | 'sung';

export type PlaybackState = {
  readonly heard: Heard;
  /** Wished: true also while the sound that was asked for has not arrived yet. */
  readonly isPlaying: boolean;
  readonly isLooping: boolean;
  readonly hasFailed: boolean;
  /** Seconds; about four times a second while playing, at once after a jump. */
  readonly positionSec: number;
  readonly durationSec: number;
};

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

export type Player = {
  readonly state: StoreApi<PlaybackState>;
  /** Where the playhead is right now, seconds. */
  positionSec(): number;
  /** Changes what a lane plays; position and playing go on. Null: nothing to hear. */
  setSource(heard: Heard, url: string | null): void;
  setDuration(durationSec: number): void;
  toggle(): void;
  pause(): void;
  seek(positionSec: number): void;
  nudge(bySec: number): void;
  /** Switches lanes at the same position, playing or not. */
  hear(heard: Heard): void;
  toggleLoop(): void;
};

const hasMetadata = 1;

/** Two sounds on one timeline, of which one is heard. */
export function createPlayer(sounds: Readonly<Record<Heard, Sound>>): Player {
  const state = createStore<PlaybackState>()(() => ({
    heard: 'spoken',
    isPlaying: false,
    isLooping: false,
    hasFailed: false,
    positionSec: 0,
    durationSec: 0,
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
    state.setState({ positionSec: at });
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
    setDuration: (durationSec) => state.setState({ durationSec }),
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
    nudge: (bySec) => seek(nudge(positionSec(), bySec, state.getState().durationSec)),
    hear(heard) {
      const { heard: before, isPlaying } = state.getState();
      if (before === heard || urls[heard] === null) return;
      const at = positionSec();
      active().pause();
      state.setState({ heard, positionSec: at, hasFailed: false });
      if (isReady(active())) active().currentTime = at;
      if (isPlaying) start();
    },
    toggleLoop: () => state.setState(({ isLooping }) => ({ isLooping: !isLooping })),
  };
}
