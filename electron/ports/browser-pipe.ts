/** A private line to a browser that this process started: the DevTools protocol over two pipes, closed when either side ends. */
import type { Readable, Writable } from 'node:stream';

export type BrowserEvent = { method: string; params: Record<string, unknown>; sessionId?: string };

export interface BrowserPipe {
  /** @throws Error with the browser's own words, or when the line is closed */
  send(method: string, params?: Record<string, unknown>, sessionId?: string): Promise<Record<string, unknown>>;
  onEvent(listener: (event: BrowserEvent) => void): void;
}

type Message = { id?: number; result?: Record<string, unknown>; error?: { message: string } } & Partial<BrowserEvent>;
type Waiting = { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void };

/** Messages end with a zero byte, in both directions. */
const end = '\0';

/** @param toBrowser its file descriptor 3 @param fromBrowser its file descriptor 4 */
export function openBrowserPipe(toBrowser: Writable, fromBrowser: Readable): BrowserPipe {
  const waiting = new Map<number, Waiting>();
  const listeners: ((event: BrowserEvent) => void)[] = [];
  let nextId = 1;
  let closed = false;
  let rest = '';
  const close = () => {
    closed = true;
    for (const { reject } of waiting.values()) reject(new Error('the browser has ended'));
    waiting.clear();
  };
  const receive = (text: string) => {
    const { id, result, error, method, params, sessionId } = JSON.parse(text) as Message;
    if (id === undefined) {
      if (method) for (const listener of listeners) listener({ method, params: params ?? {}, ...(sessionId && { sessionId }) });
      return;
    }
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result ?? {});
  };
  fromBrowser.setEncoding('utf8');
  fromBrowser.on('data', (chunk: string) => {
    const parts = (rest + chunk).split(end);
    rest = parts.pop() ?? '';
    for (const part of parts) receive(part);
  });
  fromBrowser.on('close', close);
  // A browser that ends while we write: its end is told by `close`.
  toBrowser.on('error', close);
  fromBrowser.on('error', close);
  return {
    send(method, params = {}, sessionId) {
      if (closed) return Promise.reject(new Error('the browser has ended'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        toBrowser.write(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }) + end);
      });
    },
    onEvent: (listener) => void listeners.push(listener),
  };
}
