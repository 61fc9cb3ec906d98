/** Signing in and the lock, applicants at a kiosk, calls for staff, and the accounts of the staff. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idleLockSchema, sessionViewSchema, staffCallSchema } from '../session.ts';
import { admin, anyone, base, ok, reviewer, staff } from './roles.ts';

export const accountViewSchema = z.object({
  account: z.string(),
  displayName: z.string(),
  role: z.enum(['operator', 'reviewer', 'admin']),
  disabled: z.boolean(),
  locked: z.boolean(),
  mustChangePassword: z.boolean(),
});

const newAccount = z.object({
  account: z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/),
  displayName: z.string().min(1).max(30),
  role: z.enum(['operator', 'reviewer', 'admin']),
  password: z.string().max(200),
});

export const session = {
  current: anyone.output(sessionViewSchema),
  signIn: anyone.input(z.object({ account: z.string().max(64), password: z.string().max(200) })).output(sessionViewSchema),
  signOut: anyone.output(sessionViewSchema),
  /** The session now and whenever it changes: locked, unlocked, signed out by somebody else. */
  watch: anyone.output(eventIterator(sessionViewSchema)),
  /** A person touched the screen `agoMs` ago: the one thing that puts off the lock. */
  activity: staff.input(z.object({ agoMs: z.number().min(0).max(60_000) })).output(ok),
  /** Covers every page of this session. */
  lock: staff.output(sessionViewSchema),
  /** For the person who is signed in behind the cover. */
  unlock: anyone.input(z.object({ password: z.string().max(200) })).output(sessionViewSchema),
  /** Allowed while `mustChangePassword` blocks everything else. */
  changePassword: staff.input(z.object({ oldPassword: z.string().max(200), newPassword: z.string().max(200) })).output(sessionViewSchema),
};

export const kiosk = {
  /** Ends the applicant's session and wipes what is theirs; a submitted case stays for staff, in the outbox and the store. */
  end: base.meta({ roles: ['applicant'] }).output(ok),
  /**
   * The page lives, said every few seconds; `touched`: a person touched the screen or a key since the last time.
   * `ended`: the host has ended what was under way here.
   */
  present: base
    .meta({ roles: ['applicant'] })
    .input(z.object({ touched: z.boolean() }))
    .output(z.object({ ended: z.boolean() })),
  /** Shows at every counter until a clerk answers; calling again meanwhile is the same call. */
  callStaff: base.meta({ roles: ['applicant'] }).output(staffCallSchema),
  /** This kiosk's call whenever it changes; null while there is none. */
  watchCall: base.meta({ roles: ['applicant'] }).output(eventIterator(staffCallSchema.nullable())),
};

export const staffCalls = {
  /** Every call of an applicant who still waits, whenever they change. */
  watch: reviewer.output(eventIterator(z.array(staffCallSchema))),
  /** The caller goes to the kiosk; written to the audit log with their name. */
  answer: reviewer.input(z.object({ id: z.string() })).output(ok),
};

export const accounts = {
  list: admin.output(z.array(accountViewSchema)),
  create: admin.input(newAccount).output(z.array(accountViewSchema)),
  resetPassword: admin.input(z.object({ account: z.string(), password: z.string().max(200) })).output(z.array(accountViewSchema)),
  setDisabled: admin.input(z.object({ account: z.string(), disabled: z.boolean() })).output(z.array(accountViewSchema)),
};

export const idleLock = {
  get: admin.output(idleLockSchema),
  save: admin.input(idleLockSchema).output(idleLockSchema),
};
