import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { createI18n } from './i18n.ts';
import { ptBr } from './ptBr.ts';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

const blanks = (text: string): string[] => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1] ?? '').sort();

describe('the texts of the window', () => {
  const english = new Map(leaves(en));
  const portuguese = leaves(ptBr);

  it('have the same keys in both languages', () => {
    expect(portuguese.map(([key]) => key)).toEqual([...english.keys()]);
  });

  it('fill the same blanks in both languages', () => {
    for (const [key, text] of portuguese) expect(blanks(text), key).toEqual(blanks(english.get(key) ?? ''));
  });

  it('hold no exclamation mark, no emoji and no empty sentence', () => {
    for (const [key, text] of [...english, ...portuguese]) {
      expect(text, key).not.toMatch(/!|\p{Extended_Pictographic}/u);
      expect(text.trim(), key).not.toBe('');
    }
  });

  it('begin in the language of the system, English when it is neither', () => {
    expect(createI18n('pt-PT').t('convert.convert')).toBe('Converter');
    expect(createI18n('de').t('convert.convert')).toBe('Convert');
  });

  it('count one and many', () => {
    const { t } = createI18n('pt-BR');
    expect(t('file.syllables', { count: 1 })).toBe('1 sílaba');
    expect(t('file.syllables', { count: 28 })).toBe('28 sílabas');
  });
});
