import { Allowance } from '../../bytes/allowance.ts';
import { shownItem } from '../../bytes/refusals.ts';
import type { ByteTools } from '../../bytes/types.ts';
import { lookInto, type Found } from './lookInto.ts';
import type { BroughtFile, FoundIndex, FoundVoice, MatchedFiles, VoiceChoice } from './types.ts';
import { baseName, folderOf, nameLikeness } from './voiceNames.ts';

/** Files that systems leave in every archive. */
const systemFile = /(^|\/)(__MACOSX\/|\.[^/]*$|thumbs\.db$|desktop\.ini$)/i;
/** Looked into first, so that many other files do not keep a voice from being found. */
const likelyFirst = [/\.(pth|onnx|pt)$/i, /\.index$/i, /\.(zip|txt|md)$/i, /licen[cs]e/i];
/** A voice comes with a handful of files; of a whole training folder the likeliest are looked into. */
const mostFiles = 256;
/** What looking into one file may hold: twice the table of contents of any. */
const heldBytes = 256 * 2 ** 20;
/**
 * What looking into all of them may have held in sum, which bounds the time: a voice takes 3 MB, and files made to cost
 * seconds each take all that one may.
 */
const heldInSumBytes = 2 ** 30;

/**
 * Sorts a set of files by what is in them and finds the indexes of each voice, by width and by name. A single index is a
 * single voice's whatever it is called; of several, those whose name or folder is the voice's.
 */
export function matchVoices(files: readonly BroughtFile[], tools: ByteTools): MatchedFiles {
  const own = files.filter(({ name }) => !name.endsWith('/') && !systemFile.test(name));
  const ordered = own.map((file) => ({ file, rank: rankOf(file.name) })).sort((a, b) => a.rank - b.rank);
  const looked = lookIntoAll(ordered.slice(0, mostFiles), tools);
  const unlooked = ordered.slice(mostFiles).map(({ file }) => shownName(file));
  const found = looked.map(([, one]) => one);
  const voices = found.flatMap((one) => (one.is === 'voice' ? [one.voice] : []));
  const indexes = found.flatMap((one) => (one.is === 'index' ? [one.index] : []));
  const choices = voices.map((voice): VoiceChoice => ({ ...voice, indexes: indexesOf(voice, voices, indexes) }));
  const used = new Set(choices.flatMap((choice) => choice.indexes));
  const namesOf = (is: Found['is']) => looked.flatMap(([file, one]) => (one.is === is ? [shownName(file)] : []));
  return {
    choices: choices.sort(likelierFirst),
    strayIndexes: indexes.filter((index) => !used.has(index)),
    notes: found.flatMap((one) => (one.is === 'note' ? [one.text] : [])),
    licence: found.flatMap((one) => (one.is === 'licence' ? [one.text] : []))[0] ?? null,
    pictures: namesOf('picture'),
    refused: looked.flatMap(([file, one]) =>
      one.is === 'refused' ? [{ file: shownName(file), error: one.error }] : [],
    ),
    ignored: [...namesOf('other'), ...unlooked],
    fileCount: own.length,
  };
}

function lookIntoAll(
  files: readonly { readonly file: BroughtFile }[],
  tools: ByteTools,
): readonly (readonly [BroughtFile, Found])[] {
  let leftBytes = heldInSumBytes;
  return files.map(({ file }) => {
    const allowance = new Allowance(Math.min(heldBytes, leftBytes));
    const found = lookInto(file, tools, allowance);
    leftBytes -= allowance.peakBytes;
    return [file, found];
  });
}

function rankOf(name: string): number {
  const rank = likelyFirst.findIndex((pattern) => pattern.test(name));
  return rank < 0 ? likelyFirst.length : rank;
}

function shownName({ name }: BroughtFile): string {
  return shownItem(baseName(name));
}

/** The indexes that fit a voice and may be its own, the likeliest first. */
function indexesOf(
  voice: FoundVoice,
  voices: readonly FoundVoice[],
  indexes: readonly FoundIndex[],
): readonly FoundIndex[] {
  const fitting = indexes.filter(({ featureWidth }) => (voice.featureWidth ?? featureWidth) === featureWidth);
  const rivals = voices.filter(({ featureWidth }) => featureWidth === voice.featureWidth);
  const isOnlyPair = fitting.length === 1 && rivals.length === 1;
  const scored = fitting.map((index) => ({ index, score: scoreOf(voice, index) }));
  return scored
    .filter(({ score }) => score > 0 || isOnlyPair)
    .sort((a, b) => b.score - a.score || b.index.vectorCount - a.index.vectorCount || byName(a.index, b.index))
    .map(({ index }) => index);
}

/** By name first; files without a name in common are of one voice where they lie in one folder of their own. */
function scoreOf(voice: FoundVoice, index: FoundIndex): number {
  const folder = folderOf(voice.file.name);
  const likeness = nameLikeness(voice.file.name, index.file.name);
  return likeness * 2 + (folder !== '' && folder === folderOf(index.file.name) ? 1 : 0);
}

function likelierFirst(a: VoiceChoice, b: VoiceChoice): number {
  const hasIndex = ({ indexes }: VoiceChoice) => Number(indexes.length > 0);
  return hasIndex(b) - hasIndex(a) || b.file.sizeBytes - a.file.sizeBytes || byName(a, b);
}

function byName(a: { readonly file: BroughtFile }, b: { readonly file: BroughtFile }): number {
  return a.file.name < b.file.name ? -1 : Number(a.file.name > b.file.name);
}
