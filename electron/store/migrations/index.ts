/** The list of migrations, oldest first. A released migration is never edited; a change is a new file. */
import { casesAndPages } from './0001-cases-and-pages.ts';
import { outbox } from './0002-outbox.ts';
import { accountsAndSettings } from './0003-accounts-and-settings.ts';
import { audit } from './0004-audit.ts';
import { taughtTypes } from './0005-taught-types.ts';
import { storeState } from './0006-store-state.ts';
import { readingByName } from './0007-reading-by-name.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [casesAndPages, outbox, accountsAndSettings, audit, taughtTypes, storeState, readingByName];
