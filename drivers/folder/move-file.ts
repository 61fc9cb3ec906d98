/** Puts a handled file into a subfolder of its folder, never over another file. */
import { mkdir, link, rename, rm, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** @returns the new path; a name that is taken gets a number */
export async function moveToSubfolder(folder: string, name: string, subfolder: string): Promise<string> {
  const target = join(folder, subfolder);
  await mkdir(target, { recursive: true });
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number++) {
    const path = join(target, number === 1 ? name : `${stem} (${number})${ext}`);
    if (await moveUnlessTaken(join(folder, name), path)) return path;
  }
}

/** link + rm cannot overwrite; file systems without hard links (many SMB shares) fall back to look and rename. */
async function moveUnlessTaken(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    await rm(from);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT') throw error;
  }
  if (await stat(to).catch(() => null)) return false;
  await rename(from, to);
  return true;
}
