/** Ends the applicant's session in the host, then reloads the page so that nothing of it stays in memory. */
import { useCallback, useRef } from 'react';
import { useBackend } from '../../backend.ts';
import { reloadPage } from './reload-page.ts';

const attempts = 5;
const pauseMs = 1000;

export function useEndSession(): () => void {
  const { client } = useBackend();
  const ending = useRef(false);
  return useCallback(() => {
    if (ending.current) return;
    ending.current = true;
    void (async () => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const ended = await client.kiosk.end().then(
          () => true,
          () => false,
        );
        if (ended) break;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      // The start screen ends whatever the host still holds, so a host that was away is wiped then.
      reloadPage();
    })();
  }, [client]);
}
