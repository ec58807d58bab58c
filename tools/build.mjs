/** `npm run build`: everything up to date, or the reason why not. */
import { makeReady } from './setup/ready.mjs';

process.exitCode = (await makeReady()) === null ? 1 : 0;
