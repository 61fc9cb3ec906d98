/** An account as the host lists it. */
import type { Client } from '../../../backend.ts';

export type AccountView = Awaited<ReturnType<Client['admin']['accounts']['list']>>[number];
