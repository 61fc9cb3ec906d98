/** `npm run test:usb`: a Debian kernel in QEMU attaches the emulated USB scanner; our driver and Debian's ipp-usb scan from it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { drawNumberedSheets, readSideNumber } from '../../drivers/simulator/numbered-sheets.ts';
import { startUsbSimulator } from '../../drivers/simulator/usb-ip/usb-simulator.ts';
import { fetchGuestPackages, findKernel, modulesInOrder, type Kernel } from './guest-packages.ts';
import { buildInitramfs } from './initramfs.ts';
import { serveOrders } from './orders.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const cacheFolder = process.env['INTAKE_USB_GUEST_CACHE'] ?? join(repository, '.cache', 'usb-guest');
/** Emulated processors are slow, and slower still beside other work. */
const LIMIT_MS = 15 * 60_000;

const guestModules = ['virtio_pci', 'virtio_net', '9pnet_virtio', '9p', 'overlay', 'vhci_hcd', 'usblp'];
const folders = ['bin', 'modules'];
/** Pages that must lie in the output folder: name → side numbers in order (0 = blank back). */
const expectedPages = {
  'driver-simplex': [1, 2, 3, 4],
  'driver-duplex': [1, 0, 2, 102, 3, 0, 4, 0],
  'driver-unended': [1, 2, 3, 4],
  'driver-cancel': [1],
  'driver-after-cancel': [1, 2, 3, 4],
  'driver-after-stall': [1, 2, 3, 4],
  'driver-replugged': [1, 2, 3, 4],
  airscan: [1, 2, 3, 4],
};

function missing(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the guest is a Debian amd64';
  for (const [program, from] of [
    ['qemu-system-x86_64', 'qemu-system-x86'],
    ['apt-get', 'Debian'],
    ['dpkg-deb', 'dpkg'],
  ] as const) {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
    } catch {
      return `${program} is not there (${from})`;
    }
  }
  return null;
}

async function main(): Promise<boolean> {
  const reason = missing();
  if (reason) {
    console.log(`skipped test:usb: ${reason}`);
    return true;
  }
  console.log(`Debian packages in ${cacheFolder}`);
  const packages = await fetchGuestPackages(cacheFolder);
  const kernel = await findKernel(packages);
  const work = await mkdtemp(join(tmpdir(), 'usb-guest-'));
  const out = await mkdtemp(join(work, 'out-'));
  const sheets = [
    [1, null],
    [2, 102],
    [3, null],
    [4, null],
  ] as const;
  const simulator = await startUsbSimulator({ pages: await drawNumberedSheets(join(work, 'sheets'), sheets), reload: false });
  const orders = await serveOrders(simulator);
  try {
    const initramfs = join(work, 'initramfs.gz');
    await writeFile(initramfs, await firstFiles(kernel, packages));
    const environment = {
      REPOSITORY: repository,
      HOST_URL: `http://10.0.2.2:${orders.port}`,
      USBIP_PORT: simulator.usb.port,
    };
    const fromGuest = await runGuest({ kernel, initramfs, packages, out }, environment);
    const fromPages = await checkPages(out);
    return report([...fromGuest, ...fromPages]);
  } finally {
    await orders.close();
    await simulator.close();
    if (process.env['INTAKE_USB_KEEP']) console.log(`kept: ${work}`);
    else await rm(work, { recursive: true, force: true });
  }
}

async function firstFiles(kernel: Kernel, packages: string): Promise<Buffer> {
  const modules = await modulesInOrder(kernel.modules, guestModules);
  const init = await readFile(new URL('./guest-init.sh', import.meta.url));
  const busybox = await readFile(join(packages, 'usr/bin/busybox')).catch(() => readFile('/bin/busybox'));
  return buildInitramfs(folders, [
    { path: 'init', content: init, executable: true },
    { path: 'bin/busybox', content: busybox, executable: true },
    { path: 'modules.list', content: modules.map((path) => `${basename(path)}\n`).join('') },
    ...(await Promise.all(modules.map(async (path) => ({ path: `modules/${basename(path)}`, content: await readFile(path) })))),
  ]);
}

type GuestFiles = { kernel: Kernel; initramfs: string; packages: string; out: string };

/** @returns the PASS and FAIL lines */
async function runGuest(files: GuestFiles, environment: Record<string, string | number>): Promise<string[]> {
  const { kernel, initramfs, packages, out } = files;
  const words = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const share = (tag: string, path: string, options: string): string[] => [
    '-virtfs',
    `local,path=${path},mount_tag=${tag},security_model=none,${options}`,
  ];
  const guest = spawn(
    'qemu-system-x86_64',
    [
      ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-m', '2048', '-nographic', '-no-reboot'],
      ...['-netdev', 'user,id=net', '-device', 'virtio-net-pci,netdev=net,romfile='],
      ...['-kernel', kernel.image, '-initrd', initramfs],
      ...share('host', '/', 'readonly=on,multidevs=remap'),
      // Shared on its own, because a layer of an overlay must not lie inside another one.
      ...share('packages', packages, 'readonly=on,multidevs=remap'),
      ...share('out', out, 'multidevs=remap'),
      ...['-append', ['console=ttyS0', 'panic=-1', 'quiet', 'mitigations=off', ...words].join(' ')],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const results: string[] = [];
  const timer = setTimeout(() => {
    results.push(`FAIL guest: not finished after ${LIMIT_MS / 60_000} minutes`);
    guest.kill('SIGKILL');
  }, LIMIT_MS);
  for await (const line of createInterface({ input: guest.stdout })) {
    const text = printable(line);
    if (text) console.log(`  ${text}`);
    if (/^(PASS|FAIL) /.test(text)) results.push(text);
  }
  clearTimeout(timer);
  return results;
}

/** The firmware clears the screen, and serial lines end with carriage returns. */
function printable(line: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return line.replace(/\x1b\[[\d;?=]*[A-Za-z]|\x1bc|\r/g, '').trimEnd();
}

async function checkPages(out: string): Promise<string[]> {
  const files = await readdir(out);
  const results: string[] = [];
  for (const [name, expected] of Object.entries(expectedPages)) {
    const numbers: number[] = [];
    for (let index = 1; files.includes(`${name}-${index}.jpg`); index++)
      numbers.push(await readSideNumber(await readFile(join(out, `${name}-${index}.jpg`))));
    const same = JSON.stringify(numbers) === JSON.stringify(expected);
    results.push(`${same ? 'PASS' : 'FAIL'} pages of ${name}: ${numbers.join(' ')}${same ? '' : ` instead of ${expected.join(' ')}`}`);
  }
  return results;
}

function report(results: readonly string[]): boolean {
  const failed = results.filter((line) => line.startsWith('FAIL'));
  console.log(`\n${results.join('\n')}\n\ntest:usb: ${results.length - failed.length} passed, ${failed.length} failed`);
  // Fewer lines than checks: the guest ended early.
  return failed.length === 0 && results.length > Object.keys(expectedPages).length;
}

process.exitCode = (await main()) ? 0 : 1;
