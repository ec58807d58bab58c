import type { NearbyFile } from '../../../contract/imports.ts';

/** What lies beside a refused file, as it is offered. */
export type Offer = {
  /** The voice, or the archive that may hold it, and the index that goes with it. */
  readonly voice: NearbyFile | null;
  readonly index: NearbyFile | null;
  readonly shown: readonly NearbyFile[];
  readonly hiddenCount: number;
};

const order = ['voice', 'index', 'archive', 'training', 'other'] as const;
const mostShown = 6;

/**
 * A trainer leaves two indexes, of which the one called `added` holds what is needed, and voices saved on the way
 * (`name_e200_s4000.pth`) beside the last one.
 */
function isSecond({ name, looksLike }: NearbyFile): boolean {
  return looksLike === 'index' ? !name.startsWith('added') : looksLike === 'voice' && /_e\d+_s\d+\./.test(name);
}

function rank(file: NearbyFile): number {
  return order.indexOf(file.looksLike) * 2 + (isSecond(file) ? 1 : 0);
}

/** An index nobody compared with the voices may be any one's. */
function isIndexOf({ looksLike, goesWith }: NearbyFile, voice: NearbyFile): boolean {
  return looksLike === 'index' && (goesWith === undefined || goesWith === voice.name);
}

export function offerOf(nearby: readonly NearbyFile[]): Offer {
  const sorted = nearby.toSorted((one, other) => rank(one) - rank(other));
  const first = (kind: NearbyFile['looksLike']): NearbyFile | null =>
    sorted.find(({ looksLike }) => looksLike === kind) ?? null;
  const voice = first('voice');
  return {
    voice: voice ?? first('archive'),
    index: voice && (sorted.find((file) => isIndexOf(file, voice)) ?? null),
    shown: sorted.slice(0, mostShown),
    hiddenCount: Math.max(0, sorted.length - mostShown),
  };
}
