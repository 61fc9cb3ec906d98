/** Scan jobs that are under way, remembered with their spool keys in the encrypted store, so that a crash loses no delivered page. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { actorSchema } from '#shared/case.ts';
import { scannerConfigSchema, scanRequestSchema } from '#shared/device.ts';
import type { SpoolRef } from '../../../drivers/driver.ts';
import type { Store } from '../../store/store.ts';

const settingName = 'open-scan-jobs';
const deviceSchema = scannerConfigSchema.pick({ driver: true, address: true }).extend({
  request: scanRequestSchema,
  /** The doubt that this job is to clear; it stands until the job's first page is safe. */
  clears: z.string().nullable(),
  startedBy: actorSchema,
});
const rowSchema = z.object({
  jobId: z.string(),
  caseId: z.string(),
  deviceName: z.string(),
  /** Of an import nothing is taken in after a crash: the person has the file, and saw that it did not arrive. */
  kind: z.enum(['scan', 'import']).default('scan'),
  folder: z.string(),
  key: z.string(),
  /** Null for imports, and in rows of earlier versions. */
  device: deviceSchema.nullable().default(null),
  /** After a crash: the sheet in doubt is in its case, so that a person's answer is not asked for again. */
  doubtTold: z.boolean().default(false),
});
type Row = z.infer<typeof rowSchema>;

type OpenedJob = Pick<Row, 'jobId' | 'caseId' | 'deviceName' | 'kind' | 'device'>;
export type OpenJob = OpenedJob & { spool: SpoolRef; doubtTold: boolean };
export type OpenJobs = ReturnType<typeof createOpenJobs>;

/** A scanners' process that outlives its host by a moment finds its folder gone, and can add nothing that nobody would count. */
const fencedFolder = (folder: string): string => `${folder}.left`;
const FENCE_TRIES = 20;
const FENCE_RETRY_MS = 500;

export function createOpenJobs({ store, spoolFolder }: { store: Store; spoolFolder: string }) {
  let tail: Promise<unknown> = Promise.resolve();

  function change(update: (rows: Row[]) => Row[]): Promise<void> {
    const result = tail.then(async () => store.settings.put(settingName, update(await rows()), { keepHistory: false }));
    tail = result.catch(() => undefined);
    return result;
  }

  async function rows(): Promise<Row[]> {
    return rowSchema
      .array()
      .catch([])
      .parse(await store.settings.get(settingName));
  }

  return {
    /** Makes the job's spool folder and a fresh key; durable before the device is asked for anything. */
    async open(job: OpenedJob): Promise<SpoolRef> {
      const folder = join(spoolFolder, job.jobId);
      const key = randomBytes(32);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await change((list) => [...list, { ...job, folder, key: key.toString('base64'), doubtTold: false }]);
      return { folder, key };
    },
    files: pageFiles,
    /** Pages that arrived and were reported as not taken: their sheets are fed again, so they must not turn up later. */
    async dropPages({ folder }: SpoolRef): Promise<void> {
      for (const file of await pageFiles(folder)) await rm(file, { force: true });
    },
    /** Forgets the job, unless pages still wait in its spool: those are taken in at the next start. */
    async close(jobId: string): Promise<void> {
      const folder = join(spoolFolder, jobId);
      const left = [...(await pageFiles(folder)), ...(await pageFiles(fencedFolder(folder)))];
      if (left.length > 0) return;
      await change((list) => list.filter((row) => row.jobId !== jobId));
      for (const path of [folder, fencedFolder(folder)]) await rm(path, { recursive: true, force: true });
    },
    noteDoubtTold: (jobId: string): Promise<void> =>
      change((list) => list.map((row) => (row.jobId === jobId ? { ...row, doubtTold: true } : row))),
    /** What an earlier host left, each with its folder taken out of the reach of that host's processes. */
    async takeOver(): Promise<OpenJob[]> {
      const left = await rows();
      await Promise.all(left.map(({ folder }) => fence(folder)));
      return left.map(({ folder, key, ...job }) => ({
        ...job,
        spool: { folder: fencedFolder(folder), key: Buffer.from(key, 'base64') },
      }));
    },
  };
}

/** Finished page files that the store has not taken yet, in feeding order: their names start with the page's index. */
async function pageFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.page'));
  return names.sort().map((name) => join(folder, name));
}

/** Where open files keep a folder from being renamed (Windows), the other process is waited for: it ends within seconds of its host. */
async function fence(folder: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await rename(folder, fencedFolder(folder));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Gone, or taken over before: an empty folder of that name holds nothing.
      if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code ?? '')) return;
      if (tries >= FENCE_TRIES || !['EPERM', 'EACCES', 'EBUSY'].includes(code ?? '')) throw error;
      await wait(FENCE_RETRY_MS);
    }
  }
}
