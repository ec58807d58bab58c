/** What every host (Node, Electron, a browser) has and the ES library does not declare. */
declare const crypto: { randomUUID(): `${string}-${string}-${string}-${string}-${string}` };
