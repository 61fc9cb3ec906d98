/** Who may call a procedure: the starts that the procedures of each area are built on. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Role } from '../session.ts';

/** Roles that may call a procedure; a reviewer may do all an operator does. */
export type ProcedureMeta = { roles?: readonly Role[] };

export const base = oc.$meta<ProcedureMeta>({});
export const anyone = base.meta({ roles: ['visitor', 'applicant', 'operator', 'reviewer', 'admin'] });
export const staff = base.meta({ roles: ['operator', 'reviewer', 'admin'] });
export const handler = base.meta({ roles: ['operator', 'reviewer', 'applicant'] });
export const reviewer = base.meta({ roles: ['operator', 'reviewer'] });
export const admin = base.meta({ roles: ['admin'] });

export const ok = z.object({ ok: z.literal(true) });
/** What most procedures of a case take. */
export const caseId = z.object({ caseId: z.uuid() });
