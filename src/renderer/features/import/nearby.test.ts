import { describe, expect, it } from 'vitest';
import type { NearbyFile } from '../../../contract/imports.ts';
import { offerOf } from './nearby.ts';

const file = (name: string, looksLike: NearbyFile['looksLike']): NearbyFile => ({
  name,
  looksLike,
  path: `/voices/${name}`,
  sizeBytes: 1,
});

describe('beside a refused file', () => {
  it('the finished voice and the index that holds its vectors are offered first', () => {
    const offer = offerOf([
      file('G_2333.pth', 'training'),
      file('mare-alta_e200_s4000.pth', 'voice'),
      file('trained_mare.index', 'index'),
      file('added_mare.index', 'index'),
      file('mare-alta.pth', 'voice'),
    ]);
    expect(offer.voice?.name).toBe('mare-alta.pth');
    expect(offer.index?.name).toBe('added_mare.index');
    expect(offer.shown.map(({ name }) => name)).toEqual([
      'mare-alta.pth',
      'mare-alta_e200_s4000.pth',
      'added_mare.index',
      'trained_mare.index',
      'G_2333.pth',
    ]);
  });

  it('an archive is offered where no voice lies, and no index alone', () => {
    expect(offerOf([file('a.index', 'index'), file('voice.zip', 'archive')])).toMatchObject({
      voice: { name: 'voice.zip' },
      index: null,
    });
    expect(offerOf([file('a.index', 'index')])).toMatchObject({ voice: null, index: null });
  });

  it('an index that is another voice’s is not offered with the first', () => {
    const ofBruno: NearbyFile = { ...file('added_bruno.index', 'index'), goesWith: 'bruno.pth' };
    const ofAnna: NearbyFile = { ...file('added_x.index', 'index'), goesWith: 'anna.pth' };
    expect(offerOf([file('anna.pth', 'voice'), ofBruno]).index).toBeNull();
    expect(offerOf([file('anna.pth', 'voice'), ofBruno, ofAnna]).index?.name).toBe('added_x.index');
  });

  it('a full folder is told by its first files and a number', () => {
    const offer = offerOf(Array.from({ length: 20 }, (_, i) => file(`G_${String(i)}.pth`, 'training')));
    expect([offer.shown.length, offer.hiddenCount]).toEqual([6, 14]);
  });
});
