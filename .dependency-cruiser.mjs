/**
 * The walls between rooms (docs/architecture.md). Each room lists all that it may know; anything else is a violation,
 * packages and Node's own modules included. Types count too (tsPreCompilationDeps): a type-only leak is a leak.
 */

/** @param {string[]} names packages from the registry, wherever node_modules is */
const packages = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

const ANY_PACKAGE_BUT_WINDOWS = '(^|/)node_modules/(?!(electron|react|react-dom|wavesurfer\\.js|zustand)/)';
const PORTS = ['^src/core/ports\\.ts$', '^src/core/.*/ports\\.ts$'];
/** Numbers and text only: they touch no machine. */
const PURE_PACKAGES = packages('fft\\.js', 'saxes', 'syllable');

/** @type {Record<string, { mayKnow: string[], mayUseNode: boolean, sentence: string }>} */
const rooms = {
  contract: {
    mayKnow: ['^src/contract/', packages('zod')],
    mayUseNode: false,
    sentence: 'contract is the vocabulary of every host: it may know zod and itself, nothing else.',
  },
  engine: {
    mayKnow: ['^src/(engine|contract)/', PURE_PACKAGES],
    mayUseNode: false,
    sentence:
      'engine is numbers in, numbers out: it may know the contract and pure packages. Files, models and processes come in as parameters.',
  },
  core: {
    mayKnow: ['^src/(core|contract)/', '^src/engine/registry\\.ts$', '^src/engine/.*/(registry|styles|types)\\.ts$'],
    mayUseNode: false,
    sentence:
      'core is the domain: it may know the contract and the engine’s registries, styles and types. What it needs from outside is a port.',
  },
  adapters: {
    mayKnow: ['^src/(adapters|contract)/', ...PORTS, '^src/engine/.*/types\\.ts$', ANY_PACKAGE_BUT_WINDOWS],
    mayUseNode: true,
    sentence:
      'adapters implement ports with Node: they may know the contract, core’s ports and the engine’s types, and never Electron.',
  },
  workers: {
    mayKnow: [
      '^src/(workers|engine|contract)/',
      '^src/adapters/(onnx|audio|takes|cache|voices|storage)/',
      packages('piscina'),
    ],
    mayUseNode: true,
    sentence:
      'workers do the heavy work: they may know the engine and adapters for models, audio, takes, cache, voice files and storage, and never the core or the database.',
  },
  'adapters/composition.ts': {
    mayKnow: ['^src/(adapters|contract)/', '^src/core/createApp\\.ts$', ...PORTS, '^src/engine/.*/types\\.ts$'],
    mayUseNode: true,
    sentence: 'composition puts the app together: it may know adapters and core/createApp.ts.',
  },
  main: {
    mayKnow: ['^src/(main|core|adapters|contract)/', packages('electron')],
    mayUseNode: true,
    sentence: 'main is a thin shell: it may know Electron, the contract, the core and adapters, and never the engine.',
  },
  headless: {
    mayKnow: ['^src/(headless|core|adapters|contract)/', packages('commander', 'hono', '@hono/node-server', 'ws')],
    mayUseNode: true,
    sentence:
      'headless is a thin shell: it may know the contract, the core and adapters, and never Electron or the engine.',
  },
  preload: {
    mayKnow: ['^src/(preload|contract)/', packages('electron')],
    mayUseNode: false,
    sentence: 'preload exposes the contract to the window: it may know Electron and the contract.',
  },
  renderer: {
    mayKnow: ['^src/(renderer|contract)/', '(^|/)node_modules/(?!electron/)'],
    mayUseNode: false,
    sentence:
      'renderer is a web page: it may know the contract and web packages. Everything else it asks for through `call`.',
  },
};

const TESTS = '\\.test\\.tsx?$';
const COMPOSITION = '^src/adapters/composition\\.ts$';

