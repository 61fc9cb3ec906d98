/** Scan jobs that are under way, remembered with their spool keys in the encrypted store, so that a crash loses no delivered page. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Store } from '../store/store.ts';
import type { SpoolRef } from './scanner-access.ts';

const settingName = 'open-scan-jobs';
const rowSchema = z.object({
  jobId: z.string(),
  caseId: z.string(),
  deviceName: z.string(),
  /** Of an import nothing is taken in after a crash: the person has the file, and saw that it did not arrive. */
  kind: z.enum(['scan', 'import']).default('scan'),
  folder: z.string(),
  key: z.string(),
});

type OpenedJob = { jobId: string; caseId: string; deviceName: string; kind: 'scan' | 'import' };
export type OpenJob = OpenedJob & { spool: SpoolRef };
export type OpenJobs = ReturnType<typeof createOpenJobs>;

export function createOpenJobs({ store, spoolFolder }: { store: Store; spoolFolder: string }) {
  let tail: Promise<unknown> = Promise.resolve();

  function change(update: (rows: z.infer<typeof rowSchema>[]) => z.infer<typeof rowSchema>[]): Promise<void> {
    const result = tail.then(async () => store.settings.put(settingName, update(await rows()), { keepHistory: false }));
    tail = result.catch(() => undefined);
    return result;
  }

  async function rows(): Promise<z.infer<typeof rowSchema>[]> {
    return rowSchema
      .array()
      .catch([])
      .parse(await store.settings.get(settingName));
  }

  async function files(folder: string): Promise<string[]> {
    // Their names start with the page's index.
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.page'));
    return names.sort().map((name) => join(folder, name));
  }

  return {
    /** Makes the job's spool folder and a fresh key; durable before the first page arrives. */
    async open(job: OpenedJob): Promise<SpoolRef> {
      const folder = join(spoolFolder, job.jobId);
      const key = randomBytes(32);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await change((list) => [...list, { ...job, folder, key: key.toString('base64') }]);
      return { folder, key };
    },
    /** Finished page files of a job that the store has not taken yet, in feeding order. */
    files,
    /** Pages that arrived and were reported as not taken: their sheets are fed again, so they must not turn up later. */
    async dropPages(jobId: string): Promise<void> {
      for (const file of await files(join(spoolFolder, jobId))) await rm(file, { force: true });
    },
    /** Forgets the job, unless pages still wait in its spool: those are taken in at the next start. */
    async close(jobId: string): Promise<void> {
      const folder = join(spoolFolder, jobId);
      if ((await files(folder)).length > 0) return;
      await rm(folder, { recursive: true, force: true });
      await change((list) => list.filter((row) => row.jobId !== jobId));
    },
    async list(): Promise<OpenJob[]> {
      return (await rows()).map(({ folder, key, ...job }) => ({
        ...job,
        spool: { folder, key: Buffer.from(key, 'base64') },
      }));
    },
  };
}
