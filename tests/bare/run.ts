/**
 * `npm run test:bare`: the demo and the tests that use a browser, typefaces or SANE, on this machine without any of them: in a mount
 * namespace that hides them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { noteSkipped, root } from '../skipped.ts';

const hiddenPrograms = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'],
  ...['fc-list', 'scanimage', 'openssl'],
].flatMap((name) => ['/usr/bin', '/usr/local/bin'].map((folder) => join(folder, name)));
const hiddenFolders = ['/usr/share/fonts', '/usr/local/share/fonts', '/etc/fonts', '/var/cache/fontconfig', '/etc/sane.d'];

/** Of each kind one: papers drawn and told apart, our page in the browser, text drawn by the image library, a foreign scanner program. */
const files = ['serve-browser', 'page-classifier', 'sane-driver'].map((name) => `tests/integration/${name}.test.ts`);
const steps: string[][] = [
  ['electron/cli.ts', 'demo'],
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration*', 'electron/pipeline/read/read-again.test.ts', ...files],
  ['tests/e2e/run.ts', 'staff-call.spec.ts'],
];

/** Overlays let a program vanish from its folder: a bind mount could only put another file in its place. */
function hide(scratch: string): void {
  const mount = (...args: string[]) => {
    if (spawnSync('mount', args, { stdio: 'ignore' }).status !== 0) process.exit(unable);
  };
  mount('-t', 'tmpfs', 'tmpfs', scratch);
  const programs = hiddenPrograms.filter((path) => existsSync(path));
  for (const folder of new Set(programs.map((path) => dirname(path)))) {
    const [upper, work] = ['upper', 'work'].map((name) => join(scratch, basename(dirname(folder)), name)) as [string, string];
    for (const path of [upper, work]) mkdirSync(path, { recursive: true });
    mount('-t', 'overlay', 'overlay', '-o', `lowerdir=${folder},upperdir=${upper},workdir=${work}`, folder);
  }
  for (const path of programs) rmSync(path);
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  for (const folder of hiddenFolders) if (existsSync(folder)) mount('--bind', empty, folder);
}

/** Exit code of the inner process where the machine does not let it mount. */
const unable = 77;
const [inner] = process.argv.slice(2);
if (inner === undefined) {
  const scratch = mkdtempSync(join(tmpdir(), 'intake-bare-'));
  const namespace = [process.getuid?.() === 0 ? '-m' : '-rm', '--propagation', 'private'];
  const { status, error } = spawnSync('unshare', [...namespace, process.execPath, import.meta.filename, scratch], {
    cwd: root,
    stdio: 'inherit',
  });
  rmSync(scratch, { recursive: true, force: true });
  if (error || status === unable || status === null)
    noteSkipped('test:bare', 'this user may make no mount namespace with overlays here (run as root on Linux)');
  else process.exitCode = status;
} else {
  hide(inner);
  for (const step of steps) {
    console.log(`\nwithout browser, typefaces and SANE: ${step.join(' ')}`);
    const { status } = spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
}
