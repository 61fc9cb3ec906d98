/** A line to the host: a browser WebSocket, or a message port dressed as one, so that one oRPC link serves both. */

/** What oRPC's WebSocket link needs of a socket, and a way to hang up. */
export type Line = Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState' | 'close'>;

/** @throws when the host cannot be reached */
export type OpenLine = () => Promise<Line>;

/** @param create makes the socket; its address is that of the page's own origin */
export function webSocketLine(create: () => WebSocket): OpenLine {
  return () =>
    new Promise((resolve, reject) => {
      const socket = create();
      socket.addEventListener('open', () => resolve(socket), { once: true });
      // A refused upgrade and a lost network look the same to a page: both end in `close`.
      socket.addEventListener('close', () => reject(new Error('WebSocket did not open')), { once: true });
    });
}

const open = 1;
const closed = 3;

/** Dresses a port that is already connected. */
export function messagePortLine(port: MessagePort): Line {
  const target = new EventTarget();
  let readyState = open;
  const hangUp = () => {
    if (readyState === closed) return;
    readyState = closed;
    target.dispatchEvent(new Event('close'));
  };
  port.addEventListener('message', (event: MessageEvent) =>
    target.dispatchEvent(new MessageEvent('message', { data: event.data as unknown })),
  );
  port.addEventListener('close', hangUp);
  port.start();
  return {
    get readyState() {
      return readyState;
    },
    send: (frame: unknown) => port.postMessage(frame),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    close() {
      port.close();
      hangUp();
    },
  } as Line;
}
