/** Follows a stream of the host for as long as a screen is shown; null until the first answer. */
import { useEffect, useState } from 'react';
import type { StaffCall } from '#shared/session.ts';
import { useBackend } from '../../backend.ts';
import type { Client } from '../../backend.ts';
import { followStream } from '../../state/follow-stream.ts';

function useStream<T>(open: (client: Client, signal: AbortSignal) => Promise<AsyncIterable<T>>): T | null {
  const { client } = useBackend();
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void followStream((signal) => open(client, signal), stop.signal, { told: setValue });
    return () => stop.abort();
  }, [client, open]);
  return value;
}

const openAll = (client: Client, signal: AbortSignal) => client.staffCalls.watch(undefined, { signal });
const openOwn = (client: Client, signal: AbortSignal) => client.kiosk.watchCall(undefined, { signal });

/** At a counter: everybody who waits at a kiosk. */
export const useStaffCalls = (): readonly StaffCall[] => useStream(openAll) ?? [];
/** At a kiosk: the call of the person who stands there. */
export const useOwnCall = (): StaffCall | null => useStream(openOwn);
