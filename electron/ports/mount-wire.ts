/** Puts a router behind a wire: one conversation per wire, guarded, and closed at the first frame that makes no sense. */
import type { AnyContractRouter } from '@orpc/contract';
import type { Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import { guardCalls } from './call-guard.ts';
import type { ReportFailure } from './call-guard.ts';
import type { CallContext, Connection, Refusal } from './host-port.ts';
import { maxFrameLength, maxOpenCalls } from './wire.ts';
import type { Wire } from './wire.ts';

export type MountWire = (wire: Wire, connection: Connection) => void;

/** What oRPC asks of a socket; frames are handed in by `message`, so it never listens by itself. */
type Socket = { send(frame: string): void; addEventListener(): void };

/**
 * @returns a function that serves `router` to a wire until the wire ends; streams end with it
 */
export function createMount<T extends AnyContractRouter>(
  router: Router<T, CallContext>,
  report: ReportFailure,
  refused?: (refusal: Refusal) => void,
): MountWire {
  const handler = new RPCHandler<CallContext>(router as Router<never, CallContext>, guardCalls(report, refused));
  return (wire, connection) => {
    let openCalls = 0;
    let closed = false;
    const socket: Socket = { send: (frame) => !closed && wire.send(frame), addEventListener() {} };
    const adapter = socket as unknown as Parameters<typeof handler.message>[0];
    const refuse = (reason: string) => {
      if (closed) return;
      report('port', new Error(reason));
      wire.close();
    };
    wire.onClose(() => {
      closed = true;
      handler.close(adapter);
    });
    wire.onFrame((frame) => {
      if (closed) return;
      if (typeof frame !== 'string') return refuse('frame is not text');
      if (frame.length > maxFrameLength) return refuse('frame too long');
      if (openCalls >= maxOpenCalls) return refuse('too many open calls');
      openCalls += 1;
      handler
        .message(adapter, frame, { context: { connection } })
        // Errors of procedures are answers. What rejects is a frame that does not parse; its text may hold personal data.
        .catch(() => refuse('frame is not a call'))
        .finally(() => (openCalls -= 1));
    });
  };
}
