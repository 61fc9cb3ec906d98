/** A case on screen: its view, kept fresh by the event stream, and changes that answer with the new view. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CaseEvent, CaseView, PageEvent } from '#shared/contract/case-view.ts';
import { useBackend } from '../backend.ts';
import { forgetArrivedPictures, keepArrivedPicture } from './arrived-pictures.ts';
import { newerView, withArrived } from './case-view.ts';
import { errorOf } from './error-of.ts';
import { followStream } from './follow-stream.ts';
import type { StreamListener } from './follow-stream.ts';

/** Events come in bursts; a page that has just come is painted before what else they say is drawn. */
const burstMs = 150;

/** The query library knows no types here. */
const structuralSharing = (shown: unknown, fetched: unknown) => newerView(shown as CaseView | undefined, fetched as CaseView);

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function useCase(caseId: string) {
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const query = useQuery({ ...orpc.cases.get.queryOptions({ input: { caseId } }), structuralSharing });
  useEffect(() => {
    const stop = new AbortController();
    const key = orpc.cases.get.queryKey({ input: { caseId } });
    let refreshing = false;
    let again = false;
    // One fetch after the other: a new one would end the one under way, and pages that come faster than it would show none at all.
    const refresh = async () => {
      again = true;
      if (refreshing) return;
      refreshing = true;
      do {
        await pause(burstMs);
        again = false;
        await queryClient.invalidateQueries({ queryKey: key });
      } while (again && !stop.signal.aborted);
      refreshing = false;
    };
    let scan: CaseView['scan'] = null;
    let drawing = false;
    const showScan = async (progress: CaseView['scan']) => {
      scan = progress;
      if (drawing) return;
      drawing = true;
      await pause(burstMs);
      drawing = false;
      if (!stop.signal.aborted) queryClient.setQueryData<CaseView>(key, (view) => view && { ...view, scan });
    };
    const showArrived = ({ pageId, arrived }: PageEvent) => {
      if (arrived?.thumbnail) keepArrivedPicture(pageId, arrived.thumbnail);
      queryClient.setQueryData<CaseView>(key, (view) => view && withArrived(view, arrived));
    };
    const listener: StreamListener<CaseEvent> = {
      opened: () => void refresh(),
      told(event) {
        if (event.kind === 'scan') void showScan(event.progress);
        // The change that it belongs to has been told as well: nothing to fetch for it.
        else if (event.kind === 'page' && event.arrived) showArrived(event);
        else void refresh();
      },
    };
    void followStream((signal) => client.cases.watch({ caseId }, { signal }), stop.signal, listener, ['not-found']);
    return () => {
      stop.abort();
      forgetArrivedPictures();
    };
  }, [caseId, client, orpc, queryClient]);
  return query;
}

/** A change of one case; the answer is shown at once, without a second fetch. */
export function useCaseChange<Input>(caseId: string, change: (input: Input) => Promise<CaseView>) {
  const { orpc } = useBackend();
  const queryClient = useQueryClient();
  const key = orpc.cases.get.queryKey({ input: { caseId } });
  return useMutation({
    mutationFn: change,
    onSuccess: (view) => queryClient.setQueryData<CaseView>(key, (old) => newerView(old, view)),
    onError: (error) => {
      if (errorOf(error).code === 'case.stale') void queryClient.invalidateQueries({ queryKey: key });
    },
  });
}
