/** The encrypted image files of pages: `pages/<first two of the id>/<page id>.<rendition>`. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { open as openFile, mkdir, readdir, readFile, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { sealPage, unsealPage } from './page-file-format.ts';
import { storeError, systemCode } from './store-error.ts';
import type { Rendition } from './store.ts';

const renditions: readonly Rendition[] = ['original', 'prepared', 'thumbnail'];

const pageId = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const folderNames = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));
const pageIdPattern = new RegExp(`^${pageId}$`);
const fileName = new RegExp(`^(${pageId})\\.(${renditions.join('|')})$`);

export type PageFiles = {
  /** Makes the folders that pages will need: made while a page waits for them they cost more than the page itself. */
  prepareFolders(): Promise<void>;
  /** Durable (file and folder fsynced) when the promise resolves. @throws AppError `store.out-of-space`, `bad-input` for an id that is no UUID */
  write(pageId: string, rendition: Rendition, plain: Uint8Array): Promise<void>;
  /** Undefined when there is no such file. @throws AppError `store.corrupt` */
  read(pageId: string, rendition: Rendition): Promise<Uint8Array | undefined>;
  /** Overwrites and deletes every file of the page, also those being written. @returns false when one resists */
  discard(pageId: string): Promise<boolean>;
  /** Everything that lies under `pages`. */
  look(known: ReadonlySet<string>): Promise<PagesFolder>;
  /** True when there is at least one page file. */
  any(): boolean;
  /** True when the original of at least one of these pages is there. */
  hasOneOf(ids: Iterable<string>): boolean;
};

type PagesFolder = {
  /** Absolute paths of what belongs to no known page: unfinished files, files without a row, strangers. */
  strays: string[];
  /** Ids of known pages without their original. */
  bare: string[];
};

/** @param open replaceable to rehearse a full disk */
export function createPageFiles(dataFolder: string, key: Buffer, open: typeof openFile = openFile): PageFiles {
  const root = path.join(dataFolder, 'pages');
  const location = (id: string, rendition: Rendition) => path.join(folderOf(root, id), `${id}.${rendition}`);
  const underWay = new Map<string, Set<Promise<void>>>();

  /** Known from the first moment, so that a page that goes meanwhile takes this file with it. */
  function track(id: string, work: Promise<void>): Promise<void> {
    const all = underWay.get(id) ?? new Set();
    underWay.set(id, all.add(work));
    return work.finally(() => {
      all.delete(work);
      if (all.size === 0 && underWay.get(id) === all) underWay.delete(id);
    });
  }

  async function write(id: string, rendition: Rendition, plain: Uint8Array): Promise<void> {
    const folder = folderOf(root, id);
    try {
      await makeDurableFolder(root, folder);
      await writeDurably(open, folder, location(id, rendition), sealPage(key, id, rendition, plain));
    } catch (error) {
      throw storeError(error);
    }
  }

  return {
    async prepareFolders() {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const known = new Set(await readdir(root));
      const missing = folderNames.filter((name) => !known.has(name));
      await Promise.all(missing.map((name) => mkdir(path.join(root, name), { recursive: true, mode: 0o700 })));
      if (missing.length > 0) await syncUpwards(root);
    },
    write: (id, rendition, plain) => track(id, write(id, rendition, plain)),
    async read(id, rendition) {
      const file = await readFile(location(id, rendition)).catch(absent);
      return file && unsealPage(key, id, rendition, file);
    },
    async discard(id) {
      await Promise.allSettled(underWay.get(id) ?? []);
      let gone = true;
      for (const rendition of renditions) gone = (await overwriteAndDelete(location(id, rendition))) && gone;
      return gone;
    },
    look: (known) => look(root, known),
    any: () => hasPageFile(root),
    hasOneOf(ids) {
      for (const id of ids) if (existsSync(location(id, 'original'))) return true;
      return false;
    },
  };
}

/** Pages can be read; every change is refused. */
export function readOnlyPageFiles(files: PageFiles): PageFiles {
  const refuse = async (): Promise<never> => {
    throw new AppError('store.rescue');
  };
  return { ...files, prepareFolders: refuse, write: refuse, discard: refuse };
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

/** @returns false when the file is still there, for instance held by a virus scanner */
export async function overwriteAndDelete(file: string): Promise<boolean> {
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
    return true;
  } catch (error) {
    return systemCode(error) === 'ENOENT';
  }
}

async function look(root: string, known: ReadonlySet<string>): Promise<PagesFolder> {
  const bare = new Set(known);
  const strays: string[] = [];
  for (const entry of (await readdir(root, { withFileTypes: true }).catch(absent)) ?? []) {
    const place = path.join(root, entry.name);
    if (!entry.isDirectory() || !folderNames.includes(entry.name)) {
      // A file system mounted here brings its own folder, which cannot be moved.
      if (entry.name !== 'lost+found') strays.push(place);
      continue;
    }
    for (const name of await readdir(place)) {
      const [, id = '', rendition] = fileName.exec(name) ?? [];
      if (!known.has(id)) strays.push(path.join(place, name));
      else if (rendition === 'original') bare.delete(id);
    }
  }
  return { strays, bare: [...bare] };
}

function hasPageFile(root: string): boolean {
  try {
    return folderNames.some(
      (name) => existsSync(path.join(root, name)) && readdirSync(path.join(root, name)).some((file) => fileName.test(file)),
    );
  } catch (error) {
    throw storeError(error);
  }
}

function absent(error: unknown): undefined {
  if (systemCode(error) === 'ENOENT') return undefined;
  throw storeError(error);
}
