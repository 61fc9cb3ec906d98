/** Files that no record asks for: moved aside with a reason, never deleted unless a named administrator says so. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { overwriteAndDelete } from './page-files.ts';
import { systemCode } from './store-error.ts';
import { quarantineReasons } from './quarantine-batch.ts';
import type { QuarantineReason, QuarantineBatch } from './quarantine-batch.ts';
/** Files below `files/` lie there as they lay in the data folder: their place is their path. */
const manifestSchema = z.object({ reason: z.enum(quarantineReasons), at: z.string() });

const batchName = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-[a-z-]+(-\d+)?$/;
const pageFile = /([0-9a-f-]{36})\.(original|prepared|thumbnail)$/;

export type Quarantine = ReturnType<typeof createQuarantine>;

export function createQuarantine(dataFolder: string) {
  const root = path.join(dataFolder, 'quarantine');
  const folderOf = (id: string): string => {
    if (!batchName.test(id)) throw new AppError('bad-input', { field: 'id' });
    return path.join(root, id, 'files');
  };

  async function batches(): Promise<string[]> {
    const names = await readdir(root).catch(orNone);
    return names.filter((name) => batchName.test(name)).sort();
  }

  async function describe(id: string): Promise<QuarantineBatch> {
    let bytes = 0;
    const files = await filesBelow(folderOf(id));
    for (const file of files) bytes += (await stat(file)).size;
    return { id, ...readManifest(path.join(root, id), id), files: files.length, bytes };
  }

  return {
    /** @param files absolute paths inside the data folder @returns how many were moved; what cannot be moved stays where it is */
    async take(reason: QuarantineReason, at: string, files: readonly string[]): Promise<number> {
      if (files.length === 0) return 0;
      const folder = path.join(makeBatch(root, reason, at), 'files');
      let moved = 0;
      for (const file of files) if (await move(file, path.join(folder, path.relative(dataFolder, file)))) moved += 1;
      return moved;
    },
    async list(): Promise<QuarantineBatch[]> {
      return Promise.all((await batches()).map(describe));
    },
    /** Moves files of known pages back to their places, of one batch or of all. @returns how many; the rest stays */
    async putBack(known: ReadonlySet<string>, only?: string): Promise<number> {
      let moved = 0;
      for (const id of only === undefined ? await batches() : [only]) {
        const folder = folderOf(id);
        for (const file of await filesBelow(folder)) {
          const page = pageFile.exec(file)?.[1] ?? '';
          if (known.has(page) && (await move(file, path.join(dataFolder, path.relative(folder, file))))) moved += 1;
        }
        if ((await filesBelow(folder)).length === 0) await rm(path.join(root, id), { recursive: true, force: true });
      }
      return moved;
    },
    /** Overwrites and deletes a batch. @returns false when a file resists */
    async destroy(id: string): Promise<boolean> {
      for (const file of await filesBelow(folderOf(id))) if (!(await overwriteAndDelete(file))) return false;
      await rm(path.join(root, id), { recursive: true, force: true });
      return true;
    },
  };
}

function makeBatch(root: string, reason: QuarantineReason, at: string): string {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const name = `${at.slice(0, 19).replaceAll(':', '-')}-${reason}`;
  for (let number = 1; ; number++) {
    const folder = path.join(root, number === 1 ? name : `${name}-${number}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if (systemCode(error) === 'EEXIST') continue;
      throw error;
    }
    writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify({ reason, at })}\n`, { mode: 0o600, flush: true });
    return folder;
  }
}

/** A manifest that is lost or damaged does not hide its files: the name says nearly as much. */
function readManifest(folder: string, id: string): { reason: QuarantineReason; at: string } {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')));
  } catch {
    const at = `${id.slice(0, 10)}T${id.slice(11, 19).replaceAll('-', ':')}Z`;
    return { reason: quarantineReasons.find((reason) => id.includes(reason)) ?? 'no-record', at };
  }
}

/** Within the file system and never over another file. */
async function move(from: string, to: string): Promise<boolean> {
  try {
    if (await stat(to).catch(() => undefined)) return false;
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
    return true;
  } catch {
    return false;
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(orNone);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

function orNone(error: unknown): [] {
  if (systemCode(error) === 'ENOENT') return [];
  throw error;
}
