import type { FileKind } from '../../contract/voiceFiles.ts';
import { isMap, type CheckpointMap, type CheckpointValue } from '../checkpoint/types.ts';
import { weightsOf } from '../checkpoint/readCheckpoint.ts';

/** Where programs keep the tensors of a network inside a PyTorch file; the file's own top level is one too. */
const NETWORK_KEYS = ['weight', 'model', 'state_dict', 'model_state_dict', 'net_g', 'generator'] as const;

/** Names by which a network is known, whatever prefix wrapping programs have put before them. The first that fits wins. */
const signs: readonly (readonly [kind: FileKind, name: RegExp])[] = [
  ['so-vits', /(^|\.)(f0_decoder|emb_uv|ssl_proj|ref_enc)\.|(^|\.)enc_p\.(f0_emb|text_embedding)\./],
  ['training-discriminator', /(^|\.)(discriminators\.\d+|mpd|msd)\./],
  ['content-model', /(^|\.)feature_extractor\.conv_layers\.0\./],
  [
    'pitch-model',
    /(^|\.)unet\.(encoder|intermediate|decoder|tf)\.|(^|\.)cent_table$|^conv1_BN\.|(^|\.)input_stack\.0\./,
  ],
  ['diffusion', /(^|\.)(diffusion_model|denoise_fn|first_stage_model|cond_stage_model|lora_unet\w*)\./],
];
const VOICE_NAME = /^(module\.)?(enc_p\.emb_phone|dec\.(conv_pre|cond)|flow\.flows\.0)\./;
const TRAINING_NAME = /^(module\.)?enc_q\./;

/** What a network is by the names of its tensors; null when they say nothing. */
export function kindOfNames(names: readonly string[]): FileKind | null {
  return signs.find(([, sign]) => names.some((name) => sign.test(name)))?.[0] ?? null;
}

/** What a PyTorch file is by what it holds. A voice may still turn out to be damaged. */
export function kindOfCheckpoint(root: CheckpointValue): FileKind | 'rvc-voice' {
  if (!isMap(root)) return 'unknown';
  const networks = new Set([root, ...NETWORK_KEYS.map((key) => root.get(key))]);
  const names = [...networks].flatMap((network) => [...weightsOf(network).keys()]);
  const kind = kindOfNames(names);
  if (kind !== null) return kind;
  // A voice that lost its weights or its description is still a voice, and damaged.
  const isVoice =
    root.has('weight') || Array.isArray(root.get('config')) || names.some((name) => VOICE_NAME.test(name));
  if (isTraining(root, names)) return 'training-generator';
  return isVoice ? 'rvc-voice' : 'unknown';
}

function isTraining(root: CheckpointMap, names: readonly string[]): boolean {
  if (root.has('weight')) return false;
  const isTrainersFile = root.has('iteration') && root.has('optimizer');
  return isTrainersFile || names.some((name) => TRAINING_NAME.test(name)) || isBase(root, names);
}

/** The files that training starts from hold `model` alone. */
function isBase(root: CheckpointMap, names: readonly string[]): boolean {
  return root.has('model') && names.some((name) => VOICE_NAME.test(name));
}
