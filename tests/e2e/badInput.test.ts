import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { openCantado } from '../../src/adapters/composition.ts';
import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import { resourcesIn } from '../../src/adapters/program/resources.ts';
import { toEnvelope, type ErrorEnvelope } from '../../src/contract/errors.ts';
import { voiceIdSchema } from '../../src/contract/ids.ts';
import { languages } from '../../src/contract/language.ts';
import { errorText } from '../../src/contract/texts/errorTexts.ts';
import { noticeText } from '../../src/contract/texts/noticeTexts.ts';
import { builtInVoices } from '../../src/engine/voices/registry.ts';
import { completedJob } from '../suites/completedJob.ts';
import { makeOddFiles, type OddCase } from '../suites/oddAudio.ts';

/*
 * What strangers bring, given to the program as built. What cannot work gets one clear sentence in both languages, read here
 * word for word; what can work does. Nothing that was there is lost or changed.
 */

const program = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-odd-'));
const filesFolder = path.join(folder, 'files');
const ownVoice = voiceIdSchema.parse('your-own-voice');
let files: Record<OddCase, string>;
let cantado: Cantado;

function open(dataFolder: string, resources: { modelsFolder?: string } = {}): Promise<Cantado> {
  return openCantado({
    dataFolder: path.join(folder, dataFolder),
    resources: { ...resourcesIn(program), ...resources },
    launchHost: forkHost,
    version: 'test',
  });
}

beforeAll(async () => {
  fs.mkdirSync(filesFolder);
  files = await makeOddFiles(filesFolder);
  cantado = await open('data');
});
afterAll(async () => {
  await cantado.close();
  fs.chmodSync(files.unreadable, 0o600);
  fs.rmSync(folder, { recursive: true, force: true });
});

async function refusalOf(work: Promise<unknown>): Promise<ErrorEnvelope> {
  try {
    await work;
  } catch (error) {
    return toEnvelope(error);
  }
  throw new Error('It was accepted.');
}

/** The two sentences in English and Portuguese, as one line each. */
function sentencesOf(envelope: ErrorEnvelope): string[] {
  return languages.map((language) => Object.values(errorText(envelope, language)).join(' '));
}

async function sing(path: string, from = cantado) {
  const recording = await from.call('recordings.open', { path });
  const { jobId, takeId } = await from.call('jobs.create', { recordingId: recording.id, voiceId: ownVoice, seed: 1 });
  return { recording, job: await completedJob(from, jobId), take: await from.call('takes.view', { takeId }) };
}

describe('a file that cannot be sung', () => {
  const refused: Partial<Record<OddCase, readonly [english: string, portuguese: string]>> = {
    missing: [
      'missing.wav is not there. It may have been moved, renamed or deleted. Put it back or choose it where it is now, then try again.',
      'missing.wav não está lá. Pode ter sido movido, renomeado ou apagado. Devolva-o ao lugar ou escolha-o onde está agora e tente de novo.',
    ],
    folder: [
      'a folder.wav is a folder. Choose a single file inside it.',
      'a folder.wav é uma pasta. Escolha um único arquivo dentro dela.',
    ],
    empty: [
      'empty.wav is empty (0 bytes). It was probably never saved or copied to the end. Export or copy it again.',
      'empty.wav está vazio (0 bytes). Ele provavelmente não foi salvo ou copiado até o fim. Exporte ou copie de novo.',
    ],
    tooShort: [
      '0.05 s.wav is too short: 0.05 s. At least 0.20 s of speech is needed. Choose a longer recording.',
      '0.05 s.wav é curto demais: 0,05 s. São necessários pelo menos 0,20 s de fala. Escolha uma gravação mais longa.',
    ],
    textNamedWav: [
      'text.wav is not an audio or video file. What is inside does not match its name. Choose a WAV, MP3, M4A, FLAC, OGG, OPUS or video file.',
      'text.wav não é um arquivo de áudio ou vídeo. O conteúdo não corresponde ao nome. Escolha um arquivo WAV, MP3, M4A, FLAC, OGG, OPUS ou de vídeo.',
    ],
    playlistNamedMp3: [
      'playlist.mp3 is not an audio or video file. What is inside does not match its name. Choose a WAV, MP3, M4A, FLAC, OGG, OPUS or video file.',
      'playlist.mp3 não é um arquivo de áudio ou vídeo. O conteúdo não corresponde ao nome. Escolha um arquivo WAV, MP3, M4A, FLAC, OGG, OPUS ou de vídeo.',
    ],
    videoWithoutSound: [
      'silent movie.mp4 has no sound track. Choose a file that holds sound.',
      'silent movie.mp4 não tem trilha de som. Escolha um arquivo que contenha som.',
    ],
  };

  it.each(Object.entries(refused))('%s', async (name, sentences) => {
    const envelope = await refusalOf(cantado.call('recordings.open', { path: files[name as OddCase] }));
    expect(sentencesOf(envelope)).toEqual(sentences);
  });

  it('silence is refused when it is listened to, before anything is rendered', async () => {
    const { id } = await cantado.call('recordings.open', { path: files.silence });
    const { jobId } = await cantado.call('jobs.create', { recordingId: id, voiceId: ownVoice });
    await expect(completedJob(cantado, jobId)).rejects.toThrow('AUDIO_SILENT');
    const { error, stages } = await cantado.call('jobs.get', { jobId });
    expect(error && sentencesOf(error)).toEqual([
      'silence.wav holds only silence. There is nothing to sing. Check the microphone and record again.',
      'silence.wav contém só silêncio. Não há nada para cantar. Verifique o microfone e grave de novo.',
    ]);
    expect(stages.filter(({ stage }) => stage === 'convert')).toEqual([]);
  });

  it.each(['corruptWav', 'corruptM4a', 'truncatedM4a'] as const)('%s is called damaged', async (name) => {
    const file = path.basename(files[name]);
    const [english = '', portuguese = ''] = sentencesOf(
      await refusalOf(cantado.call('recordings.open', { path: files[name] })),
    );
    expect(english).toMatch(new RegExp(`^${file} is damaged and could not be read\\. Nothing usable was found in it`));
    expect(portuguese).toMatch(
      new RegExp(`^${file} está danificado e não pôde ser lido\\. Nada aproveitável foi encontrado`),
    );
  });
});

