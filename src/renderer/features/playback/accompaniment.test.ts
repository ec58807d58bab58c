import { describe, expect, it } from 'vitest';
import { accompany, volumesAt } from './accompaniment.ts';

/** An audio element as far as the accompaniment knows it. */
function createElement() {
  const target = new EventTarget();
  const element = {
    currentTime: 0,
    volume: 1,
    src: '',
    preload: '',
    paused: true,
    play: () => {
      element.paused = false;
      return Promise.resolve();
    },
    pause: () => {
      element.paused = true;
    },
    removeAttribute: () => (element.src = ''),
    addEventListener: (name: string, listener: () => void) => target.addEventListener(name, listener),
    emit: (name: string) => target.dispatchEvent(new Event(name)),
  };
  return element;
}

function createDuet() {
  const [sung, backing] = [createElement(), createElement()];
  const { setBacking } = accompany(sung, backing);
  setBacking({ url: '/music.wav', startSec: 2, gainDb: -6 });
  return { sung, backing, setBacking };
}

describe('the backing', () => {
  it('plays with the take from where the take begins in it, and rests with it', () => {
    const { sung, backing } = createDuet();
    sung.currentTime = 3;
    sung.emit('playing');
    expect(backing).toMatchObject({ currentTime: 5, paused: false, src: '/music.wav' });
    sung.emit('pause');
    expect(backing.paused).toBe(true);
  });

  it('waits while more of a growing take has to come', () => {
    const { sung, backing } = createDuet();
    sung.emit('playing');
    sung.emit('waiting');
    expect(backing.paused).toBe(true);
    sung.currentTime = 1;
    sung.emit('playing');
    expect(backing).toMatchObject({ currentTime: 3, paused: false });
  });

  it('follows a jump and is brought back when it drifts, but not for less than can be heard', () => {
    const { sung, backing } = createDuet();
    sung.emit('playing');
    sung.currentTime = 4;
    sung.emit('seeked');
    expect(backing.currentTime).toBe(6);
    backing.currentTime = 6.03;
    sung.emit('timeupdate');
    expect(backing.currentTime).toBe(6.03);
    backing.currentTime = 6.2;
    sung.emit('timeupdate');
    expect(backing.currentTime).toBe(6);
  });

  it('that is taken away is silent and gives the take its own loudness back', () => {
    const { sung, backing, setBacking } = createDuet();
    setBacking({ url: '/music.wav', startSec: 2, gainDb: 6 });
    expect(sung.volume).toBeCloseTo(0.501, 3);
    sung.emit('playing');
    setBacking(null);
    expect(backing).toMatchObject({ paused: true, src: '' });
    sung.emit('playing');
    expect(backing.paused).toBe(true);
    expect(sung.volume).toBe(1);
  });

  it('keeps its distance to the take in decibels whether it is softer or louder', () => {
    for (const gainDb of [-40, -6, 0, 6, 12]) {
      const { sung, backing } = volumesAt(gainDb);
      expect(20 * Math.log10(backing / sung)).toBeCloseTo(gainDb, 6);
      expect(Math.max(sung, backing)).toBe(1);
    }
  });
});
