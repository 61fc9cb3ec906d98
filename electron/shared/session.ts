/** Who is at the screen: the face, the role and what the role may do. */
import { z } from 'zod';
import type { Actor } from './case.ts';

export const faces = ['counter', 'kiosk', 'admin'] as const;
export type Face = (typeof faces)[number];

/**
 * `visitor`: staff face, nobody signed in. `applicant`: kiosk face.
 * The role belongs to the connection (set by the host), never to a message.
 */
export const roles = ['visitor', 'applicant', 'operator', 'reviewer', 'admin'] as const;
const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const sessionViewSchema = z.object({
  role: roleSchema,
  account: z.string().nullable(),
  displayName: z.string().nullable(),
  mustChangePassword: z.boolean(),
  /** The screen is covered until the person of `account` types the password again; nothing else is answered meanwhile. */
  locked: z.boolean(),
  /** The screen locks when nobody touched it for this long. */
  idleLimitMs: z.number().int().positive(),
  /** True until the first administrator has chosen a password. */
  firstRun: z.boolean(),
  /** Where the first administrator's random password lies until then; told to the admin face alone, null in the demo. */
  firstPasswordFile: z.string().nullable(),
  /** Runs on the simulator and sandbox that ship with the product, on a data folder that the demo made. */
  demo: z.boolean(),
  /** Signing in and looking work; nothing can be stored. */
  diskFull: z.boolean(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** Minutes without a touch after which a screen locks. */
export const idleLockSchema = z.object({ minutes: z.number().int().min(1).max(60) });
export type IdleLock = z.infer<typeof idleLockSchema>;

/** 叫工作人员: somebody at a kiosk waits for a clerk. `answeredBy` is the name of the clerk who goes; null until one does. */
export const staffCallSchema = z.object({
  id: z.string(),
  calledAt: z.string(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
});
export type StaffCall = z.infer<typeof staffCallSchema>;

/**
 * One session at one screen: a cookie of the loopback server or a window of Electron. It outlives dropped sockets and
 * page reloads. The host alone changes what it answers; a message can only ask the session service to do so.
 */
export interface Connection {
  readonly id: string;
  readonly face: Face;
  /** A kiosk connection is `applicant` for good. A locked screen is a visitor's. */
  role(): Role;
  /** Who acts, for cases and audit rows; null for a visitor. */
  actor(): Actor | null;
  /** True while a password given by somebody else blocks everything but the session procedures. */
  mustChangePassword(): boolean;
  /** True while somebody is signed in whose screen is covered. */
  isLocked(): boolean;
  /** Calls `listener` whenever what this connection may do has changed: sign-in, lock, unlock, end. @returns the way to stop it */
  onChange(listener: () => void): () => void;
}

/**
 * `host`, `origin`, `site`: a page that is not ours. `cookie`, `token`: nobody we admitted. `role`, `locked`: a call that this
 * session may not make.
 */
export type Refusal = {
  kind: 'host' | 'origin' | 'site' | 'cookie' | 'token' | 'role' | 'locked';
  /** Who was signed in. */
  account?: string | undefined;
  /** Name of the procedure, never anything that was sent. */
  what?: string;
};
