import { childOf, childrenOf, hasChild, textIn, type XmlElement } from './elements.ts';

/** Of the note that a metronome mark counts, in quarter notes. */
const unitBeats: Readonly<Record<string, number>> = {
  breve: 8,
  whole: 4,
  half: 2,
  quarter: 1,
  eighth: 1 / 2,
  '16th': 1 / 4,
  '32nd': 1 / 8,
};

/** Quarter notes per minute that a direction asks for; null: it names no tempo. */
export function directionBpm(direction: XmlElement): number | null {
  const sound = childOf(direction, 'sound');
  return (sound === undefined ? null : soundBpm(sound)) ?? metronomeBpm(direction);
}

export function soundBpm({ attributes }: XmlElement): number | null {
  return positive(attributes['tempo'] ?? '');
}

function metronomeBpm(direction: XmlElement): number | null {
  for (const type of childrenOf(direction, 'direction-type')) {
    const metronome = childOf(type, 'metronome');
    if (metronome === undefined) continue;
    const beats = unitBeats[textIn(metronome, 'beat-unit')] as number | undefined;
    const perMinute = positive(/\d+(?:\.\d+)?/.exec(textIn(metronome, 'per-minute'))?.[0] ?? '');
    if (beats === undefined || perMinute === null) continue;
    return perMinute * beats * (hasChild(metronome, 'beat-unit-dot') ? 1.5 : 1);
  }
  return null;
}

function positive(text: string): number | null {
  const value = Number(text);
  return text !== '' && Number.isFinite(value) && value > 0 ? value : null;
}
