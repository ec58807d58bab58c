import type { LocalisedText } from '../language.ts';
import {
  damageReasons,
  fileKinds,
  unsupportedFeatures,
  type DamageReason,
  type FileKind,
  type UnsupportedFeature,
} from '../voiceFiles.ts';

/** What a file is instead of a voice (`title`, said after its name) and what to do (`hint`). */
type KindText = { readonly title: LocalisedText; readonly hint: LocalisedText };

const CHOOSE_VOICE = {
  en: 'Choose the voice itself: a .pth or .onnx file, or the .zip it came in.',
  'pt-BR': 'Escolha a própria voz: um arquivo .pth ou .onnx, ou o .zip em que ela veio.',
} as const satisfies LocalisedText;

const CHECKPOINT_HINT = {
  en: 'The voice file is usually named after the voice and is much smaller. A checkpoint holds what the trainer needs to continue; it cannot sing.',
  'pt-BR':
    'O arquivo da voz costuma ter o nome da voz e é bem menor. Um checkpoint guarda o que o treinador precisa para continuar; ele não canta.',
} as const satisfies LocalisedText;

const CHECKPOINT_TITLE = {
  en: 'This is a training checkpoint',
  'pt-BR': 'Isto é um checkpoint de treinamento',
} as const satisfies LocalisedText;

const fileKindTexts = {
  'training-generator': { title: CHECKPOINT_TITLE, hint: CHECKPOINT_HINT },
  'training-discriminator': { title: CHECKPOINT_TITLE, hint: CHECKPOINT_HINT },
  'content-model': {
    title: { en: 'This is a content model', 'pt-BR': 'Isto é um modelo de conteúdo' },
    hint: {
      en: 'It tells what is said and is shared by all voices. Import it under base models; for a voice, choose its own .pth file.',
      'pt-BR':
        'Ele reconhece o que é dito e serve a todas as vozes. Importe-o em modelos de base; para uma voz, escolha o .pth dela.',
    },
  },
  'pitch-model': {
    title: { en: 'This is a pitch model', 'pt-BR': 'Isto é um modelo de altura' },
    hint: {
      en: 'It finds the notes and is shared by all voices. Import it under base models; for a voice, choose its own .pth file.',
      'pt-BR':
        'Ele encontra as notas e serve a todas as vozes. Importe-o em modelos de base; para uma voz, escolha o .pth dela.',
    },
  },
  'so-vits': {
    title: { en: 'This is a so-vits-svc model', 'pt-BR': 'Isto é um modelo so-vits-svc' },
    hint: {
      en: 'It belongs to another voice program and is built differently. Cantado opens RVC voices, versions 1 and 2.',
      'pt-BR': 'Ele é de outro programa de voz e é construído de outro modo. O Cantado abre vozes RVC, versões 1 e 2.',
    },
  },
  safetensors: {
    title: { en: 'This is a safetensors file without a voice', 'pt-BR': 'Isto é um arquivo safetensors sem voz' },
    hint: {
      en: 'It holds numbers but not what is needed to sing with them. Choose the .pth file of the voice.',
      'pt-BR': 'Ele guarda números, mas não o que é preciso para cantar com eles. Escolha o arquivo .pth da voz.',
    },
  },
  diffusion: {
    title: { en: 'This is a diffusion model', 'pt-BR': 'Isto é um modelo de difusão' },
    hint: {
      en: 'It makes pictures or refines another program’s voices. Choose the .pth file of an RVC voice.',
      'pt-BR': 'Ele cria imagens ou refina vozes de outro programa. Escolha o arquivo .pth de uma voz RVC.',
    },
  },
  picture: { title: { en: 'This is a picture', 'pt-BR': 'Isto é uma imagem' }, hint: CHOOSE_VOICE },
  'web-page': {
    title: { en: 'This is a web page', 'pt-BR': 'Isto é uma página da web' },
    hint: {
      en: 'The download saved a page instead of the voice. Open the page in a browser and download the file itself.',
      'pt-BR': 'O download salvou uma página no lugar da voz. Abra a página no navegador e baixe o próprio arquivo.',
    },
  },
  archive: {
    title: { en: 'This is an archive without a voice', 'pt-BR': 'Isto é um arquivo compactado sem voz' },
    hint: {
      en: 'Unpack it and choose the .pth file. A .zip that holds a voice can be opened as it is.',
      'pt-BR': 'Descompacte-o e escolha o arquivo .pth. Um .zip que contém uma voz pode ser aberto como está.',
    },
  },
  sound: {
    title: { en: 'This is a sound or video', 'pt-BR': 'Isto é um som ou vídeo' },
    hint: {
      en: 'Open it as a recording. For a voice, choose its .pth or .onnx file.',
      'pt-BR': 'Abra-o como gravação. Para uma voz, escolha o arquivo .pth ou .onnx dela.',
    },
  },
  text: { title: { en: 'This is a text', 'pt-BR': 'Isto é um texto' }, hint: CHOOSE_VOICE },
  index: {
    title: { en: 'This is the index of a voice', 'pt-BR': 'Isto é o índice de uma voz' },
    hint: {
      en: 'An index makes a voice more like itself but cannot sing alone. Choose its .pth file too.',
      'pt-BR': 'Um índice deixa a voz mais parecida, mas não canta sozinho. Escolha também o arquivo .pth.',
    },
  },
  empty: {
    title: { en: 'This file is empty', 'pt-BR': 'Este arquivo está vazio' },
    hint: {
      en: 'It was probably not copied or downloaded to the end. Copy or download it again.',
      'pt-BR': 'Ele provavelmente não foi copiado ou baixado até o fim. Copie ou baixe de novo.',
    },
  },
  unknown: {
    title: { en: 'This is not a voice', 'pt-BR': 'Isto não é uma voz' },
    hint: CHOOSE_VOICE,
  },
} as const satisfies Record<FileKind, KindText>;

