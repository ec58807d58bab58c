import { config } from 'zod';

// The page's content policy forbids compiling code from text; zod would try, and each try is reported as a violation.
// Imported first in main.tsx, before any schema exists.
config({ jitless: true });
