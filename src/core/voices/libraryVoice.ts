import type { ErrorEnvelope } from '../../contract/errors.ts';
import { voiceIdSchema } from '../../contract/ids.ts';
import type { ConverterVoice, VoiceLabel } from '../../contract/inference.ts';
import type { Language, LocalisedText } from '../../contract/language.ts';
import { importLineText } from '../../contract/texts/importTexts.ts';
import type { Voice } from '../../contract/voices.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { converters } from '../../engine/converters/registry.ts';
import type { ConverterModule } from '../../engine/converters/types.ts';
import type { BuiltInVoice } from '../../engine/voices/types.ts';
import type { StoredVoice } from '../ports.ts';

/** A voice with what its converter needs. */
export type LibraryVoice = { readonly voice: Voice; readonly converterVoice: ConverterVoice };

const builtInLabel: LocalisedText = { en: 'Built-in', 'pt-BR': 'Embutida' };

export function builtInLibraryVoice(builtIn: BuiltInVoice, sha256Of: (text: string) => string): LibraryVoice {
  const { name, sentence, converterId, preset, rangeMidi } = builtIn;
  const settingDefaults = writable(builtIn.settingDefaults);
  const sound = [converterId, Object.entries(preset).sort(([a], [b]) => (a < b ? -1 : 1)), rangeMidi];
  return {
    voice: {
      id: voiceIdSchema.parse(builtIn.id),
      name,
      sentence,
      converterId,
      engineLabel: builtInLabel,
      status: 'ready',
      isBuiltIn: true,
      rangeMidi: rangeMidi && [rangeMidi[0], rangeMidi[1]],
      mark: [...builtIn.mark],
      hash: sha256Of(JSON.stringify(sound)),
      settingDefaults,
      failure: null,
      baseModels: [],
      consent: null,
      licence: null,
      passport: null,
      addedAt: null,
      removedAt: null,
    },
    converterVoice: { converterId, preset, rangeMidi, folder: null },
  };
}

/**
 * @param folder where the voice's files lie
 * @param failure why it cannot sing, as far as is known
 */
export function importedLibraryVoice(stored: StoredVoice, folder: string, failure: ErrorEnvelope | null): LibraryVoice {
  const { id, name, converterId, rangeMidi, hash, consent, licence, passport, createdAt, removedAt } = stored;
  return {
    voice: {
      id,
      name: inEveryLanguage(() => name),
      sentence: inEveryLanguage((language) => sentenceOf(stored, language)),
      converterId,
      engineLabel: inEveryLanguage(() => `RVC ${passport.version}`),
      status: failure ? 'failed' : stored.status,
      isBuiltIn: false,
      rangeMidi: rangeMidi && [rangeMidi[0], rangeMidi[1]],
      mark: [...stored.mark],
      hash,
      settingDefaults: startValuesOf(converterId),
      failure,
      baseModels: [...stored.baseModels],
      consent,
      licence,
      passport,
      addedAt: createdAt,
      removedAt,
    },
    converterVoice: { converterId, preset: {}, rangeMidi, folder },
  };
}

/** Where settings start in every voice of a converter. */
function startValuesOf(converterId: string): Voice['settingDefaults'] {
  const modules: readonly Pick<ConverterModule, 'id' | 'settingDefaults'>[] = converters;
  const { settingDefaults = {} } = modules.find(({ id }) => id === converterId) ?? {};
  return writable(settingDefaults);
}

function writable(values: AnySettingValues): Voice['settingDefaults'] {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, typeof value === 'object' ? [...value] : value]),
  );
}

function sentenceOf({ passport }: StoredVoice, language: Language): string {
  const { version, sampleRate, hasPitch, speakerCount } = passport;
  const details = { version, sampleRate, hasPitch: hasPitch ? 'yes' : 'no', speakerCount } as const;
  return importLineText({ code: 'VOICE_FOUND', status: 'ok', details }, language);
}

function inEveryLanguage(write: (language: Language) => string): { en: string; 'pt-BR': string } {
  return { en: write('en'), 'pt-BR': write('pt-BR') };
}

/** What exports say of the voice. */
export function voiceLabelOf({ name, consent, licence }: Voice): VoiceLabel {
  return { name: name.en, consent, licence };
}
