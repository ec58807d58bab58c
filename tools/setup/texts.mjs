/** @typedef {typeof english} Texts */

/** Everything the launcher says, in both languages. It runs before anything is installed, so it cannot use the app's texts. */

const english = {
  installing: 'Installing packages (once, about a minute)…',
  building: 'Building…',
  waiting: 'Another Cantado is setting up this folder; waiting for it…',
  /** @param {string} version */
  nodeTooOld: (version) =>
    `Cantado needs Node 22.12 or newer to run and found only ${version}. Install it from https://nodejs.org (the LTS version) and try again.`,
  notBuilt:
    'Cantado is not built here: out/headless/cli.js is missing. Install it again, or start it from a clone of its repository.',
  npmMissing: 'npm was not found. Install Node with npm from https://nodejs.org (the LTS version) and try again.',
  buildFailed: 'The build failed:',
  installFailed: 'Installing packages failed:',
  causes: {
    network:
      'The package registry cannot be reached. Connect to the internet (or set npm’s proxy), then run the same command again.',
    space: 'The disk is full. Free about 1 GB, then run the same command again.',
    permission:
      'This folder cannot be written to. Give yourself permission to write here, or use a copy in your own folder.',
    lock: 'package.json and package-lock.json do not agree. Run "npm install", then the same command again.',
    other: 'Read the lines above, then run the same command again; "npm ci" in this folder shows everything npm says.',
  },
  noDisplay: 'No display here: serving the same window to a browser instead of opening Electron.',
  rootUser: 'Electron does not run as root: serving the same window to a browser instead.',
  fetchingElectron: 'Fetching Electron (about 110 MB, once)…',
  noElectron: 'Electron’s program is missing and could not be fetched: serving the same window to a browser instead.',
  electronFailed: 'Electron could not start here: serving the same window to a browser instead.',
};

/** @type {typeof english} */
const portuguese = {
  installing: 'Instalando pacotes (uma vez, cerca de um minuto)…',
  building: 'Construindo…',
  waiting: 'Outro Cantado está preparando esta pasta; esperando por ele…',
  nodeTooOld: (version) =>
    `O Cantado precisa do Node 22.12 ou mais novo e só encontrou o ${version}. Instale em https://nodejs.org (a versão LTS) e tente de novo.`,
  notBuilt:
    'O Cantado não está construído aqui: falta out/headless/cli.js. Instale de novo, ou inicie de um clone do repositório.',
  npmMissing: 'O npm não foi encontrado. Instale o Node com npm de https://nodejs.org (a versão LTS) e tente de novo.',
  buildFailed: 'A construção falhou:',
  installFailed: 'A instalação dos pacotes falhou:',
  causes: {
    network:
      'O registro de pacotes não responde. Conecte-se à internet (ou configure o proxy do npm) e repita o comando.',
    space: 'O disco está cheio. Libere cerca de 1 GB e repita o comando.',
    permission:
      'Não é possível escrever nesta pasta. Dê a si mesmo permissão de escrita aqui, ou use uma cópia na sua própria pasta.',
    lock: 'package.json e package-lock.json não combinam. Rode "npm install" e repita o comando.',
    other: 'Leia as linhas acima e repita o comando; "npm ci" nesta pasta mostra tudo o que o npm diz.',
  },
  noDisplay: 'Não há tela aqui: a mesma janela será servida a um navegador, em vez de abrir o Electron.',
  rootUser: 'O Electron não roda como root: a mesma janela será servida a um navegador.',
  fetchingElectron: 'Baixando o Electron (cerca de 110 MB, uma vez)…',
  noElectron: 'O programa do Electron falta e não pôde ser baixado: a mesma janela será servida a um navegador.',
  electronFailed: 'O Electron não conseguiu abrir aqui: a mesma janela será servida a um navegador.',
};

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {typeof english} in the language of LC_ALL, LC_MESSAGES or LANG, else the system's
 */
export function textsFor(environment) {
  const named = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'];
  const locale = named || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^pt/i.test(locale) ? portuguese : english;
}

/** Set-up speaks on stderr only: stdout belongs to the command. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
