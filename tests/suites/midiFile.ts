/** One event of a MIDI track: ticks from the start of the file, and its bytes with status. */
export type MidiEvent = { readonly tick: number; readonly bytes: readonly number[] };

const text = (value: string): number[] => [...new TextEncoder().encode(value)];

/** @param key MIDI number @param channel from 0 */
export const keyDown = (tick: number, key: number, channel = 0): MidiEvent => ({
  tick,
  bytes: [0x90 + channel, key, 80],
});
export const keyUp = (tick: number, key: number, channel = 0): MidiEvent => ({ tick, bytes: [0x80 + channel, key, 0] });
export const midiNote = (tick: number, ticks: number, key: number, channel = 0): MidiEvent[] => [
  keyDown(tick, key, channel),
  keyUp(tick + ticks, key, channel),
];
export const metaEvent = (tick: number, type: number, data: readonly number[]): MidiEvent => ({
  tick,
  bytes: [0xff, type, ...variableNumber(data.length), ...data],
});
export const midiLyric = (tick: number, syllable: string): MidiEvent => metaEvent(tick, 5, text(syllable));
export const midiText = (tick: number, value: string): MidiEvent => metaEvent(tick, 1, text(value));
export const midiName = (value: string): MidiEvent => metaEvent(0, 3, text(value));
export function midiTempo(tick: number, bpm: number): MidiEvent {
  const microseconds = Math.round(60_000_000 / bpm);
  return metaEvent(tick, 0x51, [microseconds >> 16, (microseconds >> 8) & 0xff, microseconds & 0xff]);
}

export type MidiShape = {
  readonly format?: number;
  /** Ticks per quarter note, or two bytes of film frames. */
  readonly division?: number;
  /** Leave out a status that is that of the event before. */
  readonly hasRunningStatus?: boolean;
};

/** Writes a Standard MIDI File. Events that end notes come before others of the same tick. */
export function midiBytes(tracks: readonly (readonly MidiEvent[])[], shape: MidiShape = {}): Uint8Array<ArrayBuffer> {
  const { format = 1, division = 480, hasRunningStatus = false } = shape;
  const header = [...text('MThd'), ...uint32(6), ...uint16(format), ...uint16(tracks.length), ...uint16(division)];
  const chunks = tracks.flatMap((events) => {
    const body = trackBytes(events, hasRunningStatus);
    return [...text('MTrk'), ...uint32(body.length), ...body];
  });
  return Uint8Array.from([...header, ...chunks]);
}

function trackBytes(events: readonly MidiEvent[], hasRunningStatus: boolean): number[] {
  const isEnd = ({ bytes }: MidiEvent): number => Number(((bytes[0] ?? 0) & 0xf0) === 0x80);
  const inOrder = events.toSorted((a, b) => a.tick - b.tick || isEnd(b) - isEnd(a));
  const out: number[] = [];
  let at = 0;
  let running = -1;
  for (const { tick, bytes } of inOrder) {
    const [status = 0, ...rest] = bytes;
    const isRepeated = hasRunningStatus && status < 0xf0 && status === running;
    out.push(...variableNumber(tick - at), ...(isRepeated ? rest : bytes));
    running = status < 0xf0 ? status : -1;
    at = tick;
  }
  return [...out, 0, 0xff, 0x2f, 0];
}

function variableNumber(value: number): number[] {
  const out = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) out.unshift((rest & 0x7f) | 0x80);
  return out;
}

const uint16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff];
const uint32 = (value: number): number[] => [...uint16(value >>> 16), ...uint16(value & 0xffff)];
