import { SaxesParser } from 'saxes';
import { fileLimits } from '../limits.ts';
import { damagedMelody } from '../refusals.ts';

/** An element of the file with all that is inside it. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own characters, without those of its children. */
  readonly text: string;
};

type OpenElement = { name: string; attributes: Record<string, string>; children: OpenElement[]; text: string };

/** How pages look and who made them. Nothing of it sounds. */
const silent = new Set([
  'defaults',
  'credit',
  'print',
  'identification',
  'notations',
  'play',
  'harmony',
  'figured-bass',
]);
/** Characters kept of one element. */
const LONGEST_TEXT = 1024;

/**
 * The elements of an XML document. Nothing is fetched and no entity but the five of XML is known; what the document type
 * declares is not read.
 *
 * @throws AppError MELODY_DAMAGED
 */
export function readElements(file: string, xml: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false });
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open: OpenElement[] = [root];
  let skippedDepth = 0;
  let count = 0;
  const place = (): string => `${String(parser.line)}:${String(parser.column)}`;
  parser.on('error', ({ message }) => {
    const hasEndedEarly = /unclosed tag|unexpected end|must contain a root/.test(message);
    throw damagedMelody(file, hasEndedEarly ? 'cut-off' : 'bad-structure', place());
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (skippedDepth > 0 || silent.has(name)) return void skippedDepth++;
    const isTooMuch = ++count > fileLimits.elements || open.length > fileLimits.elementDepth;
    if (isTooMuch) throw damagedMelody(file, 'too-large', place());
    const element: OpenElement = { name, attributes, children: [], text: '' };
    open[open.length - 1].children.push(element);
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open[open.length - 1];
    if (skippedDepth === 0) element.text = (element.text + text).slice(0, LONGEST_TEXT);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (skippedDepth > 0) skippedDepth--;
    else open.pop();
  });
  parser.write(xml).close();
  return root.children[0];
}

export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}

export function hasChild(element: XmlElement, name: string): boolean {
  return childOf(element, name) !== undefined;
}

/** Trimmed; empty where there is no such child. */
export function textIn(element: XmlElement, name: string): string {
  return childOf(element, name)?.text.trim() ?? '';
}

/**
 * The number in a child.
 * @param missing where there is no such child
 * @throws AppError MELODY_DAMAGED where it holds something else
 */
export function numberIn(file: string, element: XmlElement, name: string, missing: number): number {
  const text = textIn(element, name);
  if (text === '') return missing;
  const value = Number(text);
  if (!Number.isFinite(value)) throw damagedMelody(file, 'bad-number', `${name} ${text}`);
  return value;
}
