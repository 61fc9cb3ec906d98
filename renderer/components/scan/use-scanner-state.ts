/** What the chosen scanner is doing, kept fresh by the host's stream. */
import { useEffect, useState } from 'react';
import type { ScannerConfig, ScannerState } from '#shared/device.ts';
import { useBackend } from '../../backend.ts';
import { errorOf } from '../../state/error-of.ts';

const reconnectMs = 2_000;
/** Cameras belong to the page itself, and a folder is only looked into. */
const withoutState = ['camera', 'folder'];

/** Null until the device has answered, and for devices that have no state. */
export function useScannerState(scanner: Pick<ScannerConfig, 'id' | 'driver'> | null): ScannerState | null {
  const { client } = useBackend();
  const [state, setState] = useState<ScannerState | null>(null);
  const scannerId = scanner && !withoutState.includes(scanner.driver) ? scanner.id : null;
  useEffect(() => {
    setState(null);
    if (scannerId === null) return;
    const stop = new AbortController();
    void (async () => {
      while (!stop.signal.aborted) {
        try {
          for await (const next of await client.scan.watchScanner({ scannerId }, { signal: stop.signal })) setState(next);
        } catch (error) {
          if (['forbidden', 'session.signed-out', 'device.not-configured'].includes(errorOf(error).code)) return;
        }
        await new Promise((resolve) => setTimeout(resolve, reconnectMs));
      }
    })();
    return () => stop.abort();
  }, [client, scannerId]);
  return state?.scannerId === scannerId ? state : null;
}
