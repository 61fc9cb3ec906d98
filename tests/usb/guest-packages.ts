/** Fetches Debian's kernel and USB programs into a cache folder and unpacks them beside the system, which stays as it is. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the guest needs beyond a plain Debian; apt adds what these need and this machine lacks. */
const packages = ['linux-image-amd64', 'busybox-static', 'usbip', 'udev', 'dbus', 'avahi-daemon', 'ipp-usb', 'sane-utils', 'sane-airscan'];
/** On a merged-/usr system these are links, and a folder of that name would hide the whole of it. */
const mergedFolders = ['bin', 'sbin', 'lib', 'lib64'];

/**
 * @param cacheFolder created when missing; about 600 MB
 * @returns the folder with the unpacked files
 */
export async function fetchGuestPackages(cacheFolder: string): Promise<string> {
  const archives = join(cacheFolder, 'archives');
  const root = join(cacheFolder, 'root');
  const stamp = join(cacheFolder, 'unpacked.json');
  await mkdir(join(archives, 'partial'), { recursive: true });
  // Already fetched: a machine without network can run the test again.
  if (existsSync(stamp)) return root;
  const options = [
    '--download-only',
    '--yes',
    '--no-install-recommends',
    '-o',
    `Dir::Cache::archives=${archives}`,
    '-o',
    'Debug::NoLocking=1',
  ];
  await run('apt-get', ['install', ...options, ...packages], { maxBuffer: 16 * 1024 * 1024 });
  const files = (await readdir(archives)).filter((name) => name.endsWith('.deb'));
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  for (const file of files) await run('dpkg-deb', ['-x', join(archives, file), root]);
  for (const name of mergedFolders) await mergeIntoUsr(root, name);
  await writeFile(stamp, JSON.stringify(files));
  return root;
}

async function mergeIntoUsr(root: string, name: string): Promise<void> {
  const folder = join(root, name);
  if (!existsSync(folder)) return;
  await cp(folder, join(root, 'usr', name), { recursive: true, verbatimSymlinks: true });
  await rm(folder, { recursive: true });
}

export type Kernel = { image: string; release: string; modules: string };

/** @throws Error when no kernel is among the packages nor on this machine */
export async function findKernel(root: string): Promise<Kernel> {
  for (const base of [root, '/']) {
    const images = existsSync(join(base, 'boot')) ? await readdir(join(base, 'boot')) : [];
    const image = images
      .filter((name) => name.startsWith('vmlinuz-'))
      .sort()
      .at(-1);
    const release = image?.slice('vmlinuz-'.length) ?? '';
    const modules = join(base, 'usr/lib/modules', release);
    if (image && existsSync(modules)) return { image: join(base, 'boot', image), release, modules };
  }
  throw new Error('no kernel with modules: apt-get install linux-image-amd64');
}

/** Paths of the modules, each after those that it needs; what is built into the kernel is left out. */
export async function modulesInOrder(folder: string, names: readonly string[]): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ko'));
  const byName = new Map(files.map((file) => [moduleName(file), join(folder, file)]));
  const ordered: string[] = [];
  const add = async (name: string): Promise<void> => {
    const path = byName.get(name);
    if (!path || ordered.includes(path)) return;
    for (const needed of await dependencies(path)) await add(needed);
    ordered.push(path);
  };
  for (const name of names) await add(name);
  return ordered;
}

function moduleName(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.ko$/, '').replaceAll('-', '_');
}

/** A module names what it needs in its .modinfo section, as `depends=a,b`. */
async function dependencies(path: string): Promise<string[]> {
  const [, list = ''] = /\0depends=([\w,-]*)\0/.exec((await readFile(path)).toString('latin1')) ?? [];
  return list
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.replaceAll('-', '_'));
}
