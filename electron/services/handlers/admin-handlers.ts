/** Contract → services for IT staff: scanners, connection, mapping, accounts, OCR engine, outbox, status. */
import { implement } from '@orpc/server';
import { applyMapping, listMappingSources } from '#shared/mapping/apply-mapping.ts';
import type { Actor } from '#shared/case.ts';
import { contract } from '#shared/contract.ts';
import type { DiscoveredScanner } from '#shared/device.ts';
import { AppError, isAppError, toAppError } from '#shared/errors.ts';
import { maskMapped } from '#shared/mapping/mask-mapped.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Connection } from '#shared/session.ts';
import { reviewedFieldCurves } from '../recognition/field-curves.ts';
import { checkPayload, listSchemaPaths } from '../submission/payload-schema.ts';
import { actorOf } from './case-handlers.ts';
import type { Services } from './services.ts';

const os = implement(contract).$context<{ connection: Connection }>();
const deviceTestMs = 10_000;

export function scannerHandlers({ configuration, scanners }: Services) {
  return {
    list: os.admin.scanners.list.handler(() => configuration.scanners()),
    save: os.admin.scanners.save.handler(({ input, context }) => configuration.saveScanner(input, actorOf(context.connection))),
    remove: os.admin.scanners.remove.handler(({ input, context }) => configuration.removeScanner(input.id, actorOf(context.connection))),
    test: os.admin.scanners.test.handler(async ({ input }) => {
      const signal = AbortSignal.timeout(deviceTestMs);
      try {
        const capabilities = await scanners.capabilities(input.driver, input.address, signal);
        const status = await scanners.status(input.driver, input.address, signal);
        return { ok: true, capabilities, status, error: null };
      } catch (error) {
        return { ok: false, capabilities: null, status: null, error: toAppError(error).toJSON() };
      }
    }),
    discover: os.admin.scanners.discover.handler(async function* ({ signal }) {
      const stop = signal ?? AbortSignal.timeout(60_000);
      const found: DiscoveredScanner[] = [];
      let wake = (): void => undefined;
      const watching = scanners.discover((event) => {
        if (event.kind !== 'removed') found.push(event.scanner);
        wake();
      }, stop);
      let ended = false;
      void watching
        .catch(() => undefined)
        .finally(() => {
          ended = true;
          wake();
        });
      while (!stop.aborted) {
        const next = found.shift();
        if (next) yield next;
        else if (ended) return;
        else await new Promise<void>((resolve) => ((wake = resolve), stop.addEventListener('abort', () => resolve(), { once: true })));
      }
    }),
  };
}

export function connectionHandlers({ configuration, connectorFor, store, tryOutbox }: Services) {
  return {
    get: os.admin.connection.get.handler(() => configuration.connectionForDisplay()),
    save: os.admin.connection.save.handler(async ({ input, context }) => {
      const saved = await configuration.saveConnection(input, actorOf(context.connection));
      // What waited for a mended connection goes at once.
      tryOutbox();
      return saved;
    }),
    test: os.admin.connection.test.handler(async ({ input, context }) => {
      const settings = await configuration.withSecret(input);
      // The secret goes there: who sent it where can be looked up.
      const details = { origin: new URL(settings.baseUrl).origin };
      await store.audit.append({ actor: actorOf(context.connection), action: 'connection.test', subject: 'connection', details });
      return connectorFor(settings).test(AbortSignal.timeout(input.timeoutMs));
    }),
  };
}

