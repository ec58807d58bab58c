/**
 * What a stranger's file can turn out to be, and why it can be refused. Texts: texts/voiceFileTexts.ts, one per word and
 * language; a word without one does not compile.
 */

/** A file that is no voice, named for what it is. */
export const fileKinds = [
  'training-generator',
  'training-discriminator',
  'content-model',
  'pitch-model',
  'so-vits',
  'safetensors',
  'diffusion',
  'picture',
  'web-page',
  'archive',
  'sound',
  'text',
  'index',
  'empty',
  'unknown',
] as const;
export type FileKind = (typeof fileKinds)[number];

/** What is wrong inside a file that claims to be a voice, an index or a network. */
export const damageReasons = [
  'cut-off',
  'checksum',
  'too-large',
  'too-deep',
  'bad-structure',
  'missing-part',
  'missing-weights',
  'missing-config',
  'shape',
  'not-a-number',
  'version',
  'size-disagrees',
] as const;
export type DamageReason = (typeof damageReasons)[number];

/** A feature that exists in the world and not here. */
export const unsupportedFeatures = [
  'vocoder',
  'index-kind',
  'index-metric',
  'index-empty',
  'index-width',
  'custom-operator',
  'external-data',
  'fixed-length',
  'input-layout',
  'operator-set',
  'encrypted',
  'compression',
] as const;
export type UnsupportedFeature = (typeof unsupportedFeatures)[number];

/** What open dialogs offer first; a file is known by its contents, whatever its name. */
export const voiceExtensions = ['pth', 'onnx', 'zip', 'index'] as const;
export const baseModelExtensions = ['pt', 'pth', 'bin', 'safetensors'] as const;
