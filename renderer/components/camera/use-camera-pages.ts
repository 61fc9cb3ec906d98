/** Pages taken with the camera in this sitting: each is sent to the host at once and kept here until the host has it safely. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { errorCodes } from '#shared/errors.ts';
import type { SerializedError } from '#shared/errors.ts';
import { useBackend } from '../../backend.ts';
import type { Backend } from '../../backend.ts';
import { errorOf } from '../../state/error-of.ts';
import type { Shot } from './camera-eye.ts';

export type CameraPage = {
  number: number;
  thumbnailUrl: string;
  state: 'saving' | 'saved' | 'failed';
  error: SerializedError | null;
};
type Entry = CameraPage & { sha256: string; picture: Blob | null };

/** More pages than this wait for the host: no more are taken until it has caught up. */
export const mostUnsaved = 3;
const retryMs = 2_000;

/** The pages in the order they were taken, with the pictures that the host does not have yet. */
function useEntries() {
  const entries = useRef<Entry[]>([]);
  const [pages, setPages] = useState<CameraPage[]>([]);
  const show = useCallback(() => setPages([...entries.current]), []);
  const change = useCallback(
    (entry: Entry, next: Partial<Entry>) => {
      Object.assign(entry, next);
      entries.current = entries.current.map((one) => (one === entry ? entry : one));
      show();
    },
    [show],
  );
  useEffect(
    () => () => {
      for (const { thumbnailUrl } of entries.current) URL.revokeObjectURL(thumbnailUrl);
    },
    [],
  );
  return { entries, pages, show, change };
}

/** Leaving the screen does not stop the saving; closing the window would. */
function useAskBeforeClosing(unsaved: number) {
  useEffect(() => {
    if (unsaved === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}

export function useCameraPages(caseId: string) {
  const backend = useBackend();
  const queryClient = useQueryClient();
  const running = useRef(false);
  const { entries, pages, show, change } = useEntries();

  const save = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    for (let entry = nextUnsaved(entries.current); entry; entry = nextUnsaved(entries.current)) {
      try {
        await savePage(backend, caseId, entry);
        // The host has it on disk: the large picture need not stay in memory.
        change(entry, { state: 'saved', error: null, picture: null });
        void queryClient.invalidateQueries({ queryKey: backend.orpc.cases.get.queryKey({ input: { caseId } }) });
      } catch (error) {
        const reason = errorOf(error);
        change(entry, { state: 'failed', error: reason });
        // What no second try can mend waits for a person.
        if (errorCodes[reason.code].retry !== 'auto') break;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
    running.current = false;
  }, [backend, caseId, change, entries, queryClient]);

  const add = useCallback(
    async ({ picture, thumbnail }: Shot) => {
      const number = entries.current.length + 1;
      const entry: Entry = { number, thumbnailUrl: URL.createObjectURL(thumbnail), state: 'saving', error: null, sha256: '', picture };
      entries.current = [...entries.current, entry];
      show();
      entry.sha256 = await sha256Of(picture);
      await save();
    },
    [entries, save, show],
  );
  const unsaved = pages.filter(({ state }) => state !== 'saved').length;
  useAskBeforeClosing(unsaved);

  /** Takes the newest page out again, from the case too when it has already arrived there. */
  const removeLast = useCallback(async () => {
    const last = entries.current.at(-1);
    if (!last || last.state === 'saving') return;
    if (last.state === 'saved') await removeFromCase(backend, caseId, last.sha256);
    entries.current = entries.current.filter((entry) => entry !== last);
    URL.revokeObjectURL(last.thumbnailUrl);
    show();
    void queryClient.invalidateQueries({ queryKey: backend.orpc.cases.get.queryKey({ input: { caseId } }) });
  }, [backend, caseId, entries, queryClient, show]);

  return { pages, add, save, removeLast, unsaved };
}

const nextUnsaved = (entries: readonly Entry[]): Entry | undefined =>
  entries.find(({ state, sha256 }) => state !== 'saved' && sha256 !== '');

/** An answer that was lost on its way back is no reason to store the page twice: the case knows it by its digest. */
async function savePage(backend: Backend, caseId: string, { picture, sha256, state, number }: Entry): Promise<void> {
  if (!picture) return;
  if (state === 'failed' && (await findPage(backend, caseId, sha256))) return;
  await backend.importFiles(caseId, [new File([picture], `camera-${number}.jpg`, { type: 'image/jpeg' })], 'camera');
}

async function findPage({ client }: Backend, caseId: string, sha256: string): Promise<string | undefined> {
  const { case: current } = await client.cases.get({ caseId });
  return current.pages.findLast((page) => page.source.kind === 'camera' && page.sha256 === sha256)?.id;
}

async function removeFromCase(backend: Backend, caseId: string, sha256: string): Promise<void> {
  const pageId = await findPage(backend, caseId, sha256);
  if (pageId) await backend.client.cases.removePage({ caseId, pageId });
}

async function sha256Of(picture: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await picture.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
