/** `node node24.cjs <script> …`: runs it on the Node 24 installed with this project, whichever Node started this file. */
'use strict';
const { spawn } = require('node:child_process');
const { resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const wantedMajor = 24;

/** Path of the program in the package for this machine; npm 10 does not link it into `.bin`. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    return require.resolve(`node-${platform}-${process.arch}/bin/${platform === 'win' ? 'node.exe' : 'node'}`);
  } catch {
    return undefined;
  }
}

const [script = '', ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) >= wantedMajor) {
  process.argv.splice(1, 2, resolve(script));
  import(pathToFileURL(resolve(script)).href).catch((error) => {
    console.error(error);
    process.exit(1);
  });
} else {
  const node = findNode();
  if (!node) {
    console.error(`Node ${process.versions.node} is too old, and none is installed here: npm ci, or Node ${wantedMajor} on the PATH.`);
    process.exit(1);
  }
  const separator = process.platform === 'win32' ? ';' : ':';
  // What it starts by the name of `node` is the same one.
  const env = { ...process.env, PATH: `${resolve(node, '..')}${separator}${process.env.PATH}` };
  // Nobody opens a debugger by signal before the program itself can refuse it.
  const child = spawn(node, ['--disable-sigusr1', script, ...args], { env, stdio: 'inherit' });
  // The terminal sends Ctrl+C to the whole group; a signal sent to this process alone is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code)));
}
