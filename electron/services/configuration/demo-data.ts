/** Whether this data folder is the demo's or a hall's: a mark that the demo makes at the first start, and that real use takes away for good. */
import type { Store } from '../../store/store.ts';
import { hasOwnDevices } from './configuration.ts';
import type { ShippedScanner } from './configuration.ts';

const settingName = 'data-kind';
type DataKind = 'demo' | 'real';

/** The last push to the sandbox ends by itself; its row must be still when it is parked. */
const settleMs = 10_000;
const lookMs = 100;

type KindStore = Pick<Store, 'accounts' | 'settings' | 'outbox' | 'transaction'>;

/**
 * The kind of the folder, settled and durable. Real is: made without the demo, made before there was a mark, or ever used
 * with a scanner or a connection of the hall's own.
 * @param wanted the demo was asked for
 */
export async function settleDataKind(store: KindStore, wanted: boolean, shipped: ShippedScanner): Promise<DataKind> {
  const known = (await store.settings.get(settingName)) as DataKind | undefined;
  if (known === 'real') return known;
  const own = await hasOwnDevices(store.settings, shipped);
  if (known === 'demo' && !own) return known;
  const isNew = known === undefined && !own && (await store.accounts.list()).length === 0;
  if (isNew && wanted) await store.settings.put(settingName, 'demo');
  // A crash in the middle of `endDemoData`, or settings that were put there while nothing ran.
  else await (known === 'demo' ? endDemoData(store) : store.settings.put(settingName, 'real'));
  return isNew && wanted ? 'demo' : 'real';
}

/** Parks what the demo has not sent: the hall's own system must never get it by itself. And it takes the mark away. */
export async function endDemoData(store: KindStore): Promise<void> {
  for (let waitedMs = 0; waitedMs < settleMs && (await store.outbox.list(['sending'])).length > 0; waitedMs += lookMs)
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  await store.transaction(async ({ outbox, settings }) => {
    for (const row of await outbox.list(['pending', 'sending', 'rejected']))
      await outbox.save({ ...row, state: 'parked', lastError: { code: 'left-from-demo' } });
    await settings.put(settingName, 'real');
  });
}
