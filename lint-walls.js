/** Who may import what, told from the folders: a new folder stands behind its walls from its first file on. */
import { dirname, relative, resolve, sep } from 'node:path';

/** Packages with one home; everywhere else the message says what to use instead. */
const homes = [
  { packages: /^electron$/, home: /^electron\/(main\.ts|preload\.ts|platform\/|ports\/)/, instead: 'electron/platform and electron/ports' },
  {
    packages: /^better-sqlite3-multiple-ciphers$/,
    home: /^electron\/(store\/database\.ts|connectors\/sandbox\/)/,
    instead: 'the repositories of electron/store/store.ts',
  },
  { packages: /^kysely(\/|$)/, home: /^electron\/store\//, instead: 'the repositories of electron/store/store.ts' },
  { packages: /^onnxruntime-node$/, home: /^models\/session\.ts$/, instead: 'models/session.ts' },
  { packages: /^usb$/, home: /^drivers\/ipp-usb\//, instead: 'a driver of drivers/index.ts' },
  { packages: /^ws$/, home: /^electron\/ports\//, instead: 'electron/ports/web-socket.ts' },
  { packages: /^zxing-wasm(\/|$)/, home: /^models\/codes\//, instead: 'models/codes/read-codes.ts' },
  { packages: /^pdfkit$/, home: /^electron\/services\/documents\//, instead: 'electron/services/documents/issued-documents.ts' },
  {
    packages: /^(csv-parse|read-excel-file)(\/|$)/,
    home: /^electron\/services\/service-items\//,
    instead: 'electron/services/service-items/table-file.ts',
  },
  { packages: /^tesseract\.js$/, home: /^models\/ocr\/tesseract\.ts$/, instead: 'the OcrEngine interface of models/ocr/engine.ts' },
];

/** Between our own files, each as `importer > imported`; `\1` is the folder that the importer itself stands in. */
const walls = [
  {
    wall: /^drivers\/([^/]+)\/.* > drivers\/(?!\1\/|escl\/)[^/]+\//,
    message: 'A driver never imports another driver; what two share belongs to drivers/escl or drivers/driver.ts.',
  },
  {
    wall: /^electron\/connectors\/([^/]+)\/.* > electron\/connectors\/(?!\1\/)[^/]+\//,
    message: 'A connector never imports another connector; what two share belongs to electron/connectors itself.',
  },
  {
    wall: /^electron\/(services|pipeline)\/.* > drivers\/(?!driver\.ts)/,
    message: 'Services know only drivers/driver.ts; host.ts hands in the implementation.',
  },
  {
    wall: /^electron\/(services|pipeline)\/.* > electron\/connectors\/(?!connector\.ts)/,
    message: 'Services know only connectors/connector.ts; host.ts hands in the implementation.',
  },
  {
    wall: /^electron\/(services|pipeline)\/.* > models\/(session|ocr\/(?!engine\.ts)|classifier\/(?!classifier\.ts))/,
    message: 'Services and pipeline know only the interfaces of models; host.ts and recognizer/entry.ts hand in engines.',
  },
  { wall: /^electron\/(services|pipeline)\/.* > electron\/store\/(?!store\.ts)/, message: 'Services know only store/store.ts.' },
  { wall: /^electron\/(services|pipeline)\/.* > electron\/recognizer\//, message: 'Services know only pipeline/recognizer.ts.' },
  {
    wall: /^electron\/services\/(?!handlers\/).* > electron\/services\/handlers\//,
    message: 'Handlers call services, never the other way round.',
  },
  { wall: /^(?!electron\/([^/]+|cli\/.*) >).* > electron\/host\.ts$/, message: 'Nobody imports host.ts but the entries.' },
];

const root = import.meta.dirname;
const fromRoot = (file) => relative(root, file).split(sep).join('/');

/** A path below the project's folder, or the name of a package as it is written. */
function targetOf(file, source) {
  if (source.startsWith('#shared/')) return source.replace('#', 'electron/');
  return source.startsWith('.') ? fromRoot(resolve(dirname(file), source)) : source;
}

function refusal(file, source) {
  const importer = fromRoot(file);
  const target = targetOf(file, source);
  const home = homes.find(({ packages }) => packages.test(target));
  if (home && !home.home.test(importer)) return `\`${target}\` has its home elsewhere; use ${home.instead}.`;
  return walls.find(({ wall }) => wall.test(`${importer} > ${target}`))?.message;
}

export const importWalls = {
  create(context) {
    const file = fromRoot(context.filename);
    if (!/^(electron|drivers|models|renderer)\//.test(file) || /\.test\.tsx?$/.test(file)) return {};
    const check = ({ source }) => {
      const message = typeof source?.value === 'string' && refusal(context.filename, source.value);
      if (message) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: check,
    };
  },
};
