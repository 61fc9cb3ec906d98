/** What a rule of the mapping may read and what it may fill, as the host lists both. */
import type { Client } from '../../../backend.ts';

export type Sources = Awaited<ReturnType<Client['admin']['mapping']['sources']>>;

export type Targets = Awaited<ReturnType<Client['admin']['mapping']['targets']>>;
