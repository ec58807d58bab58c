import { describe, expect, it } from 'vitest';
import { createAppBench } from '../../../tests/suites/appBench.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { presetIdSchema } from '../../contract/ids.ts';
import { presetLimits } from '../../contract/presets.ts';
import { styles } from '../../engine/perform/styles.ts';

const settings = { glideMs: 30, vibratoCents: 55, notes: [0, 4, 7] };
const open = () => createAppBench(temporaryFolder());
const ownNames = async ({ call }: Pick<ReturnType<typeof open>, 'call'>): Promise<string[]> =>
  (await call('presets.list', undefined)).filter(({ isBuiltIn }) => !isBuiltIn).map(({ name }) => name.en);

describe('presets', () => {
  it('that ship come first and cannot be changed', async () => {
    const { call } = open();
    const { id: own } = await call('presets.save', { name: 'A own', settings });
    const list = await call('presets.list', undefined);
    expect(list.map(({ id }) => id)).toEqual([...styles.map(({ id }) => id), own]);
    expect(list[0]).toMatchObject({ isBuiltIn: true, name: styles[0]?.name, sentence: styles[0]?.sentence });
    const presetId = presetIdSchema.parse('pop');
    const refused = { code: 'PRESET_IS_BUILT_IN', details: { preset: 'Pop' } };
    await expect(call('presets.rename', { presetId, name: 'x' })).rejects.toMatchObject(refused);
    await expect(call('presets.remove', { presetId })).rejects.toMatchObject(refused);
  });

  it('are saved, renamed and removed, and stay in the order of their names', async () => {
    const bench = open();
    const { call } = bench;
    const { id: presetId } = await call('presets.save', { name: '  Zoë ', settings });
    await call('presets.save', { name: 'ávila', settings: { mode: 'snap' } });
    await call('presets.save', { name: 'Bass', settings });
    expect(await ownNames(bench)).toEqual(['ávila', 'Bass', 'Zoë']);
    const renamed = await call('presets.rename', { presetId, name: 'Ana' });
    expect(renamed).toEqual({
      id: presetId,
      name: { en: 'Ana', 'pt-BR': 'Ana' },
      sentence: null,
      isBuiltIn: false,
      settings,
    });
    expect(await ownNames(bench)).toEqual(['Ana', 'ávila', 'Bass']);
    expect(await call('presets.remove', { presetId })).toEqual(renamed);
    expect(await ownNames(bench)).toEqual(['ávila', 'Bass']);
    await expect(call('presets.remove', { presetId })).rejects.toMatchObject({ code: 'PRESET_UNKNOWN' });
    await expect(call('presets.share', { presetId })).rejects.toMatchObject({ code: 'PRESET_UNKNOWN' });
  });

  it('of a name that is there get a number, those that ship included, in any language', async () => {
    const bench = open();
    const { call } = bench;
    for (const name of ['Pop', 'pop', 'LÍRICO', 'Mine', 'mine']) await call('presets.save', { name, settings });
    expect(await ownNames(bench)).toEqual(['LÍRICO (2)', 'Mine', 'mine (2)', 'Pop (2)', 'pop (3)']);
    const [preset] = (await call('presets.list', undefined)).filter(({ name }) => name.en === 'Mine');
    if (!preset) throw new Error('a preset');
    expect((await call('presets.rename', { presetId: preset.id, name: 'MINE' })).name.en).toBe('MINE');
    const long = 'x'.repeat(presetLimits.nameCharacters);
    await call('presets.save', { name: long, settings });
    expect((await call('presets.save', { name: long, settings })).name.en).toMatch(/^x{76} \(2\)$/);
  });

  it('hold only settings that exist, with values they can have', async () => {
    const bench = open();
    const { call } = bench;
    const save = (values: Record<string, number | string>) => call('presets.save', { name: 'x', settings: values });
    await expect(save({ glideMs: 9999 })).rejects.toMatchObject({ code: 'SETTING_OUT_OF_RANGE' });
    await expect(save({ glide: 1 })).rejects.toMatchObject({ code: 'SETTING_UNKNOWN' });
    expect(await ownNames(bench)).toEqual([]);
  });

  it('kept by another version lose what this one does not know', async () => {
    const { call, repositories } = open();
    const id = presetIdSchema.parse(crypto.randomUUID());
    repositories.presets.save([{ id, name: 'later', settings: { glideMs: 30, warmth: 3, mode: 'opera' } }]);
    expect((await call('presets.list', undefined)).at(-1)).toMatchObject({ id, settings: { glideMs: 30 } });
    expect((await call('presets.list', undefined)).at(-1)?.settings).toEqual({ glideMs: 30 });
  });

  it('are not more than there can be', async () => {
    const { call, repositories } = open();
    repositories.presets.save(
      Array.from({ length: presetLimits.count }, (_, index) => ({
        id: presetIdSchema.parse(`p-${String(index)}`),
        name: `p ${String(index)}`,
        settings,
      })),
    );
    await expect(call('presets.save', { name: 'one more', settings })).rejects.toMatchObject({
      code: 'PRESET_INVALID',
      details: { reason: 'too-many' },
    });
  });
});

describe('a shared preset', () => {
  it('is one line of text that brings the same sound to another computer, under a free name', async () => {
    const here = open();
    const { id: presetId } = await here.call('presets.save', { name: 'Coro “é”', settings });
    const { text } = await here.call('presets.share', { presetId });
    expect(text).not.toContain('\n');
    expect(text.length).toBeLessThan(200);
    const there = open();
    expect(await there.call('presets.import', { text: `\n ${text} ` })).toMatchObject({
      name: { en: 'Coro “é”' },
      isBuiltIn: false,
      settings,
    });
    expect((await there.call('presets.import', { text })).name.en).toBe('Coro “é” (2)');
    const style = await here.call('presets.share', { presetId: presetIdSchema.parse('lyric') });
    expect((await there.call('presets.import', style)).settings).toEqual(styles[2]?.settings);
  });

  it.each([
    ['not json', 'not-a-preset'],
    ['[]', 'not-a-preset'],
    ['null', 'not-a-preset'],
    ['{"app":"cantado","kind":"plan","version":1}', 'not-a-preset'],
    ['{"app":"cantado","kind":"preset","version":2,"sound":[]}', 'later-version'],
    ['{"app":"cantado","kind":"preset","version":1,"name":"x","settings":{}}', 'empty'],
    ['{"app":"cantado","kind":"preset","version":1,"name":"  ","settings":{"glideMs":1}}', 'not-a-preset'],
    ['{"app":"cantado","kind":"preset","version":1,"name":"two\\nlines","settings":{"glideMs":1}}', 'not-a-preset'],
    ['{"app":"cantado","kind":"preset","version":1,"name":"x","settings":{"glideMs":-1}}', 'value'],
    ['{"app":"cantado","kind":"preset","version":1,"name":"x","settings":{"glideMs":"1"}}', 'value'],
    ['{"app":"cantado","kind":"preset","version":1,"name":"x","settings":{"evil":"1"}}', 'setting'],
    ['{"app":"cantado","kind":"preset","version":1,"name":"x","settings":{"constructor":1}}', 'setting'],
    [
      '{"app":"cantado","kind":"preset","version":1,"name":"x","settings":{"__proto__":{"a":1},"glideMs":{}}}',
      'not-a-preset',
    ],
  ])('%s is refused: %s', async (text, reason) => {
    const bench = open();
    await expect(bench.call('presets.import', { text })).rejects.toMatchObject({
      code: 'PRESET_INVALID',
      details: { reason },
    });
    expect(await ownNames(bench)).toEqual([]);
  });
});
