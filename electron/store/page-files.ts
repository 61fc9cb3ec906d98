/** The encrypted image files of pages: `pages/<first two of the id>/<page id>.<rendition>`. */
import { randomBytes, randomUUID } from 'node:crypto';
import { open as openFile, mkdir, readdir, readFile, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { sealPage, unsealPage } from './page-file-format.ts';
import { storeError, systemCode } from './store-error.ts';
import type { Rendition } from './store.ts';

export const renditions: readonly Rendition[] = ['original', 'prepared', 'thumbnail'];

const pageId = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const folderNames = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));
const pageIdPattern = new RegExp(`^${pageId}$`);
const fileName = new RegExp(`^(${pageId})\\.(${renditions.join('|')})$`);
/** Written first and renamed when it is whole; one left over belongs to a killed process. */
const temporaryName = new RegExp(`^${pageId}\\.writing$`);

export type PageFiles = {
  /** Makes the folders that pages will need: made while a page waits for them they cost more than the page itself. */
  prepareFolders(): Promise<void>;
  /** Durable (file and folder fsynced) when the promise resolves. @throws AppError `store.out-of-space`, `bad-input` for an id that is no UUID */
  write(pageId: string, rendition: Rendition, plain: Uint8Array): Promise<void>;
  /** Undefined when there is no such file. @throws AppError `store.corrupt` */
  read(pageId: string, rendition: Rendition): Promise<Uint8Array | undefined>;
  /** Overwrites and deletes every file of the page. One that resists now goes with the sweep at the next start. */
  discard(pageId: string): Promise<void>;
  /** Discards unfinished files and those of pages that are not in `known`. @returns how many */
  sweep(known: ReadonlySet<string>): Promise<number>;
  /** True when there is at least one page file. */
  any(): Promise<boolean>;
};

/** @param open replaceable to rehearse a full disk */
export function createPageFiles(dataFolder: string, key: Buffer, open: typeof openFile = openFile): PageFiles {
  const root = path.join(dataFolder, 'pages');
  const location = (id: string, rendition: Rendition) => path.join(folderOf(root, id), `${id}.${rendition}`);
  return {
    async prepareFolders() {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const known = new Set(await readdir(root));
      const missing = folderNames.filter((name) => !known.has(name));
      await Promise.all(missing.map((name) => mkdir(path.join(root, name), { recursive: true, mode: 0o700 })));
      if (missing.length > 0) await syncUpwards(root);
    },
    async write(id, rendition, plain) {
      const folder = folderOf(root, id);
      try {
        await makeDurableFolder(root, folder);
        await writeDurably(open, folder, location(id, rendition), sealPage(key, id, rendition, plain));
      } catch (error) {
        throw storeError(error);
      }
    },
    async read(id, rendition) {
      const file = await readFile(location(id, rendition)).catch(absent);
      return file && unsealPage(key, id, rendition, file);
    },
    async discard(id) {
      for (const rendition of renditions) await overwriteAndDelete(location(id, rendition));
    },
    sweep: (known) => sweep(root, known),
    any: async () => (await listFiles(root)).some(({ name }) => fileName.test(name)),
  };
}

function folderOf(root: string, id: string): string {
  // Ids become paths: nothing but a UUID may.
  if (!pageIdPattern.test(id)) throw new AppError('bad-input', { field: 'pageId' });
  return path.join(root, id.slice(0, 2));
}

async function makeDurableFolder(root: string, folder: string): Promise<void> {
  const created = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (created !== undefined) await syncUpwards(root);
}

/** Makes the names of new folders durable, and that of their root, which may be new as well. */
async function syncUpwards(root: string): Promise<void> {
  await syncFolder(root);
  await syncFolder(path.dirname(root));
}

async function writeDurably(open: typeof openFile, folder: string, target: string, bytes: Buffer): Promise<void> {
  const temporary = path.join(folder, `${randomUUID()}.writing`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await writeAll(handle, bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
}

/** In as few calls as the system allows: `writeFile` writes half a megabyte at a time and waits its turn after each. */
async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) written += (await handle.write(bytes, written)).bytesWritten;
}

/** Makes names durable. Windows cannot open folders and needs no such step: NTFS journals them. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await openFile(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function overwriteAndDelete(file: string): Promise<void> {
  try {
    const handle = await openFile(file, 'r+');
    try {
      const { size } = await handle.stat();
      await handle.write(randomBytes(size), 0, size, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await unlink(file);
  } catch {
    // Absent, or held by a virus scanner: its row is gone, so the next start sweeps it.
  }
}

async function listFiles(root: string): Promise<{ name: string; file: string }[]> {
  const folders = (await readdir(root, { withFileTypes: true }).catch(absent)) ?? [];
  const found: { name: string; file: string }[] = [];
  for (const folder of folders.filter((entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name))) {
    const names = await readdir(path.join(root, folder.name));
    found.push(...names.map((name) => ({ name, file: path.join(root, folder.name, name) })));
  }
  return found;
}

async function sweep(root: string, known: ReadonlySet<string>): Promise<number> {
  let swept = 0;
  for (const { name, file } of await listFiles(root)) {
    const id = fileName.exec(name)?.[1];
    if (id === undefined ? !temporaryName.test(name) : known.has(id)) continue;
    await overwriteAndDelete(file);
    swept += 1;
  }
  return swept;
}

function absent(error: unknown): undefined {
  if (systemCode(error) === 'ENOENT') return undefined;
  throw storeError(error);
}
