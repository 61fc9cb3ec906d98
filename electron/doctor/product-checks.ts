/** What the product itself must find in order: native modules, models, data key, store and audit chain. */
import { existsSync } from 'node:fs';
import { errorText } from '#shared/error-texts.ts';
import { isAppError } from '#shared/errors.ts';
import { modelFiles, requiredModelFiles, verifyModels } from '../../models/manifest.ts';
import type { Platform } from '../platform/platform.ts';
import { demoAccounts } from '../services/people/accounts.ts';
import { bad, good, limited } from './check.ts';
import type { Check, Finding } from './check.ts';
import type { DataLook } from './data-look.ts';
import * as texts from './doctor-texts.ts';

function failed(name: string, error: unknown, remedy: string): Finding {
  if (!isAppError(error)) return bad(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), remedy);
  const { title, action } = errorText(error, 'zh');
  return bad(name, texts.withCode(title, error.code), action || remedy);
}

/** Each is loaded on its own, so that one missing library does not hide the others. */
export function checkModule(name: string, load: () => Promise<unknown>): Check {
  return async () => {
    try {
      await load();
      return good(texts.names.module(name), texts.modules.found);
    } catch (error) {
      return failed(texts.names.module(name), error, texts.modules.remedy);
    }
  };
}

export const checkModels: Check = async () => {
  try {
    await verifyModels(requiredModelFiles);
  } catch (error) {
    return failed(texts.names.models, error, texts.models.reinstall);
  }
  try {
    await verifyModels(modelFiles.filter(({ required }) => !required));
    return good(texts.names.models, texts.models.complete);
  } catch (error) {
    const code = isAppError(error) ? error.code : 'internal';
    return limited(texts.names.models, texts.models.withoutLook(code), texts.models.restore);
  }
};

const isInUse = (error: unknown): boolean => isAppError(error) && error.code === 'store.in-use';

type Look = () => Promise<DataLook>;

export function checkStore({ dataFolder, keyStorage }: Platform, look: Look): Check {
  const name = texts.names.data;
  return async () => {
    const seen = await look();
    if (seen.kind === 'absent') return limited(name, texts.data.none(dataFolder), texts.data.firstStart);
    if (seen.kind === 'closed')
      return isInUse(seen.error) ? limited(name, texts.data.inUse, texts.data.checkLater) : failed(name, seen.error, '');
    const { rows, brokenAt, trouble, quarantine, damaged } = seen;
    if (trouble) return failed(name, trouble, '');
    if (brokenAt !== null) return bad(texts.names.log, texts.data.chainBroken(brokenAt, rows), texts.data.keepEvidence);
    if (damaged.length > 0)
      return limited(
        texts.names.pages,
        texts.data.pagesDamaged(damaged.length),
        texts.data.putBack(damaged.slice(0, 5).map((id) => `pages/${id.slice(0, 2)}/${id}.original`)),
      );
    if (quarantine.files > 0)
      return limited(name, texts.data.quarantined(quarantine.files, quarantine.batches), texts.data.handleQuarantine);
    return good(name, texts.data.fine(dataFolder, rows, keyStorage));
  };
}

/** Whether anybody who read the README can sign in, and what the demo left beside the data. */
export function checkDemoAccounts({ dataFolder }: Platform, look: Look): Check {
  const name = texts.names.demoAccounts;
  return async () => {
    const seen = await look();
    if (seen.kind === 'absent') return good(name, texts.demoAccounts.noData);
    if (seen.kind === 'closed')
      return isInUse(seen.error)
        ? limited(name, texts.demoAccounts.inUse, texts.demoAccounts.checkLater)
        : limited(name, texts.demoAccounts.notChecked, texts.demoAccounts.dataFirst);
    const end = texts.demoAccounts.end(demoAccounts.map(({ account }) => account));
    const open = seen.publishedAccounts;
    if (open.length > 0) return limited(name, texts.demoAccounts.open(open), end);
    const sandbox = `${dataFolder}-sandbox`;
    if (existsSync(sandbox)) return limited(name, texts.demoAccounts.closed, texts.demoAccounts.sandboxLeft(sandbox));
    return good(name, texts.demoAccounts.closed);
  };
}
