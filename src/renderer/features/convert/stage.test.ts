import { describe, expect, it } from 'vitest';
import { createI18n } from '../../language/i18n.ts';
import type { Job, Progress } from '../../../contract/jobs.ts';
import type { AnalysisView, Recording } from '../../../contract/recordings.ts';
import type { Take } from '../../../contract/jobs.ts';
import { progressText } from './progressText.ts';
import { chooseTake, estimateSec, passedQuarter, stageOf } from './stage.ts';

const recording = { name: 'a.wav' } as Recording;
const analysis = { durationSec: 13.6 } as AnalysisView;
const take = (status: Take['status'], id = 'one') => ({ id, status }) as Take;
const job = (status: Job['status']) => ({ status });
const nothing = { opening: null, recording: undefined, analysis: undefined, take: null, job: null };

describe('the stage of the Convert view', () => {
  it('goes from empty to done', () => {
    expect(stageOf(nothing)).toBe('empty');
    expect(stageOf({ ...nothing, opening: 'a.wav' })).toBe('reading');
    expect(stageOf({ ...nothing, recording })).toBe('reading');
    const ready = { ...nothing, recording, analysis };
    expect(stageOf(ready)).toBe('ready');
    expect(stageOf({ ...ready, take: take('queued') })).toBe('rendering');
    expect(stageOf({ ...ready, take: take('completed') })).toBe('done');
  });

  it('believes the job, of which events tell, before the list of takes', () => {
    const ready = { ...nothing, recording, analysis, take: take('processing') };
    expect(stageOf({ ...ready, job: job('failed') })).toBe('failed');
    expect(stageOf({ ...ready, job: job('cancelled') })).toBe('stopped');
  });

  it('shows the chosen take, else the newest', () => {
    const takes = [take('completed', 'new'), take('completed', 'old')];
    expect(chooseTake(takes, 'old')?.id).toBe('old');
    expect(chooseTake(takes, 'gone')?.id).toBe('new');
    expect(chooseTake([], null)).toBeNull();
  });
});

describe('what is said about the time', () => {
  const progress = {
    stage: 'convert',
    doneSec: 8.4,
    totalSec: 13.6,
    overallRatio: 0.62,
    remainingSec: 5.2,
    playableSec: 8,
  } as const;

  it('is nothing until something was measured', () => {
    expect(estimateSec(13.6, null)).toBeNull();
    expect(estimateSec(13.6, 4)).toBe(3);
    expect(estimateSec(0.3, 10)).toBe(1);
  });

  it('is a sentence for the eye and one for the ear', () => {
    const english = progressText(progress, 13.6, 'en', createI18n('en').t);
    expect(english).toEqual({ shown: '8.4 of 13.6 s sung, 6 s left', spoken: '62 percent, 6 s left', percent: 62 });
    const portuguese = progressText(progress, 13.6, 'pt-BR', createI18n('pt-BR').t);
    expect(portuguese.shown).toBe('8,4 de 13,6 s cantados, faltam 6 s');
  });

  it('names waiting, listening and finishing', () => {
    const { t } = createI18n('en');
    const shown = (one: Progress | null) => progressText(one, 13.6, 'en', t).shown;
    expect(shown(null)).toBe('Waiting for its turn');
    expect(shown({ ...progress, stage: 'analyse' })).toBe('Listening to the recording');
    expect(shown({ ...progress, stage: 'finish' })).toBe('Finishing the take');
  });

  it('is spoken at each quarter once, also when several pass at a time', () => {
    expect(passedQuarter(10, 30)).toBe(25);
    expect(passedQuarter(30, 40)).toBeNull();
    expect(passedQuarter(10, 80)).toBe(75);
    expect(passedQuarter(99, 100)).toBe(100);
  });
});
