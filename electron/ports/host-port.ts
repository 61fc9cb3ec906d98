/** What a port needs of the host, and what the host promises to every port: the wall between `host.ts` and `electron/ports`. */
import type { Router } from '@orpc/server';
import type { contract } from '#shared/contract.ts';
import type { Connection, Face, Refusal } from '#shared/session.ts';

export type { Connection, Refusal } from '#shared/session.ts';

/** What every procedure handler finds in its context. */
export type CallContext = { connection: Connection };

export interface HostPort {
  /** Implements every procedure of the contract. Roles are checked by the port (`call-guard.ts`), not by the handlers. */
  readonly router: Router<typeof contract, CallContext>;
  /** One per session: a cookie of the loopback server, or a window of Electron. A kiosk connection is `applicant` for good. */
  openConnection(face: Face): Connection;
  /** Ends the session: signs staff out, wipes what belongs to an applicant. Unknown ids are ignored. */
  closeConnection(id: string): void;
  /** A page of this session has a line to the host; @returns what to call when the line is gone. Absent = nobody watches. */
  pageOpened?(connection: Connection): () => void;
  /** Told of each applicant's session that is over. Its connection is nobody's any more when its role is no longer `applicant`. */
  onKioskEnd?(listener: (connectionId: string) => void): void;
  /** Whether pages of this face may ask for the camera now; absent = never. */
  mayUseCamera?(face: Face): boolean;
  /** Answers `/page/…` and `/case/…/files` (see `page-bytes.ts`); never rejects. */
  pageBytes(request: Request, connection: Connection): Promise<Response>;
  /** Takes what was refused at the door, for the audit log; absent = nobody writes it down. */
  refused?(refusal: Refusal): void;
  /** Takes what went wrong behind the port and must not cross it; `where` is a procedure or path, never a value. */
  report(where: string, error: unknown): void;
}
