import { AppError } from '../../contract/errors.ts';
import { voiceIdSchema } from '../../contract/ids.ts';
import type { ConverterVoice } from '../../contract/inference.ts';
import type { LocalisedText } from '../../contract/language.ts';
import type { Voice } from '../../contract/voices.ts';
import type { BuiltInVoice } from '../../engine/voices/types.ts';

/** A voice with what its converter needs. */
export type LibraryVoice = { readonly voice: Voice; readonly converterVoice: ConverterVoice };

export type VoiceLibrary = {
  list(): readonly Voice[];
  /**
   * By id or by name, in any language, case and accents' composition ignored.
   * @throws AppError VOICE_UNKNOWN, naming the voices there are
   */
  find(idOrName: string): LibraryVoice;
};

const engineLabel: LocalisedText = { en: 'Built-in', 'pt-BR': 'Embutida' };

/** The voices there are. Built-in ones come from code; their rows of `voice_models` come with imported voices. */
export function createVoiceLibrary(builtIn: readonly BuiltInVoice[], sha256Of: (text: string) => string): VoiceLibrary {
  const voices = builtIn.map((voice) => libraryVoice(voice, sha256Of));
  return {
    list: () => voices.map(({ voice }) => voice),
    find(idOrName) {
      const wanted = comparable(idOrName);
      const found = voices.find(({ voice }) => namesOf(voice).some((name) => comparable(name) === wanted));
      if (found) return found;
      throw new AppError('VOICE_UNKNOWN', {
        voice: idOrName,
        known: voices.map(({ voice }) => voice.id).join(', '),
      });
    },
  };
}

function namesOf(voice: Voice): string[] {
  return [voice.id, ...Object.values(voice.name)];
}

function comparable(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

function libraryVoice(builtIn: BuiltInVoice, sha256Of: (text: string) => string): LibraryVoice {
  const { name, sentence, converterId, preset, rangeMidi } = builtIn;
  const settingDefaults = Object.fromEntries(
    Object.entries(builtIn.settingDefaults).map(([id, value]) => [id, typeof value === 'object' ? [...value] : value]),
  );
  const sound = [converterId, Object.entries(preset).sort(([a], [b]) => (a < b ? -1 : 1)), rangeMidi];
  return {
    voice: {
      id: voiceIdSchema.parse(builtIn.id),
      name,
      sentence,
      converterId,
      engineLabel,
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
      removedAt: null,
    },
    converterVoice: { converterId, preset, rangeMidi, folder: null },
  };
}
