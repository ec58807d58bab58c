import type { DownloadTrouble } from '../baseModels.ts';
import type { ErrorDetails } from '../errors.ts';
import { formatNumber, type Language, type LocalisedText } from '../language.ts';
import { deviceReasonText } from './deviceTexts.ts';
import type { ErrorText, TextFor } from './text.ts';

type ModelErrorCode =
  | 'BASE_MODEL_MISSING'
  | 'BASE_MODEL_UNKNOWN'
  | 'BASE_MODEL_WRONG_FILE'
  | 'DOWNLOAD_WRONG_BYTES'
  | 'DOWNLOAD_FAILED'
  | 'DEVICE_UNKNOWN'
  | 'DEVICE_UNAVAILABLE';

/** What cannot be done without a base model and what still can, by its id. */
const withoutModel: Readonly<Record<string, LocalisedText>> = {
  contentvec: {
    en: 'RVC voices cannot sing without it; the built-in voices can.',
    'pt-BR': 'Vozes RVC não cantam sem ele; as vozes que vêm com o Cantado cantam.',
  },
  rmvpe: {
    en: 'This way of finding the pitch needs it; SwiftF0, which came with Cantado, does not.',
    'pt-BR': 'Este modo de achar a altura precisa dele; o SwiftF0, que veio com o Cantado, não.',
  },
};

const WITHOUT_OTHER_MODEL = {
  en: 'This voice cannot sing without it; other voices can.',
  'pt-BR': 'Esta voz não canta sem ele; outras vozes cantam.',
} as const satisfies LocalisedText;

export const modelErrorTexts: { readonly [C in ModelErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  BASE_MODEL_MISSING: {
    en: ({ model, modelId, sizeMb }) => ({
      title: `The base model “${model}” is not installed.`,
      hint: `${consequence(modelId, 'en')} Download it (${formatNumber(sizeMb, 'en')} MB) or import its file.`,
    }),
    'pt-BR': ({ model, modelId, sizeMb }) => ({
      title: `O modelo de base “${model}” não está instalado.`,
      hint: `${consequence(modelId, 'pt-BR')} Baixe-o (${formatNumber(sizeMb, 'pt-BR')} MB) ou importe o arquivo dele.`,
    }),
  },
  BASE_MODEL_UNKNOWN: {
    en: ({ model, known }) => ({ title: `There is no base model “${model}”.`, hint: `There are: ${known}.` }),
    'pt-BR': ({ model, known }) => ({ title: `Não há modelo de base “${model}”.`, hint: `Existem: ${known}.` }),
  },
  BASE_MODEL_WRONG_FILE: {
    en: ({ file, expected }) => ({
      title: `${file} is none of the base models.`,
      hint:
        'Its contents differ from the published files, so it was not used. ' +
        (expected === undefined ? 'Download it again, or choose another file.' : `Expected is one of: ${expected}.`),
    }),
    'pt-BR': ({ file, expected }) => ({
      title: `${file} não é nenhum dos modelos de base.`,
      hint:
        'O conteúdo difere dos arquivos publicados, por isso não foi usado. ' +
        (expected === undefined ? 'Baixe de novo ou escolha outro arquivo.' : `Espera-se um destes: ${expected}.`),
    }),
  },
  DOWNLOAD_WRONG_BYTES: {
    en: ({ model, address }) => ({
      title: `The download of “${model}” was not the right file.`,
      hint: `${address} sent something else, and it was deleted. Try again later, or import the file yourself.`,
    }),
    'pt-BR': ({ model, address }) => ({
      title: `O download de “${model}” não era o arquivo certo.`,
      hint: `${address} enviou outra coisa, e ela foi apagada. Tente mais tarde ou importe o arquivo você mesmo.`,
    }),
  },
  DOWNLOAD_FAILED: {
    en: ({ model, address, reason }) => ({
      title: `“${model}” could not be downloaded.`,
      hint: `${address}: ${troubleText(reason, 'en')}. Try again later; what arrived is kept. You can also import the file.`,
    }),
    'pt-BR': ({ model, address, reason }) => ({
      title: `Não foi possível baixar “${model}”.`,
      hint: `${address}: ${troubleText(reason, 'pt-BR')}. Tente mais tarde; o que chegou foi mantido. Você também pode importar o arquivo.`,
    }),
  },
  DEVICE_UNKNOWN: {
    en: ({ device, known }) => ({ title: `There is no device “${device}”.`, hint: `The devices here are: ${known}.` }),
    'pt-BR': ({ device, known }) => ({
      title: `Não há dispositivo “${device}”.`,
      hint: `Os dispositivos daqui são: ${known}.`,
    }),
  },
  DEVICE_UNAVAILABLE: {
    en: ({ device, reason }) => ({
      title: `“${device}” cannot be used on this computer.`,
      hint: `The reason: ${deviceReasonText(reason, '', 'en')}. The CPU always works; choose it, or let Cantado choose.`,
    }),
    'pt-BR': ({ device, reason }) => ({
      title: `“${device}” não pode ser usado neste computador.`,
      hint: `O motivo: ${deviceReasonText(reason, '', 'pt-BR')}. A CPU sempre funciona; escolha-a ou deixe o Cantado escolher.`,
    }),
  },
};

const troubleTexts: Readonly<Record<DownloadTrouble, LocalisedText>> = {
  offline: {
    en: 'this computer seems to have no connection to the internet',
    'pt-BR': 'este computador parece estar sem internet',
  },
  unreachable: { en: 'it could not be reached', 'pt-BR': 'não foi possível alcançá-lo' },
  refused: { en: 'it did not give the file', 'pt-BR': 'ele não entregou o arquivo' },
  stalled: { en: 'it stopped sending', 'pt-BR': 'ele parou de enviar' },
  'cut-off': { en: 'the connection broke again and again', 'pt-BR': 'a conexão caiu repetidas vezes' },
  'unsafe-redirect': {
    en: 'it pointed to an address without encryption, which was not followed',
    'pt-BR': 'ele apontou para um endereço sem criptografia, que não foi seguido',
  },
  proxy: { en: 'the proxy of this network refused', 'pt-BR': 'o proxy desta rede recusou' },
};

function troubleText(reason: string, language: Language): string {
  const texts: Readonly<Record<string, LocalisedText>> = troubleTexts;
  return (Object.hasOwn(texts, reason) ? texts[reason] : undefined)?.[language] ?? reason;
}

function consequence(modelId: string, language: Language): string {
  return (
    (Object.hasOwn(withoutModel, modelId) ? withoutModel[modelId] : undefined)?.[language] ??
    WITHOUT_OTHER_MODEL[language]
  );
}
