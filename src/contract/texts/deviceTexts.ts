import { deviceReasons, type Device, type DeviceReason } from '../devices.ts';
import { formatNumber, type Language, type LocalisedText } from '../language.ts';

/** Fetches the parts of ONNX Runtime for CUDA into its package; run in the program's folder. */
const fetchCuda = 'ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js';

/** Which library was not found and where it comes from. */
function libraryMissing(item: string): LocalisedText {
  if (item === '') {
    return {
      en: 'a library was not found; install it and test again',
      'pt-BR': 'uma biblioteca não foi encontrada; instale-a e teste de novo',
    };
  }
  if (item.includes('onnxruntime_providers')) {
    return {
      en: `${item} was not found; install CUDA 12 and cuDNN 9, fetch it with “${fetchCuda}” in Cantado’s folder, and test again`,
      'pt-BR': `${item} não foi encontrada; instale CUDA 12 e cuDNN 9, baixe-a com “${fetchCuda}” na pasta do Cantado e teste de novo`,
    };
  }
  const [, origin] = origins.find(([pattern]) => pattern.test(item)) ?? [];
  if (origin === undefined) {
    return {
      en: `${item} was not found; install it and test again`,
      'pt-BR': `${item} não foi encontrada; instale-a e teste de novo`,
    };
  }
  return {
    en: `${item} was not found; it is part of ${origin} from NVIDIA: install that and test again`,
    'pt-BR': `${item} não foi encontrada; faz parte do ${origin} da NVIDIA: instale-o e teste de novo`,
  };
}

/** What people install to get a library. */
const origins: readonly (readonly [RegExp, string])[] = [
  [/cudnn/i, 'cuDNN 9'],
  [/^libcuda\.so/i, 'driver'],
  [/^lib(?:cu|nv)[a-z]+/i, 'CUDA 12'],
];

/** Why a device cannot be used and what helps; `item` is a library's name or what the system said. */
const reasonTexts: { readonly [R in DeviceReason]: (item: string) => LocalisedText } = {
  'not-on-this-system': () => ({
    en: 'does not exist on this system',
    'pt-BR': 'não existe neste sistema',
  }),
  'not-in-this-build': () => ({
    en: 'is not part of this build of Cantado',
    'pt-BR': 'não faz parte desta versão do Cantado',
  }),
  'library-missing': libraryMissing,
  'driver-missing': () => ({
    en: 'the driver is missing or too old; install it from the maker of the card',
    'pt-BR': 'o driver está faltando ou é antigo demais; instale o do fabricante da placa',
  }),
  'no-adapter': () => ({ en: 'no graphics card was found', 'pt-BR': 'nenhuma placa de vídeo foi encontrada' }),
  'out-of-memory': () => ({
    en: 'its memory was not enough; close other programs and test again',
    'pt-BR': 'faltou memória; feche outros programas e teste de novo',
  }),
  'wrong-numbers': () => ({
    en: 'its numbers differ from those of the CPU, so it is not used',
    'pt-BR': 'seus números diferem dos da CPU, por isso não é usado',
  }),
  crashed: () => ({ en: 'it stopped during the test', 'pt-BR': 'parou durante o teste' }),
  'timed-out': () => ({ en: 'it did not answer in time', 'pt-BR': 'não respondeu a tempo' }),
  other: (item) => ({
    en: item === '' ? 'it did not work' : `it did not work (${item})`,
    'pt-BR': item === '' ? 'não funcionou' : `não funcionou (${item})`,
  }),
};

const untested: LocalisedText = { en: 'not tested yet', 'pt-BR': 'ainda não testado' };
const proved: LocalisedText = { en: 'proved', 'pt-BR': 'comprovado' };

/**
 * A clause for why a device cannot be used, without its full stop: for a DeviceReason or `untested`. Words of another
 * version read as `other`.
 */
export function deviceReasonText(reason: string, item: string, language: Language): string {
  if (reason === 'untested') return untested[language];
  return reasonTexts[deviceReasons.find((known) => known === reason) ?? 'other'](item)[language];
}

/** `2.1 × real time, proved`; `no graphics card was found`. */
export function deviceStatusText(device: Device, language: Language): string {
  const { status, realTimeFactor, reason, item } = device;
  if (status === 'untested') return untested[language];
  if (status !== 'proved') return deviceReasonText(reason, item, language);
  if (realTimeFactor === null) return proved[language];
  const speed = formatNumber(realTimeFactor, language, 1);
  return { en: `${speed} × real time, proved`, 'pt-BR': `${speed} × o tempo real, comprovado` }[language];
}
