/** Message ports as wires: the DOM and Node kind (`addEventListener`), and Electron's MessagePortMain (`on`, data in an event). */
import type { Wire } from './wire.ts';

/** The part of Electron's MessagePortMain that is used. */
export interface EventedPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** The part of a DOM or Node MessagePort that is used. */
export interface ListenedPort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener(event: string, listener: (event: { data?: unknown }) => void): void;
}

export function messagePortWire(port: EventedPort | ListenedPort): Wire {
  const listen = (event: 'message' | 'close', listener: (data: unknown) => void) => {
    if ('addEventListener' in port) port.addEventListener(event, (message) => listener(message.data));
    else if (event === 'message') port.on('message', (message) => listener(message.data));
    else port.on('close', () => listener(undefined));
  };
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    closeListeners.forEach((listener) => listener());
  };
  listen('close', close);
  return {
    send: (frame) => port.postMessage(frame),
    close() {
      // A port closed from this side does not tell this side.
      close();
      port.close();
    },
    onFrame(listener) {
      listen('message', listener);
      port.start();
    },
    onClose: (listener) => void closeListeners.push(listener),
  };
}
