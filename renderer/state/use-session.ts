/** Who is signed in on this connection, and what changes with it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { SessionView } from '#shared/session.ts';
import { useBackend } from '../backend.ts';
import type { Backend } from '../backend.ts';
import { followStream } from './follow-stream.ts';
import { lockGate } from './lock-gate.ts';

export function useSession() {
  const { orpc } = useBackend();
  return useQuery(orpc.session.current.queryOptions({ staleTime: Infinity, retry: 2, retryDelay: 1000 }));
}

/** Another person, or nobody, sees nothing that was fetched for the one before; the same person gets it anew. */
function takeSession(session: SessionView, queryClient: QueryClient, orpc: Backend['orpc']): void {
  const sessionKey = orpc.session.current.queryKey();
  const before = queryClient.getQueryData<SessionView>(sessionKey);
  const others = (query: { queryKey: readonly unknown[] }) => JSON.stringify(query.queryKey) !== JSON.stringify(sessionKey);
  if (before?.account !== session.account) {
    lockGate.turnAway();
    queryClient.removeQueries({ predicate: others });
  }
  queryClient.setQueryData(sessionKey, session);
  if (session.locked) return lockGate.shut();
  // Signed in by a password just now, here or in another window of this session.
  if (before?.account === session.account && before?.locked) {
    lockGate.open();
    void queryClient.invalidateQueries({ predicate: others });
  }
}

function useTakeSession(): (session: SessionView) => void {
  const { orpc } = useBackend();
  const queryClient = useQueryClient();
  return useCallback((session) => takeSession(session, queryClient, orpc), [orpc, queryClient]);
}

/** Signing in or out, and everything else that answers with a session. */
export function useSessionChange<Input>(change: (input: Input) => Promise<SessionView>) {
  return useMutation({ mutationFn: change, onSuccess: useTakeSession() });
}

/** Follows the session: it may be locked or ended by the host, or by another window. */
export function useSessionWatch(): void {
  const { client } = useBackend();
  const told = useTakeSession();
  useEffect(() => {
    const stop = new AbortController();
    void followStream((signal) => client.session.watch(undefined, { signal }), stop.signal, { told });
    return () => stop.abort();
  }, [client, told]);
}

/** True while the screen is to be covered, whether or not the host can be reached. */
export function useIsCovered(): boolean {
  return useSyncExternalStore(lockGate.subscribe, () => lockGate.isShut);
}