describe('a file that is odd but can be sung', () => {
  const odd = [
    ...(['mp3', 'flac', 'm4a', 'ogg', 'opus', 'videoWithSound'] as const),
    ...(['eightBit', 'twentyFourBit', 'float32', 'eightKhz', 'highRate', 'nastyName', 'longName', 'dashName'] as const),
  ] satisfies OddCase[];

  it.each(odd)('%s gives a take of its length', async (name) => {
    const { recording, job, take } = await sing(files[name]);
    expect(job.notices.filter(({ code }) => code !== 'MIXED_TO_MONO')).toEqual([]);
    expect(take.durationSec).toBeCloseTo(recording.durationSec, 1);
    expect(take.loudnessLufs).toBeGreaterThan(-22);
  });

  const told: Partial<Record<OddCase, readonly [english: RegExp, portuguese: RegExp]>> = {
    sixChannels: [
      /^The recording has 6 channels; they were mixed to one\.$/,
      /^A gravação tem 6 canais; foram misturados em um\.$/,
    ],
    nanSamples: [
      /^\d+ samples were not numbers and were replaced by silence\.$/,
      /^\d+ amostras não eram números e foram trocadas por silêncio\.$/,
    ],
    truncatedWav: [
      /damaged or ends early; the 1\.\d s that could be read/,
      /termina antes da hora; são usados os 1,\d s/,
    ],
    truncatedMp3: [
      /damaged or ends early; the 1\.\d s that could be read/,
      /termina antes da hora; são usados os 1,\d s/,
    ],
    truncatedFlac: [
      /damaged or ends early; the 1\.\d s that could be read/,
      /termina antes da hora; são usados os 1,\d s/,
    ],
    corruptMp3: [
      /damaged or ends early; the \d\.\d s that could be read/,
      /termina antes da hora; são usados os \d,\d s/,
    ],
    corruptFlac: [
      /damaged or ends early; the \d\.\d s that could be read/,
      /termina antes da hora; são usados os \d,\d s/,
    ],
    noise: [/^No voice with a pitch was found/, /^Nenhuma voz com altura definida foi encontrada/],
  };

  it.each(Object.entries(told))('%s is sung, and the person is told', async (name, sentences) => {
    const { job } = await sing(files[name as OddCase]);
    languages.forEach((language, i) => {
      const told = job.notices.map((notice) => noticeText(notice, language));
      expect(told).toContainEqual(expect.stringMatching(sentences[i] ?? ''));
    });
  });
});

describe('a wish that cannot be met', () => {
  it('names the voices there are', async () => {
    const known = builtInVoices.map(({ id }) => id).join(', ');
    expect(sentencesOf(await refusalOf(cantado.call('voices.get', { voice: 'Marisol' })))).toEqual([
      `There is no voice “Marisol”. The voices here are: ${known}.`,
      `Não há voz “Marisol”. As vozes daqui são: ${known}.`,
    ]);
  });

  it('names the range of a setting', async () => {
    const recording = await cantado.call('recordings.open', { path: files.plain });
    const order = { recordingId: recording.id, voiceId: ownVoice, settings: { transposeSt: 99 } };
    expect(sentencesOf(await refusalOf(cantado.call('jobs.create', order)))).toEqual([
      '“99” is not possible for transpose. It can be: -24 … 24 st, auto.',
      '“99” não é possível para transpose. Pode ser: -24 … 24 st, auto.',
    ]);
  });

  it('never replaces a file', async () => {
    const recording = await cantado.call('recordings.open', { path: files.plain });
    const order = {
      recordingId: recording.id,
      voiceId: ownVoice,
      export: { format: 'wav', path: files.float32 },
    } as const;
    const before = fs.readFileSync(files.float32);
    expect(sentencesOf(await refusalOf(cantado.call('jobs.create', order)))).toEqual([
      `${files.float32} exists already and was not replaced. Choose another name, or remove that file first. Nothing was changed.`,
      `${files.float32} já existe e não foi substituído. Escolha outro nome ou remova esse arquivo antes. Nada foi alterado.`,
    ]);
    expect(fs.readFileSync(files.float32).equals(before)).toBe(true);
  });
});

