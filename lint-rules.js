/** This project's own lint rules, a plugin of oxlint: import walls, wording in its files, and no driver asked by its name. */
import { existsSync, readdirSync } from 'node:fs';
import { matchesGlob, relative, sep } from 'node:path';
import { importWalls } from './lint-walls.js';

const root = import.meta.dirname;
const fromRoot = (file) => relative(root, file).split(sep).join('/');
const matchesAny = (file, globs) => globs.some((glob) => matchesGlob(file, glob));

/** Wording has its files, one text per language beside the other; what stands elsewhere reaches a person in Chinese only. */
const wordingFiles = ['**/*-texts.ts', 'renderer/i18n/**'];
/** Words that are matched against paper, or printed on drawn paper. Regular expressions never reach a person and are free everywhere. */
const vocabulary = [
  'electron/shared/document-types/**',
  'electron/shared/service-items/**',
  'electron/shared/validators/**',
  'electron/shared/cross-rules/**',
  'electron/shared/same-value.ts',
  'electron/shared/mapping/mapping-transforms.ts',
  'electron/pipeline/extract/**',
  'electron/pipeline/group/printed-numbers.ts',
  'electron/services/service-items/material-vocabulary.ts',
  'electron/services/taught-types/taught-signs.ts',
  'models/synthesis/**',
  'models/training/**',
];
/** Papers, people and halls that somebody invented for the gallery. */
const inventedData = ['renderer/fake/**'];
/** Papers that the hall hands out in Chinese whatever the screen speaks, and the sandbox, a Chinese system of somebody else. */
const chinesePapers = ['electron/services/documents/**', 'electron/connectors/sandbox/**', 'electron/shared/service-item.ts'];
const tests = ['**/*.test.{ts,tsx}', '**/*.test-support.ts'];
const freeOfWording = [...tests, ...wordingFiles, ...vocabulary, ...chinesePapers, ...inventedData];

const wording = {
  create(context) {
    const file = fromRoot(context.filename);
    if (!matchesAny(file, ['{electron,drivers,models,renderer}/**/*.{ts,tsx}']) || matchesAny(file, freeOfWording)) return {};
    const check = (node, text) => {
      const message = 'Chinese text for a person belongs to a *-texts.ts file or to renderer/i18n, as a code with details here.';
      if (typeof text === 'string' && /[\u4e00-\u9fff]/.test(text)) context.report({ node, message });
    };
    return {
      Literal: (node) => check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
      JSXText: (node) => check(node, node.value),
    };
  },
};

/** The folders of `drivers/` that are listed, a new one from its first line on. */
const drivers = readdirSync(`${root}/drivers`).filter((name) => existsSync(`${root}/drivers/${name}/listed.ts`));
/** Other things may be called the same: where a page came from, how an address is entered. */
const otherThings = /(source\.kind|address|x-source'\))$/;

/** @returns whether the program goes by the name that this node is, and does not just say it */
function asks({ sourceCode }, node) {
  const { parent } = node;
  const isOther = (compared) => otherThings.test(sourceCode.getText(compared));
  switch (parent.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return !isOther(parent.left === node ? parent.right : parent.left);
    case 'SwitchCase':
      return !isOther(parent.parent.discriminant);
    // A list of names to look a driver's up in; a list of what a schema allows is not one.
    case 'ArrayExpression':
      return !(parent.parent.type === 'CallExpression' && sourceCode.getText(parent.parent.callee) === 'z.enum');
    case 'Property':
      return parent.key === node || sourceCode.getText(parent.key) === 'driver';
    default:
      return false;
  }
}

/** A driver is known by its traits: outside its own folder and the words of the screens nobody compares its name. */
const driverNames = {
  create(context) {
    const file = fromRoot(context.filename);
    const asking = ['electron/**/*.ts', 'renderer/**/*.{ts,tsx}', 'drivers/*.ts', 'drivers/process/**/*.ts'];
    if (!matchesAny(file, asking) || matchesAny(file, ['**/*.test.{ts,tsx}', 'renderer/{i18n,fake}/**'])) return {};
    const check = (node, text) => {
      const message = `A driver is asked for its traits (drivers/driver.ts), not for its name: ${text}`;
      if (drivers.includes(text) && asks(context, node)) context.report({ node, message });
    };
    return {
      Literal: (node) => check(node, node.value),
      TemplateLiteral: (node) => check(node, node.quasis.length === 1 ? node.quasis[0].value.cooked : undefined),
    };
  },
};

export default {
  meta: { name: 'house' },
  rules: { 'import-walls': importWalls, wording, 'driver-names': driverNames },
};
