/** Which throw-away profiles are swept at a start. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeProfileFolder, sweepProfileFolders } from './profile-folders.ts';

const neverAlive = 2 ** 22 + 1;

async function parentFolder(): Promise<string> {
  const parent = await mkdtemp(path.join(tmpdir(), 'intake-profiles-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  return parent;
}
async function profile(parent: string, name: string, owner: string | null): Promise<string> {
  const folder = path.join(parent, `intake-desk-window-${name}`);
  await mkdir(folder);
  if (owner !== null) await writeFile(path.join(folder, 'intake-owner'), owner);
  return folder;
}

test('what a killed host left goes; what runs, is new or is not ours stays', async () => {
  const parent = await parentFolder();
  const own = await makeProfileFolder(parent);
  const killed = await profile(parent, 'killed', `${neverAlive} 1`);
  const fresh = await profile(parent, 'fresh', null);
  const foreign = path.join(parent, 'something-else');
  await mkdir(foreign);
  await symlink(foreign, path.join(parent, 'intake-desk-window-link'));
  expect(await sweepProfileFolders(parent)).toBe(1);
  expect([own, killed, fresh, foreign].map((folder) => existsSync(folder))).toEqual([true, false, true, true]);
});

test.skipIf(process.platform !== 'linux')(
  'a number that went to another process is no owner, and a lock of a browser that is gone no lock',
  async () => {
    const parent = await parentFolder();
    const reused = await profile(parent, 'reused', `${process.pid} 1`);
    await symlink(`${hostname()}-${process.pid}`, path.join(reused, 'SingletonLock'));
    const old = await profile(parent, 'old', null);
    await utimes(old, 1, 1);
    expect(await sweepProfileFolders(parent)).toBe(2);
  },
);
