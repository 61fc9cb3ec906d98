/** Hands the page one message port to the host each time it asks, and nothing else. Runs sandboxed, before the page. */
import { ipcRenderer } from 'electron';

/** The part of the page's globals that is used; the rest of this folder runs without a page. */
declare const window: {
  postMessage(message: string, origin: string, transfer: readonly unknown[]): void;
  addEventListener(type: 'message', listener: (event: { source: unknown; data: unknown }) => void): void;
};
declare const location: { origin: string };

/** Both names are those of renderer/transport/electron-line.ts. */
const question = 'intake:port-wanted';
const answer = 'intake:port';

ipcRenderer.on(question, (event) => {
  window.postMessage(answer, location.origin, event.ports);
});

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === question) ipcRenderer.send(question);
});
