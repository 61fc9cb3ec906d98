/** WebSockets as wires, on an HTTP server that has already checked who asks. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Connection } from './host-port.ts';
import type { MountWire } from './mount-wire.ts';
import { maxFrameLength } from './wire.ts';
import type { Wire } from './wire.ts';

/** A laptop that went to sleep leaves sockets that look open; two unanswered pings end them. */
const pingIntervalMs = 30_000;

export interface WebSocketPort {
  /** Takes over an upgrade request of a known session. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, connection: Connection): void;
  openSockets(): number;
  /** Ends the sockets of one session. */
  closeOf(connectionId: string): void;
  close(): void;
}

export type SocketWatch = {
  /** Is told how many sockets are open whenever one comes or goes. */
  onCountChange?: ((open: number) => void) | undefined;
  /** A page of this session opened a socket; @returns what to call when it is gone. */
  onOpen?: ((connection: Connection) => () => void) | undefined;
};

export function createWebSocketPort(mount: MountWire, { onCountChange = () => {}, onOpen }: SocketWatch = {}): WebSocketPort {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrameLength, perMessageDeflate: false, clientTracking: true });
  const answered = new WeakSet<WebSocket>();
  const owners = new WeakMap<WebSocket, string>();
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (!answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, pingIntervalMs);
  timer.unref();
  return {
    upgrade(request, socket, head, connection) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        answered.add(webSocket);
        webSocket.on('pong', () => answered.add(webSocket));
        // `ws` closes the socket itself after a protocol error; without a listener the process would end.
        webSocket.on('error', () => webSocket.terminate());
        owners.set(webSocket, connection.id);
        const onGone = onOpen?.(connection);
        webSocket.on('close', () => {
          onGone?.();
          onCountChange(server.clients.size);
        });
        onCountChange(server.clients.size);
        mount(webSocketWire(webSocket), connection);
      });
    },
    openSockets: () => server.clients.size,
    closeOf(connectionId) {
      for (const socket of server.clients) if (owners.get(socket) === connectionId) socket.terminate();
    },
    close() {
      clearInterval(timer);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function webSocketWire(socket: WebSocket): Wire {
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    close: () => socket.close(1007),
    onFrame: (listener) => void socket.on('message', (data, isBinary) => listener(isBinary ? data : data.toString())),
    onClose: (listener) => void socket.on('close', listener),
  };
}