/** Who may know the network itself, and why. Everything else that wants to reach another computer asks adapters/network/ledger.ts. */
const NETWORK_DOORS = [
  // The way out under Node; the ledger stands before it.
  '^src/adapters/network/nodeRequest\\.ts$',
  // Answer those who ask on this computer; they open no connection.
  '^src/adapters/http/',
  '^src/headless/httpServer\\.ts$',
  // The socket in the file system between programs on one data folder.
  '^src/adapters/owner/owner(Client|Server)\\.ts$',
];
/** Who may start another program: what it does is not in the ledger, so each of them is given local files only. */
const CHILD_DOORS = [
  // ffmpeg, which is told to open local files and pipes only.
  '^src/adapters/audio/(ffmpeg|locateFfmpeg)\\.ts$',
  // Our own inference host, which keeps these same rules.
  '^src/adapters/inference/forkHost\\.ts$',
  // The person's browser, with an address on this computer.
  '^src/headless/openBrowser\\.ts$',
];

const walls = Object.entries(rooms).map(([room, { mayKnow, mayUseNode, sentence }]) => ({
  name: `room-${room.replace(/^.*\/|\.ts$/g, '')}`,
  severity: 'error',
  comment: sentence,
  from: room.endsWith('.ts') ? { path: `^src/${room}` } : { path: `^src/${room}/`, pathNot: [TESTS, COMPOSITION] },
  to: { pathNot: mayKnow, ...(mayUseNode ? { dependencyTypesNot: ['core'] } : {}) },
}));

export default {
  forbidden: [
    ...walls,
    {
      name: 'one-composition',
      severity: 'error',
      comment: 'The app is put together in adapters/composition.ts only; every host opens it with openCantado.',
      from: { path: '^src/', pathNot: ['^src/adapters/composition\\.ts$', '^src/core/createApp\\.ts$', TESTS] },
      to: { path: '^src/core/createApp\\.ts$' },
    },
    {
      name: 'one-database-door',
      severity: 'error',
      comment: 'SQL lives in adapters/db and the owner lock; everyone else asks a port.',
      from: { path: '^src/', pathNot: ['^src/adapters/(db|owner)/', TESTS] },
      to: { path: packages('better-sqlite3', 'drizzle-orm') },
    },
    {
      name: 'one-model-door',
      severity: 'error',
      comment: 'Networks run through adapters/onnx, where devices are chosen and failures translated.',
      from: { path: '^src/', pathNot: ['^src/adapters/onnx/', TESTS] },
      to: { path: packages('onnxruntime-node', 'onnxruntime-common') },
    },
    {
      name: 'one-network-door',
      severity: 'error',
      comment:
        'Every request stands in the ledger: ask the NetworkRequest that adapters/network/ledger.ts makes. Who may know sockets is named above, with the reason.',
      from: { path: '^src/', pathNot: [...NETWORK_DOORS, TESTS] },
      to: {
        path: ['^(node:)?(http|https|http2|net|tls|dgram|dns)(/|$)', packages('undici', 'ws', '@hono/node-server')],
      },
    },
    {
      name: 'one-way-past-the-ledger',
      severity: 'error',
      comment: 'The bare network is handed to openCantado, which puts the ledger before it; nobody else may hold it.',
      from: { path: '^src/', pathNot: [COMPOSITION, '^src/main/composition\\.ts$', TESTS] },
      to: { path: '^src/(adapters/network/nodeRequest|main/network/electronRequest)\\.ts$' },
    },
    {
      name: 'one-child-door',
      severity: 'error',
      comment: 'Another program could reach the network unseen. Who may start one is named above, with the reason.',
      from: { path: '^src/', pathNot: [...CHILD_DOORS, TESTS] },
      to: { path: '^(node:)?(child_process|cluster)$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Files that import each other in a circle can only be understood together. Move what both need into a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown-imports',
      severity: 'error',
      comment: 'This import leads nowhere, so no wall can be checked for it.',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\.css$', '\\.woff2$', '\\.svg$'] },
    },
    {
      name: 'no-unshipped-packages',
      severity: 'error',
      comment: 'This runs unbundled, so it can only use what package.json lists under dependencies.',
      from: { path: '^src/(contract|engine|core|adapters|workers|main|headless)/', pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: packages('electron'),
      },
    },
    {
      name: 'no-tests-in-the-program',
      severity: 'error',
      comment: 'A test is not part of the program.',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: [TESTS, '^tests/', '^tools/', '^bench/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    // A tree in which the tool sees no TypeScript passes every wall; the house tests prove that it does see it.
    extraExtensionsToScan: ['.css'],
  },
};
