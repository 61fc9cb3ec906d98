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
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const sessionViewSchema = z.object({
  role: roleSchema,
  account: z.string().nullable(),
  displayName: z.string().nullable(),
  mustChangePassword: z.boolean(),
  /** True until the shipped admin password has been changed. */
  firstRun: z.boolean(),
  /** Runs on the simulator and sandbox that ship with the product. */
  demo: z.boolean(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

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
  /** A kiosk connection is `applicant` for good. Staff connections fall back to `visitor` when they are idle too long. */
  role(): Role;
  /** Who acts, for cases and audit rows; null for a visitor. */
  actor(): Actor | null;
  /** True while a password given by somebody else blocks everything but the session procedures. */
  mustChangePassword(): boolean;
  /** Notes that the person did something, which puts off the automatic sign-out. */
  touch(): void;
}