export function mappingHandlers({ configuration, cases, store, payloadSchema }: Services) {
  /** The newest case of the item that has documents; null when there is none. */
  async function newestCase(itemCode: string): Promise<string | null> {
    const summaries = await store.cases.list({ limit: 100 });
    return summaries.find((summary) => summary.itemCode === itemCode && summary.pageCount > 0)?.id ?? null;
  }

  async function dryRun(mapping: Mapping, named: string | null, actor: Actor) {
    const caseId = named ?? (await newestCase(mapping.itemCode));
    if (!caseId) return { caseId, payload: {}, rows: [], problems: [] };
    const current = await store.cases.get(caseId);
    if (!current) throw new AppError('not-found', { what: 'case' });
    const mapped = applyMapping(current, cases.itemOf(mapping.itemCode), mapping);
    const schema = await payloadSchema().catch(() => null);
    const problems = [...mapped.problems, ...(schema ? checkPayload(schema, mapped.payload) : [])];
    await store.audit.append({ actor, action: 'mapping.dry-run', subject: caseId, details: { item: mapping.itemCode } });
    return { caseId, ...maskMapped(mapped, mapping), problems };
  }

  /** An imported item may come without a mapping: then it starts empty. */
  function startedMapping(itemCode: string): Promise<Mapping> {
    return configuration.mapping(itemCode).catch((error: unknown) => {
      if (!isAppError(error) || error.code !== 'mapping.missing') throw error;
      return { itemCode: cases.itemOf(itemCode).code, version: 0, rules: [] };
    });
  }

  return {
    get: os.admin.mapping.get.handler(({ input }) => startedMapping(input.itemCode)),
    save: os.admin.mapping.save.handler(({ input, context }) => configuration.saveMapping(input, actorOf(context.connection))),
    dryRun: os.admin.mapping.dryRun.handler(({ input, context }) => dryRun(input.mapping, input.caseId, actorOf(context.connection))),
    sources: os.admin.mapping.sources.handler(({ input }) => listMappingSources(cases.itemOf(input.itemCode))),
    targets: os.admin.mapping.targets.handler(async () => {
      const schema = await payloadSchema().catch(() => null);
      return schema ? listSchemaPaths(schema) : [];
    }),
  };
}

export function idleLockHandlers({ sessions }: Services) {
  return {
    get: os.admin.idleLock.get.handler(() => sessions.idleLock()),
    save: os.admin.idleLock.save.handler(({ input, context }) => sessions.saveIdleLock(input, actorOf(context.connection))),
  };
}

export function accountHandlers({ sessions }: Services) {
  return {
    list: os.admin.accounts.list.handler(() => sessions.accounts.list()),
    create: os.admin.accounts.create.handler(({ input, context }) => sessions.accounts.create(actorOf(context.connection), input)),
    resetPassword: os.admin.accounts.resetPassword.handler(({ input, context }) =>
      sessions.accounts.resetPassword(actorOf(context.connection), input.account, input.password),
    ),
    setDisabled: os.admin.accounts.setDisabled.handler(({ input, context }) =>
      sessions.accounts.setDisabled(actorOf(context.connection), input.account, input.disabled),
    ),
  };
}

export function recognitionHandlers({ store }: Services) {
  return { fieldCurves: os.admin.recognition.fieldCurves.handler(() => reviewedFieldCurves(store.cases)) };
}

export function ocrEngineHandlers({ engineChoice }: Services) {
  return {
    get: os.admin.ocrEngine.get.handler(() => engineChoice.view()),
    choose: os.admin.ocrEngine.choose.handler(({ input, context }) => engineChoice.choose(input.name, actorOf(context.connection))),
    checkAgain: os.admin.ocrEngine.checkAgain.handler(() => engineChoice.checkAgain()),
  };
}

/** Of what waits for somebody, and of what went; a screen shows no more, and reading years of rows would hold up the host. */
const [mostWaiting, mostDelivered] = [500, 50];

export function outboxHandlers({ store, submission }: Services) {
  return {
    list: os.admin.outbox.list.handler(async () => [
      ...(await store.outbox.newest(['pending', 'sending', 'rejected', 'parked'], mostWaiting)),
      ...(await store.outbox.newest(['delivered'], mostDelivered)),
    ]),
    retry: os.admin.outbox.retry.handler(async ({ input, context }) => ({
      did: await submission.retry(input.caseId, actorOf(context.connection)),
    })),
  };
}

export function statusHandlers({ auditCheck, clock, recognizer, platform }: Services) {
  return {
    get: os.admin.status.get.handler(async () => {
      const { models, rssBytes } = await recognizer.status();
      return {
        models,
        recognizerRssBytes: rssBytes,
        hostRssBytes: process.memoryUsage.rss(),
        audit: await auditCheck.state(),
        clockDoubt: clock.doubt(),
        keyStorage: platform.keyStorage,
        dataFolder: platform.dataFolder,
      };
    }),
    checkAudit: os.admin.status.checkAudit.handler(() => {
      void auditCheck.checkAll();
      return { ok: true as const };
    }),
  };
}
