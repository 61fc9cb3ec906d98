/** Who is at the screen: the face, the role and what the role may do. */
import { z } from 'zod';

export const faces = ['counter', 'kiosk', 'admin'] as const;

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
