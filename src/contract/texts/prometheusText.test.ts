import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMetrics } from '../../../tests/suites/nothingObserved.ts';
import type { Metrics } from '../metrics.ts';
import { prometheusText } from './prometheusText.ts';

type Read = { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number };

/**
 * Reads the text exposition format as its specification gives it: HELP and TYPE once and before the samples of their
 * family, samples of a family together, each label set once, nothing else. Throws at the first thing it does not allow.
 */
function readExposition(text: string): { readonly types: ReadonlyMap<string, string>; readonly samples: Read[] } {
  if (!text.endsWith('\n')) throw new Error('the last line must end');
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const seen = new Set<string>();
  const samples: Read[] = [];
  let family = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment) {
      const [, kind, name = '', rest = ''] = comment;
      const isKnown = kind === 'HELP' ? helped.has(name) : types.has(name);
      if (isKnown || samples.some((sample) => familyOf(sample.name, types) === name)) throw new Error(`again: ${line}`);
      if (kind === 'HELP') helped.add(name);
      else if (!/^(counter|gauge|summary|histogram|untyped)$/.test(rest)) throw new Error(line);
      else types.set(name, rest);
      family = name;
      continue;
    }
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?))$/.exec(line);
    if (!sample) throw new Error(`no sample: ${line}`);
    const [, name = '', labelText = '', value = ''] = sample;
    if (familyOf(name, types) !== family) throw new Error(`apart from its family: ${line}`);
    const key = `${name}{${labelText}}`;
    if (seen.has(key)) throw new Error(`twice: ${line}`);
    seen.add(key);
    samples.push({ name, labels: readLabels(labelText), value: Number(value) });
  }
  return { types, samples };
}

function familyOf(name: string, types: ReadonlyMap<string, string>): string {
  const stem = name.replace(/_(sum|count)$/, '');
  return types.get(stem) === 'summary' ? stem : name;
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const pair = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/.exec(rest);
    if (!pair) throw new Error(`no label: ${rest}`);
    const [whole, name = '', value = ''] = pair;
    labels[name] = value.replace(/\\([\\"n])/g, (_all, letter: string) => (letter === 'n' ? '\n' : letter));
    rest = rest.slice(whole.length);
  }
  return labels;
}

const figures = { count: 3, measuredCount: 2, meanSec: 4.5, p95Sec: 6, deviceSec: 8.25, realTimeFactor: 2.5 };
const metrics: Metrics = {
  ...noMetrics,
  jobs: { queued: 1, processing: 0, completed: 3, failed: 1, cancelled: 0 },
  successRate: 0.75,
  conversions: figures,
  byConverterAndDevice: [{ ...figures, converterId: 'rvc', device: 'cuda:0' }],
  byUser: [{ userId: 'local', jobCount: 5 }],
  failures: [{ code: 'DISK_FULL', count: 1 }],
  inputBytes: 1e9,
  inputSec: 300.5,
};

describe('figures for Prometheus', () => {
  it('are in its format, each with help and type', () => {
    const { types, samples } = readExposition(prometheusText(metrics));
    const valueOf = (name: string, labels: object = {}): number | undefined =>
      samples.find((one) => one.name === name && JSON.stringify(one.labels) === JSON.stringify(labels))?.value;
    expect(valueOf('cantado_jobs', { status: 'completed' })).toBe(3);
    expect(valueOf('cantado_conversion_seconds', { quantile: '0.95' })).toBe(6);
    expect(valueOf('cantado_conversion_seconds_sum')).toBe(9);
    expect(valueOf('cantado_conversion_seconds_count')).toBe(2);
    expect(valueOf('cantado_real_time_factor', { converter: 'rvc', device: 'cuda:0' })).toBe(2.5);
    expect(valueOf('cantado_device_seconds_total', { converter: 'rvc', device: 'cuda:0' })).toBe(8.25);
    expect(valueOf('cantado_jobs_by_user', { user: 'local' })).toBe(5);
    expect(valueOf('cantado_input_bytes_total')).toBe(1e9);
    for (const { name } of samples) expect(types.get(familyOf(name, types)), name).toBeDefined();
  });

  it('leave out what is not known before the first job', () => {
    const names = readExposition(prometheusText(noMetrics)).samples.map(({ name }) => name);
    expect(names).not.toContain('cantado_success_ratio');
    expect(names).not.toContain('cantado_conversion_seconds');
  });

  it('keep every label, whatever characters are in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (device, userId) => {
        const [group] = metrics.byConverterAndDevice;
        if (!group) throw new Error('one group');
        const odd = { ...metrics, byConverterAndDevice: [{ ...group, device }], byUser: [{ userId, jobCount: 1 }] };
        const { samples } = readExposition(prometheusText(odd));
        const found = samples.find(({ name }) => name === 'cantado_real_time_factor');
        expect(found?.labels['device']).toBe(device.replaceAll('\r', ' '));
        expect(samples.find(({ name }) => name === 'cantado_jobs_by_user')?.labels['user']).toBe(userId);
      }),
    );
  });

  it.each([
    ['a sample before its family', 'a_b 1\n# HELP a_b x\n# TYPE a_b gauge\n'],
    ['a label without quotes', '# HELP a x\n# TYPE a gauge\na{b=c} 1\n'],
    ['the same sample twice', '# HELP a x\n# TYPE a gauge\na 1\na 1\n'],
  ])('would be refused by the reader used here for %s', (_what, text) => {
    expect(() => readExposition(text)).toThrow();
  });
});
