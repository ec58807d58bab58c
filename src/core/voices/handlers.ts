import type { Handlers } from '../../contract/operations/index.ts';
import type { VoiceLibrary } from './library.ts';

export function voiceHandlers(library: VoiceLibrary): Pick<Handlers, 'voices.list' | 'voices.get'> {
  return {
    'voices.list': () => Promise.resolve([...library.list()]),
    'voices.get': ({ voice }) => Promise.resolve(library.find(voice).voice),
  };
}
