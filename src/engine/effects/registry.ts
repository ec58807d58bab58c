import type { EffectDescriptor } from '../../contract/settings/descriptors.ts';
import { breathy } from './breathy.ts';
import { choir } from './choir.ts';
import { compressor } from './compressor.ts';
import { deEsser } from './deEsser.ts';
import { delay } from './delay.ts';
import { double } from './double.ts';
import { equaliser } from './equaliser.ts';
import { growl } from './growl.ts';
import { harmony } from './harmony.ts';
import { radio } from './radio.ts';
import { reverb } from './reverb.ts';
import { robot } from './robot.ts';
import type { SoundEffect } from './soundEffect.ts';
import { telephone } from './telephone.ts';
import type { VoiceEffectModule } from './types.ts';
import { whisper } from './whisper.ts';

/** Every effect on how the voice sings. Stored ids never change. */
export const voiceEffects = [
  harmony,
  double,
  choir,
  whisper,
  robot,
  breathy,
  growl,
] as const satisfies readonly VoiceEffectModule[];

/** Every effect on the finished sound. Stored ids never change. */
export const soundEffects = [
  telephone,
  radio,
  reverb,
  delay,
  equaliser,
  compressor,
  deEsser,
] as const satisfies readonly SoundEffect[];

/** Every effect, in the order in which they are offered. */
const effects = [...voiceEffects, ...soundEffects] as const;

/** The same as data: what windows, the command line and chains of effects know of them. */
export const effectDescriptors: readonly EffectDescriptor[] = effects.map(
  ({ id, family, label, sentence, settings }) => ({ id, family, label, sentence, settings }),
);
