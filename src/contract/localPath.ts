import { z } from 'zod';

/** Longest path of a file or folder that is taken, characters. */
export const longestPath = 4096;

/** A file or folder of this computer. */
export const localPathSchema = z.string().min(1).max(longestPath);
