/** `npm start`: builds the renderer when it is missing or old, then starts Electron where its program is there, the browser host otherwise. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** Latest change in milliseconds of the files that `vite build` reads. */
function newestSource(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const isOutput = file.startsWith(path.join(root, 'renderer/dist')) || file.endsWith('.test.ts');
    if (entry.isFile() && !isOutput) newest = Math.max(newest, statSync(file).mtimeMs);
  }
  return newest;
}

function buildRendererIfNeeded(): void {
  const page = path.join(root, 'renderer/dist/index.html');
  // An installed copy ships the built page only.
  if (!existsSync(path.join(root, 'renderer/vite.config.ts'))) return;
  const sources = Math.max(newestSource(path.join(root, 'renderer')), newestSource(path.join(root, 'electron/shared')));
  if (existsSync(page) && statSync(page).mtimeMs >= sources) return;
  console.log(existsSync(page) ? 'Building the screens: their sources are newer.' : 'Building the screens for the first time.');
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('The screens could not be built; see the messages above.');
}

/** Path of Electron's program when it has been downloaded; the package alone is only its installer. */
function findElectron(): string | undefined {
  const folder = path.join(root, 'node_modules/electron');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const note = path.join(folder, 'path.txt');
  const byPlatform = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' } as Partial<Record<string, string>>;
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : (byPlatform[process.platform] ?? 'electron');
  const program = path.join(override ?? path.join(folder, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

function chooseStarter(argv: readonly string[]): { program: string; args: string[]; reason: string } {
  const browserHost = { program: process.execPath, args: ['--disable-sigusr1', path.join(root, 'electron/serve.ts'), ...argv] };
  const wantsAddress = argv.some((argument) => argument === '--no-open' || argument.startsWith('--port'));
  if (wantsAddress) return { ...browserHost, reason: 'Starting the browser host: an address was asked for.' };
  const electron = findElectron();
  if (electron) return { program: electron, args: [root, '--', ...argv], reason: 'Starting in Electron: its program is installed.' };
  return {
    ...browserHost,
    reason: 'Starting the browser host: the Electron program is not installed here (npx install-electron downloads it).',
  };
}

try {
  const argv = process.argv.slice(2);
  buildRendererIfNeeded();
  const { program, args, reason } = chooseStarter(argv);
  console.log(reason);
  const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
  // The terminal sends Ctrl+C to the whole group; a signal sent to this process alone is passed on.
  process.on('SIGINT', () => undefined);
  // Unheard, this signal opens a debugger.
  process.on('SIGUSR1', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`Could not start ${program}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
