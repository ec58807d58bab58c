import { converters } from '../../engine/converters/registry.ts';
import { finishSettings } from '../../engine/finish/registry.ts';
import { performSettings } from '../../engine/perform/registry.ts';
import { styles } from '../../engine/perform/styles.ts';
import { pitchExtractors } from '../../engine/pitch/registry.ts';
import { engineVersion } from '../../engine/registry.ts';
import { builtInVoices } from '../../engine/voices/registry.ts';
import type { Catalog } from './catalog.ts';

/** What the engine's registries offer. */
export const engineCatalog: Catalog = {
  engineVersion,
  perform: performSettings,
  finish: finishSettings,
  converters,
  pitchExtractors,
  voices: builtInVoices,
  styles,
};
