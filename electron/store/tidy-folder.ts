/** What a start does with files: it finishes what was meant to go, brings back what belongs to a record, and moves the rest aside. */
import { finishDoomed } from './doomed-files.ts';
import type { PageFiles } from './page-files.ts';
import type { Quarantine } from './quarantine.ts';
import type { QuarantineReason } from './quarantine-batch.ts';
import type { Scope } from './scope.ts';
import type { Tidied } from './tidied.ts';

export async function tidyFolder(
  scope: Scope,
  files: PageFiles,
  quarantine: Quarantine,
  reason: QuarantineReason = 'no-record',
): Promise<Tidied> {
  const known = await knownIds(scope);
  const finished = await finishDoomed(scope, (place) => discardPlace(place, files, quarantine));
  const putBack = await quarantine.putBack(known);
  const { strays, bare } = await files.look(known);
  const movedAside = await quarantine.take(reason, new Date().toISOString(), strays);
  return { finished, movedAside, putBack, pagesWithoutFile: bare.length };
}

const batchPrefix = 'quarantine/';

function discardPlace(place: string, files: PageFiles, quarantine: Quarantine): Promise<boolean> {
  return place.startsWith(batchPrefix) ? quarantine.destroy(place.slice(batchPrefix.length)) : files.discard(place);
}

/** Pages and samples: both have files under their id. */
export async function knownIds(scope: Scope): Promise<Set<string>> {
  const pages = await scope.db.selectFrom('pages').select('id').execute();
  const samples = await scope.db.selectFrom('taught_samples').select('id').execute();
  return new Set([...pages, ...samples].map(({ id }) => id));
}
