import type { Output } from '../../../contract/operations/index.ts';
import { prometheusContentType, prometheusText } from '../../../contract/texts/prometheusText.ts';
import type { SpecialRoute } from './route.ts';
import { ask } from './upload.ts';

/** Figures over jobs for programs that watch programs. */
export const metricsRoute: SpecialRoute = {
  id: 'metrics.text',
  method: 'GET',
  path: '/metrics',
  summary: 'Figures over jobs, as Prometheus reads them',
  answers: { 200: { 'text/plain': { type: 'string' } } },
  handle: async (_c, target) => {
    const metrics = (await ask(target, 'metrics.get', {})) as Output<'metrics.get'>;
    const headers = { 'Content-Type': prometheusContentType, 'Cache-Control': 'no-store' };
    return new Response(prometheusText(metrics), { headers });
  },
};
