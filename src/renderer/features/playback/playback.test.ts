import { describe, expect, it, vi } from 'vitest';
import { createPlayer } from './player.ts';
import { nudge, phraseStarts, playFrom, shownPosition, stepPhrase } from './playheadMath.ts';

describe('the playhead', () => {
  const syllables = [
    { startSec: 0.5, endSec: 0.8 },
    { startSec: 0.9, endSec: 1.2 },
    { startSec: 1.5, endSec: 1.9 },
    { startSec: 3, endSec: 3.4 },
  ];

  it('finds phrases where the voice rests for a quarter of a second', () => {
    expect(phraseStarts(syllables)).toEqual([0.5, 1.5, 3]);
  });

  it('goes from phrase to phrase, to the end and to the beginning', () => {
    const starts = phraseStarts(syllables);
    expect(stepPhrase(starts, 0.5, 1, 4)).toBe(1.5);
    expect(stepPhrase(starts, 3, 1, 4)).toBe(4);
    expect(stepPhrase(starts, 3.1, -1, 4)).toBe(1.5);
    expect(stepPhrase(starts, 0.5, -1, 4)).toBe(0);
  });

  it('stays inside the recording when nudged', () => {
    expect(nudge(0.05, -0.1, 4)).toBe(0);
    expect(nudge(3.95, 0.1, 4)).toBe(4);
  });

  it('plays from the beginning again after the end', () => {
    expect(playFrom(4, 4)).toBe(0);
    expect(playFrom(2, 4)).toBe(2);
  });

  it('steps four times a second when motion is reduced', () => {
    expect(shownPosition(1.49, true)).toBe(1.25);
    expect(shownPosition(1.49, false)).toBe(1.49);
  });
});

/** An audio element as far as the player knows it: it has its metadata as soon as it has a source. */
function createSound() {
  const target = new EventTarget();
  const sound = {
    currentTime: 0,
    readyState: 0,
    src: '',
    preload: '',
    play: vi.fn(() => Promise.resolve()),
    pause: vi.fn(),
    load: vi.fn(() => {
      sound.readyState = sound.src === '' ? 0 : 1;
      sound.currentTime = 0;
      if (sound.src !== '') target.dispatchEvent(new Event('loadedmetadata'));
    }),
    removeAttribute: () => (sound.src = ''),
    addEventListener: (name: string, listener: () => void) => target.addEventListener(name, listener),
    emit: (name: string) => target.dispatchEvent(new Event(name)),
  };
  return sound;
}

function createPair() {
  const sounds = { spoken: createSound(), sung: createSound() };
  const player = createPlayer(sounds);
  player.setTimes({ spokenSec: 10, sungSec: 10, timeMap: [] });
  player.setSource('spoken', '/spoken.wav');
  player.setSource('sung', '/sung.wav?growing');
  return { ...sounds, player };
}

describe('the player', () => {
  it('switches lanes at the same position and goes on playing', () => {
    const { player, spoken, sung } = createPair();
    player.toggle();
    spoken.currentTime = 4.2;
    player.hear('sung');
    expect(sung.currentTime).toBe(4.2);
    expect(sung.play).toHaveBeenCalledOnce();
    expect(spoken.pause).toHaveBeenCalled();
    expect(player.state.getState()).toMatchObject({ heard: 'sung', isPlaying: true });
  });

  it('switches lanes at the same place in the words where the take has a time of its own', () => {
    const { player, spoken, sung } = createPair();
    const timeMap = [
      [0, 0],
      [20, 10],
    ] as const;
    player.setTimes({ spokenSec: 10, sungSec: 20, timeMap });
    player.seek(4);
    player.hear('sung');
    expect(sung.currentTime).toBe(8);
    expect(player.state.getState()).toMatchObject({ positionSec: 8, durationSec: 20 });
    player.seekIn('spoken', 5);
    expect(sung.currentTime).toBe(10);
    player.hear('spoken');
    expect(spoken.currentTime).toBe(5);
    expect(player.state.getState().durationSec).toBe(10);
  });

  it('stays in the repeat that was heard while lanes are switched, and begins with the first after the beginning', () => {
    const { player } = createPair();
    const timeMap = [
      [0, 0],
      [10, 10],
      [10, 0],
      [20, 10],
    ] as const;
    player.setTimes({ spokenSec: 10, sungSec: 20, timeMap });
    player.seekIn('sung', 16);
    expect(player.positionSec()).toBe(6);
    player.hear('sung');
    expect(player.positionSec()).toBe(16);
    player.hear('spoken');
    player.seek(0);
    player.hear('sung');
    expect(player.positionSec()).toBe(0);
  });

  it('keeps position and playing when the finished take replaces the growing one', () => {
    const { player, sung } = createPair();
    player.hear('sung');
    player.toggle();
    sung.currentTime = 6;
    player.setSource('sung', '/sung.wav?completed');
    expect(sung.currentTime).toBe(6);
    expect(sung.play).toHaveBeenCalledTimes(2);
    expect(player.state.getState().isPlaying).toBe(true);
  });

  it('does not switch to a lane that has no sound', () => {
    const { player } = createPair();
    player.setSource('sung', null);
    player.hear('sung');
    expect(player.state.getState().heard).toBe('spoken');
  });

  it('stops at the end, or begins again when it loops', () => {
    const { player, spoken } = createPair();
    player.toggle();
    spoken.emit('ended');
    expect(player.state.getState()).toMatchObject({ isPlaying: false, positionSec: 10 });
    player.toggleLoop();
    player.toggle();
    spoken.emit('ended');
    expect(player.state.getState()).toMatchObject({ isPlaying: true, positionSec: 0 });
  });

  it('says that a sound could not be played instead of looking as if it did', () => {
    const { player, spoken } = createPair();
    player.toggle();
    spoken.emit('error');
    expect(player.state.getState()).toMatchObject({ isPlaying: false, hasFailed: true });
  });
});
