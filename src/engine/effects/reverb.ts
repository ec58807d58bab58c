import type { SettingGroup, SettingValues } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import { fillGaussian, noiseKey } from '../vocoder/noise.ts';
import { createConvolver } from './convolver.ts';
import type { ProcessedEffect } from './soundEffect.ts';

const settings = {
  decayMs: {
    kind: 'number',
    unit: 'ms',
    min: 200,
    max: 6000,
    step: 100,
    control: 'slider',
    label: { en: 'Decay', 'pt-BR': 'Duração' },
    sentence: {
      en: 'How long the room goes on sounding: a bathroom is 500 ms, a church several seconds.',
      'pt-BR': 'Por quanto tempo a sala ressoa: um banheiro, 500 ms; uma igreja, vários segundos.',
    },
    flag: 'reverb-decay',
    placement: 'timbre',
    default: 1600,
  },
  mix: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Mix', 'pt-BR': 'Mistura' },
    sentence: {
      en: 'How much of the room is heard: 0 is the dry voice, 1 only the room.',
      'pt-BR': 'Quanto se ouve da sala: 0 é a voz seca, 1 só a sala.',
    },
    flag: 'reverb-mix',
    placement: 'timbre',
    default: 0.2,
  },
  firstEchoMs: {
    kind: 'number',
    unit: 'ms',
    min: 0,
    max: 120,
    step: 5,
    control: 'slider',
    label: { en: 'First echo', 'pt-BR': 'Primeiro eco' },
    sentence: {
      en: 'Time until the room answers: later makes it larger and the words clearer.',
      'pt-BR': 'Tempo até a sala responder: mais tarde, ela parece maior e as palavras ficam mais claras.',
    },
    flag: 'reverb-first-echo',
    placement: 'timbre',
    default: 20,
  },
  brightness: {
    kind: 'number',
    unit: 'ratio',
    min: 0,
    max: 1,
    step: 0.05,
    control: 'slider',
    label: { en: 'Brightness', 'pt-BR': 'Brilho' },
    sentence: {
      en: 'How long high tones stay in the room: curtains are dark, tiles are bright.',
      'pt-BR': 'Por quanto tempo os agudos ficam na sala: cortinas são escuras, azulejos são brilhantes.',
    },
    flag: 'reverb-brightness',
    placement: 'timbre',
    default: 0.5,
  },
} as const satisfies SettingGroup;

/** The room is the same in every take. */
const roomSeed = 1;
/** Rooms swallow what lies under this, Hz. */
const lowEdgeHz = 180;
/** Edge of the low-pass that air and walls make of the sound, at the first echo and in the end, Hz … */
const edgesHz = { first: 12_000, darkestLast: 800, brightestLast: 9000 } as const;
/** … and where in the decay it has come down to its last. */
const darkenedAt = 0.4;
/** The first echoes come in over this, so that none of them is a click. */
const riseSec = 0.008;

/** A room made of noise that dies away, its high tones sooner (Moorer 1979), laid over the dry voice at equal power. */
export const reverb = {
  id: 'reverb',
  family: 'sound',
  label: { en: 'Reverb', 'pt-BR': 'Reverberação' },
  sentence: { en: 'The voice in a room that goes on sounding.', 'pt-BR': 'A voz numa sala que ressoa.' },
  settings,
  tailSec(values) {
    const { decayMs, mix, firstEchoMs } = completeSettings(settings, values);
    return mix === 0 ? 0 : (firstEchoMs + decayMs) / 1000;
  },
  open: (values, { sampleRate }) => createConvolver(responseOf(completeSettings(settings, values), sampleRate)),
} as const satisfies ProcessedEffect;

/** Impulse response of dry voice and room; the room has as much power as the voice. */
function responseOf({ decayMs, mix, firstEchoMs, brightness }: SettingValues<typeof settings>, sampleRate: number) {
  const first = Math.max(1, Math.round((firstEchoMs / 1000) * sampleRate));
  const room = roomOf(Math.round((decayMs / 1000) * sampleRate), brightness, sampleRate);
  const response = new Float64Array(first + room.length);
  const level = Math.sin((mix * Math.PI) / 2) / Math.sqrt(room.reduce((power, value) => power + value * value, 0));
  response.set(
    room.map((value) => level * value),
    first,
  );
  response[0] = Math.cos((mix * Math.PI) / 2);
  return response;
}

/** @param length samples until it has fallen by 60 dB */
function roomOf(length: number, brightness: number, sampleRate: number): Float64Array {
  const room = new Float64Array(length);
  fillGaussian(noiseKey(roomSeed, 0), length, room);
  const lastHz = edgesHz.darkestLast * (edgesHz.brightestLast / edgesHz.darkestLast) ** brightness;
  const lowStep = 1 - Math.exp((-2 * Math.PI * lowEdgeHz) / sampleRate);
  const rise = riseSec * sampleRate;
  let smooth = 0;
  let low = 0;
  for (let i = 0; i < length; i++) {
    const edgeHz = edgesHz.first * (lastHz / edgesHz.first) ** Math.min(1, i / (darkenedAt * length));
    smooth += (room[i] - smooth) * (1 - Math.exp((-2 * Math.PI * edgeHz) / sampleRate));
    low += (smooth - low) * lowStep;
    room[i] = (smooth - low) * 10 ** ((-3 * i) / length) * Math.min(1, (i + 1) / rise);
  }
  return room;
}
