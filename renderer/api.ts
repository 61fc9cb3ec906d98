/** The typed client of the host; picks the transport once: Electron's message port, or a WebSocket to the page's own origin. */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract.ts';
import { lockGate } from './state/lock-gate.ts';
import { electronLine } from './transport/electron-line.ts';
import { webSocketLine } from './transport/line.ts';
import { GatedLink } from './transport/gated-link.ts';
import { ReconnectingLink } from './transport/reconnecting-link.ts';

const inElectron = location.protocol === 'app:';
const link = new ReconnectingLink({
  open: inElectron ? electronLine : webSocketLine(() => new WebSocket(`ws://${location.host}/rpc`)),
});

/** Every call rejects with an AppError of `#shared/errors.ts`; `connection-lost` when the host went away meanwhile. */
export const client: ContractRouterClient<Contract> = createORPCClient(new GatedLink(link, lockGate));

/** Calls `listener` after the host was lost and found again: everything that was fetched may be out of date. */
export function onReconnect(listener: () => void): () => void {
  return link.onReconnect(listener);
}
