/** A driver is known by its traits: outside its own folder and the words of the screens nobody compares its name. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = readdirSync(`${root}drivers`).filter((name) => existsSync(`${root}drivers/${name}/listed.ts`));

const quoted = new RegExp(`['"\`](${names.join('|')})['"\`]`);

/** Other things may be called the same: where a page came from, how an address is entered. */
const otherThings = /(source\.kind|address|x-source'\))$/;

/** @returns the places, as `line: text`, where the source asks for one of the names */
function asked(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && names.includes(node.text) && asks(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${path}:${line + 1}: ${node.parent.getText().slice(0, 80)}`);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

function asks(literal: ts.StringLiteralLike): boolean {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent)) return !otherThings.test((parent.left === literal ? parent.right : parent.left).getText());
  if (ts.isCaseClause(parent)) return !otherThings.test(parent.parent.parent.expression.getText());
  // A list of names to look a driver's up in; a list of what a schema allows is not one.
  if (ts.isArrayLiteralExpression(parent)) return !(ts.isCallExpression(parent.parent) && parent.parent.expression.getText() === 'z.enum');
  if (ts.isPropertyAssignment(parent)) return parent.name === literal || parent.name.getText() === 'driver';
  return false;
}

test('the guard sees every way of asking, and nothing else', () => {
  expect(names).toEqual(expect.arrayContaining(['camera', 'escl-network', 'folder']));
  const ways = [
    "if (scanner.driver === 'folder') run();",
    "const found = list.find(({ kind }) => 'sane' !== kind);",
    "const plain = !['camera', 'folder'].includes(driver);",
    "switch (driver) { case 'ipp-usb': break; }",
    "const words = { 'escl-network': 1 };",
    "const config = { driver: 'escl-network' };",
  ];
  for (const way of ways) expect(asked('x.ts', way), way).not.toEqual([]);
  expect(asked('x.ts', "const ours = page.source.kind === 'camera' || traits.address === 'folder' || z.enum(['file', 'camera']);")).toEqual(
    [],
  );
});

test('nobody asks', () => {
  const files = globSync(['electron/**/*.ts', 'renderer/**/*.{ts,tsx}', 'drivers/*.ts', 'drivers/process/**/*.ts'], { cwd: root });
  const places = files
    .filter((path) => !/node_modules|dist\/|\.test\.tsx?$|renderer\/(i18n|fake)\//.test(path.replaceAll('\\', '/')))
    .flatMap((path) => {
      const source = readFileSync(root + path, 'utf8');
      return quoted.test(source) ? asked(path, source) : [];
    });
  expect(places).toEqual([]);
});