const damageTexts = {
  'cut-off': { en: 'It ends before it should', 'pt-BR': 'Ele termina antes da hora' },
  checksum: {
    en: 'A part of it does not match its checksum',
    'pt-BR': 'Uma parte não confere com sua soma de verificação',
  },
  'too-large': { en: 'A part claims an impossible size', 'pt-BR': 'Uma parte declara um tamanho impossível' },
  'too-deep': { en: 'Its parts are nested without end', 'pt-BR': 'Suas partes estão aninhadas sem fim' },
  'bad-structure': { en: 'It is not built as it should be', 'pt-BR': 'Ele não é construído como deveria' },
  'missing-part': { en: 'A part of it is missing', 'pt-BR': 'Falta uma parte dele' },
  'missing-weights': { en: 'Numbers of the voice are missing', 'pt-BR': 'Faltam números da voz' },
  'missing-config': { en: 'Its description of the voice is missing', 'pt-BR': 'Falta a descrição da voz' },
  shape: { en: 'Its parts do not fit together', 'pt-BR': 'Suas partes não se encaixam' },
  'not-a-number': { en: 'It holds values that are not numbers', 'pt-BR': 'Ele contém valores que não são números' },
  version: {
    en: 'It says a version that no voice of this kind has',
    'pt-BR': 'Ele diz uma versão que nenhuma voz deste tipo tem',
  },
  'size-disagrees': { en: 'Sizes stated in it disagree', 'pt-BR': 'Tamanhos declarados nele discordam' },
} as const satisfies Record<DamageReason, LocalisedText>;

const featureTexts = {
  vocoder: {
    en: 'Its sound is made by a vocoder that is not built in here',
    'pt-BR': 'Seu som é feito por um vocoder que não existe aqui',
  },
  'index-kind': { en: 'Its index is of another kind', 'pt-BR': 'Seu índice é de outro tipo' },
  'index-metric': {
    en: 'Its index measures distance differently',
    'pt-BR': 'Seu índice mede distâncias de outro modo',
  },
  'index-empty': {
    en: 'Its index holds nothing: the one whose name begins with added_ instead of trained_ is the full one',
    'pt-BR': 'Seu índice não contém nada: o completo é o que tem nome começado por added_ em vez de trained_',
  },
  'index-width': { en: 'Its index has another width', 'pt-BR': 'Seu índice tem outra largura' },
  'custom-operator': {
    en: 'It needs an operator that is not part of ONNX',
    'pt-BR': 'Ele precisa de um operador que não faz parte do ONNX',
  },
  'external-data': { en: 'It keeps its numbers in another file', 'pt-BR': 'Ele guarda seus números em outro arquivo' },
  'fixed-length': { en: 'It was exported for one length only', 'pt-BR': 'Ele foi exportado para um só comprimento' },
  'input-layout': {
    en: 'Its inputs are not those of an RVC voice',
    'pt-BR': 'Suas entradas não são as de uma voz RVC',
  },
  encrypted: { en: 'It is locked with a password', 'pt-BR': 'Ele está trancado com uma senha' },
  compression: { en: 'It is packed in an unusual way', 'pt-BR': 'Ele está compactado de um modo incomum' },
  'operator-set': {
    en: 'It is written for a version of ONNX that is not known here',
    'pt-BR': 'Ele foi escrito para uma versão do ONNX que não é conhecida aqui',
  },
} as const satisfies Record<UnsupportedFeature, LocalisedText>;

/** Words of another version of the program read as the nearest that is known. */
export function fileKindText(kind: string): KindText {
  return fileKindTexts[fileKinds.find((known) => known === kind) ?? 'unknown'];
}

/** A clause without its full stop, for what is wrong inside a file. */
export function damageText(reason: string): LocalisedText {
  return damageTexts[damageReasons.find((known) => known === reason) ?? 'bad-structure'];
}

/** A clause without its full stop, for what a file asks and the program lacks. */
export function featureText(feature: string): LocalisedText {
  return featureTexts[unsupportedFeatures.find((known) => known === feature) ?? 'input-layout'];
}
