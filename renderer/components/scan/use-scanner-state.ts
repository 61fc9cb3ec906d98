/** What the chosen scanner is doing, kept fresh by the host's stream. */
import { useEffect, useState } from 'react';
import type { Scanner, ScannerState } from '#shared/device.ts';
import { useBackend } from '../../backend.ts';
import { followStream } from '../../state/follow-stream.ts';

/** Null until the device has answered, and for devices that have no state. */
export function useScannerState(scanner: Pick<Scanner, 'id' | 'traits'> | null): ScannerState | null {
  const { client } = useBackend();
  const [state, setState] = useState<ScannerState | null>(null);
  const scannerId = scanner?.traits.scansPaper ? scanner.id : null;
  useEffect(() => {
    setState(null);
    if (scannerId === null) return;
    const stop = new AbortController();
    const open = (signal: AbortSignal) => client.scan.watchScanner({ scannerId }, { signal });
    void followStream(open, stop.signal, { told: setState }, ['device.not-configured']);
    return () => stop.abort();
  }, [client, scannerId]);
  return state?.scannerId === scannerId ? state : null;
}
