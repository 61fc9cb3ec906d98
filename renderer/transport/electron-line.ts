/** Asks the preload script for a message port to the host; the script answers each question with a fresh one. */
import type { Line } from './line.ts';
import { messagePortLine } from './line.ts';

/** Both names are those of electron/preload.ts. */
const question = 'intake:port-wanted';
const answer = 'intake:port';

const patienceMs = 5_000;

export function electronLine(): Promise<Line> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      window.removeEventListener('message', onMessage);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error('no port from the preload script'));
    }, patienceMs);
    const onMessage = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== answer || !port) return;
      stop();
      resolve(messagePortLine(port));
    };
    window.addEventListener('message', onMessage);
    window.postMessage(question, location.origin);
  });
}
