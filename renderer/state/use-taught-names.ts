/** Document types that IT staff have taught: their names beside those of the shipped types. */
import { useQuery } from '@tanstack/react-query';
import { useBackend } from '../backend.ts';

export type TaughtName = { id: string; name: string; live: boolean };

const none: readonly TaughtName[] = [];

/** Empty while they are not known, and for visitors. */
export function useTaughtNames(): readonly TaughtName[] {
  const { orpc } = useBackend();
  return useQuery({ ...orpc.documentTypes.taught.queryOptions(), staleTime: 60_000, retry: false }).data ?? none;
}
