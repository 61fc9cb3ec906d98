/** Who is signed in on this connection. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '#shared/session.ts';
import { useBackend } from '../backend.ts';

export function useSession() {
  const { orpc } = useBackend();
  return useQuery(orpc.session.current.queryOptions({ staleTime: Infinity, retry: 2, retryDelay: 1000 }));
}

/** Signing in or out replaces everything that was fetched for the person before. */
export function useSessionChange<Input>(change: (input: Input) => Promise<SessionView>) {
  const { orpc } = useBackend();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (session) => {
      const sessionKey = orpc.session.current.queryKey();
      queryClient.removeQueries({ predicate: (query) => JSON.stringify(query.queryKey) !== JSON.stringify(sessionKey) });
      queryClient.setQueryData(sessionKey, session);
    },
  });
}
