/** The switch for protocol traces of eSCL scanners, and the traces that were written: redacted by the scanners' process, never page bytes. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Actor } from '#shared/case.ts';
import type { RecorderView } from '#shared/device.ts';
import { AppError } from '#shared/errors.ts';
import type { Store } from '../../store/store.ts';
import type { ScannerAccess } from './scanner-access.ts';

const settingName = 'protocol-recorder';
const traceName = /^[\w-]{1,80}\.json$/;
const headSchema = z.object({
  recordedAt: z.string(),
  makeAndModel: z.string(),
  outcome: z.string(),
  exchanges: z.array(z.unknown()),
});

export type ProtocolRecorder = ReturnType<typeof createProtocolRecorder>;

export function createProtocolRecorder(options: { store: Store; scanners: Pick<ScannerAccess, 'setRecording'>; folder: string }) {
  const { store, scanners, folder } = options;
  const isOn = async (): Promise<boolean> => (await store.settings.get(settingName)) === true;

  async function apply(): Promise<void> {
    const on = await isOn();
    if (on) await mkdir(folder, { recursive: true, mode: 0o700 });
    scanners.setRecording(on ? folder : null);
  }

  async function view(): Promise<RecorderView> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => traceName.test(name)).sort();
    const traces = await Promise.all(names.map(async (name) => headOf(name, await readFile(join(folder, name), 'utf8').catch(() => ''))));
    return { on: await isOn(), traces: traces.filter((trace) => trace !== null) };
  }

  return {
    /** At start: carries the stored switch to the scanners' process. */
    start: apply,
    view,
    async set(on: boolean, actor: Actor): Promise<RecorderView> {
      await store.transaction(async ({ settings, audit }) => {
        await settings.put(settingName, on);
        await audit.append({ actor, action: on ? 'recorder.on' : 'recorder.off', subject: settingName });
      });
      await apply();
      return view();
    },
    /** @throws AppError `not-found` */
    async read(id: string): Promise<{ name: string; text: string }> {
      return { name: fileOf(id), text: await readFile(join(folder, fileOf(id)), 'utf8').catch(() => missing()) };
    },
    async remove(id: string): Promise<RecorderView> {
      await rm(join(folder, fileOf(id)), { force: true });
      return view();
    },
  };
}

/** The id comes from a message: it may name a trace and nothing else. */
function fileOf(id: string): string {
  return traceName.test(`${id}.json`) ? `${id}.json` : missing();
}

function missing(): never {
  throw new AppError('not-found', { what: 'trace' });
}

function headOf(name: string, text: string): RecorderView['traces'][number] | null {
  try {
    const { exchanges, ...head } = headSchema.parse(JSON.parse(text));
    return { ...head, id: name.slice(0, -'.json'.length), exchanges: exchanges.length };
  } catch {
    return null;
  }
}