describe('a machine that stands in the way', () => {
  it('with a bundled network of the wrong hash refuses to load it', async () => {
    const modelsFolder = path.join(folder, 'models');
    fs.cpSync(path.join(program, 'models'), modelsFolder, { recursive: true });
    fs.appendFileSync(path.join(modelsFolder, 'swift-f0', 'swift-f0.onnx'), 'x');
    const changed = await open('data-models', { modelsFolder });
    const recording = await changed.call('recordings.open', { path: files.plain });
    const [english = '', portuguese = ''] = sentencesOf(
      await refusalOf(changed.call('recordings.analysis', { recordingId: recording.id })),
    );
    await changed.close();
    expect(english).toMatch(/^The network “SwiftF0” is damaged or was changed, so it was not loaded\./);
    expect(portuguese).toMatch(/^A rede “SwiftF0” está danificada ou foi alterada, por isso não foi carregada\./);
  });

  it('with a damaged library puts the backup in its place and says so', async () => {
    const dataFolder = path.join(folder, 'data-damaged');
    const first = await open('data-damaged');
    await first.call('settings.set', { language: 'pt-BR' });
    await first.close();
    await (await open('data-damaged')).close();
    const database = path.join(dataFolder, 'cantado.db');
    fs.writeFileSync(database, 'not a database');
    for (const beside of ['-wal', '-shm']) fs.rmSync(database + beside, { force: true });
    const restored = await open('data-damaged');
    const { notices } = await restored.call('app.status', undefined);
    const { language } = await restored.call('settings.get', undefined);
    await restored.close();
    expect(language).toBe('pt-BR');
    expect(notices.map((notice) => noticeText(notice, 'en'))[0]).toMatch(
      /^The library was damaged; the backup .+ took its place/,
    );
    expect(notices.map((notice) => noticeText(notice, 'pt-BR'))[0]).toMatch(
      /^A biblioteca estava danificada; a cópia .+ tomou seu lugar/,
    );
    expect(fs.readdirSync(dataFolder).some((name) => name.startsWith('cantado.db.') || name.includes('damaged'))).toBe(
      true,
    );
  });
});

describe('what a test as root cannot bring about end to end, and unit tests do, is said as clearly:', () => {
  const said: readonly [ErrorEnvelope, english: string, portuguese: string][] = [
    [
      { code: 'FILE_NOT_READABLE', details: { file: 'mine.wav' } },
      'mine.wav may not be read. Your account has no permission for it. Change its permissions or copy it to a folder of yours.',
      'mine.wav não pode ser lido. Sua conta não tem permissão. Mude as permissões do arquivo ou copie-o para uma pasta sua.',
    ],
    [
      { code: 'DISK_FULL', details: { folder: '/songs' } },
      'The disk is full: /songs could not take more. Your recording and what was rendered are kept. Free some space and try again.',
      'O disco está cheio: /songs não pôde receber mais. Sua gravação e o que foi renderizado estão guardados. Libere espaço e tente de novo.',
    ],
    [
      { code: 'FFMPEG_MISSING', details: { tried: 'PATH' } },
      'ffmpeg, the program that reads audio files, was not found. Install ffmpeg or reinstall Cantado. Looked at: PATH.',
      'O ffmpeg, o programa que lê arquivos de áudio, não foi encontrado. Instale o ffmpeg ou reinstale o Cantado. Procurado em: PATH.',
    ],
    [
      { code: 'DATABASE_READ_ONLY', details: { file: 'cantado.db' } },
      'Nothing can be changed here. cantado.db was made by a newer Cantado, so it was opened for reading only. Update Cantado.',
      'Nada pode ser alterado aqui. cantado.db foi feito por um Cantado mais novo, por isso foi aberto só para leitura. Atualize o Cantado.',
    ],
  ];

  it.each(said)('$code', (envelope, ...sentences) => {
    expect(sentencesOf(envelope)).toEqual(sentences);
  });
});

describe('afterwards', () => {
  it('every recording is as it was', async () => {
    const fresh = path.join(folder, 'fresh');
    fs.mkdirSync(fresh);
    const made = await makeOddFiles(fresh);
    for (const name of ['plain', 'nanSamples', 'truncatedWav', 'corruptFlac', 'silence'] as const) {
      expect(fs.readFileSync(files[name]).equals(fs.readFileSync(made[name])), name).toBe(true);
    }
    fs.chmodSync(made.unreadable, 0o600);
  });
});
