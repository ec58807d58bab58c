import { z } from 'zod';

/** What each mode of a description is called here. */
export const modeNames = { rvc: 'original', original: 'original', applio: 'applio' } as const;

const modeSchema = z.object({
  output: z.string(),
  output_dtype: z.string().optional(),
  f0_raw: z.string().optional(),
  f0: z.string().optional(),
  coarse: z.string().optional(),
  /** One per segment: its latent noise, and the features that entered the voice, a file name with words after it. */
  chunks: z.array(z.object({ rnd: z.string().optional(), phone: z.string().optional() })).default([]),
});
export type ModeDescription = z.infer<typeof modeSchema>;

/** `pipeline.json`, in the words of the original program; what is left out has the original's default. */
export const pipelineSchema = z.object({
  voice: z.string(),
  contentvec: z.string(),
  rmvpe: z.string().nullish(),
  index: z.string().nullish(),
  options: z.object({
    x_pad: z.number().default(1),
    x_query: z.number().default(6),
    x_center: z.number().default(38),
    x_max: z.number().default(41),
    key: z.number().default(0),
    index_rate: z.number().default(0),
    protect: z.number().default(0.5),
    rms_mix: z.number().default(1),
    resample_sr: z.number().default(0),
    sid: z.number().default(0),
  }),
  modes: z.partialRecord(z.enum(['rvc', 'original', 'applio']), modeSchema),
});
export type PipelineDescription = z.infer<typeof pipelineSchema>;
