/** SANE with a configuration of its own for tests: nothing in /etc is read or changed. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Why tests with scanimage cannot run here, or null. */
export function scanimageMissing(): string | null {
  try {
    execFileSync('scanimage', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'scanimage is not installed (apt-get install sane-utils)';
  }
}

export function airscanMissing(): string | null {
  const folders = ['/usr/lib/x86_64-linux-gnu/sane', '/usr/lib/aarch64-linux-gnu/sane', '/usr/lib/sane', '/usr/lib64/sane'];
  const found = folders.some((folder) => existsSync(join(folder, 'libsane-airscan.so.1')));
  return scanimageMissing() ?? (found ? null : 'sane-airscan is not installed (apt-get install sane-airscan)');
}

/** One eSCL device named V, found by its address alone. @returns the folder for SANE_CONFIG_DIR */
export async function writeAirscanConfig(folder: string, url: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'dll.conf'), 'airscan\n');
  const options = '[options]\ndiscovery = disable\nws-discovery = off\n';
  await writeFile(join(folder, 'airscan.conf'), `[devices]\n"V" = ${url}, eSCL\n${options}`);
  return folder;
}

/** SANE's own test devices `test:0` and `test:1`, as large as A4. @returns the folder for SANE_CONFIG_DIR */
export async function writeTestBackendConfig(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'dll.conf'), 'test\n');
  const shipped = await readFile('/etc/sane.d/test.conf', 'utf8');
  await writeFile(join(folder, 'test.conf'), shipped.replace(/^geometry_max.*$/m, 'geometry_max 360.0'));
  return folder;
}
