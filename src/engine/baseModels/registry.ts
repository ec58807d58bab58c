import { contentVecBuilder } from '../contentVec/contentVecBuilder.ts';
import { rmvpeBuilder } from '../pitch/rmvpe/rmvpeBuilder.ts';
import type { BaseModelBuilder } from './builder.ts';

/** Base models the program can build. Each has an entry in models/manifest.json that says where its file is published. */
export const baseModelBuilders = [contentVecBuilder, rmvpeBuilder] as const satisfies readonly BaseModelBuilder[];
