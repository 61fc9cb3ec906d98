/** Contract → services for IT staff: scanners, connection, mapping, accounts, OCR engine, outbox, status. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { ConnectionSettings } from '#shared/connection/connection-settings.ts';
import type { DiscoveredScanner } from '#shared/device.ts';
import { toAppError } from '#shared/errors.ts';
import type { Connection } from '#shared/session.ts';
import { destinationOf } from '../configuration/connection-secrets.ts';
import type { reviewedFieldCurves } from '../recognition/field-curves.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Recognizer } from '../../pipeline/recognizer.ts';
import type { AuditRepository, OutboxRepository } from '../../store/store.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { SessionService } from '../people/session.ts';
import type { EngineChoice } from '../recognition/engine-choice.ts';
import type { AuditCheck } from '../safety/audit-check.ts';
import type { ClockWatch } from '../safety/clock-watch.ts';
import type { ScannerAccess } from '../scanners/scanner-access.ts';
import type { MappingTrial } from '../submission/mapping-trial.ts';
import type { SubmissionService } from '../submission/submission.ts';
import { actorOf } from './case-handlers.ts';

const os = implement(contract).$context<{ connection: Connection }>();
const deviceTestMs = 10_000;
/** A connector's own deadlines are shorter. */
const connectionTestMs = 10 * 60_000;

export function scannerHandlers({ configuration, scanners }: { configuration: Configuration; scanners: ScannerAccess }) {
  return {
    drivers: os.admin.scanners.drivers.handler(() => configuration.drivers()),
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

type ForConnection = {
  configuration: Configuration;
  connectorFor: (settings: ConnectionSettings) => Pick<Connector, 'test'>;
  /** Every case that waits is tried at once. */
  tryOutbox: () => void;
  audit: Pick<AuditRepository, 'append'>;
};

export function connectionHandlers({ configuration, connectorFor, tryOutbox, audit }: ForConnection) {
  return {
    kinds: os.admin.connection.kinds.handler(() =>
      configuration.connectionKinds().map(({ kind, fields }) => ({ kind, fields: [...fields] })),
    ),
    get: os.admin.connection.get.handler(() => configuration.connectionForDisplay()),
    save: os.admin.connection.save.handler(async ({ input, context }) => {
      const saved = await configuration.saveConnection(input, actorOf(context.connection));
      // What waited for a mended connection goes at once.
      tryOutbox();
      return saved;
    }),
    test: os.admin.connection.test.handler(async ({ input, context }) => {
      const settings = await configuration.withSecrets(input);
      // The secret goes there: who sent it where can be looked up.
      const details = { origin: destinationOf(configuration.connectorKind(settings).fields, settings) };
      await audit.append({ actor: actorOf(context.connection), action: 'connection.test', subject: 'connection', details });
      return connectorFor(settings).test(AbortSignal.timeout(connectionTestMs));
    }),
  };
}

export function mappingHandlers({ configuration, mappingTrial }: { configuration: Configuration; mappingTrial: MappingTrial }) {
  return {
    get: os.admin.mapping.get.handler(({ input }) => mappingTrial.started(input.itemCode)),
    save: os.admin.mapping.save.handler(({ input, context }) => configuration.saveMapping(input, actorOf(context.connection))),
    dryRun: os.admin.mapping.dryRun.handler(({ input, context }) =>
      mappingTrial.dryRun(input.mapping, input.caseId, actorOf(context.connection)),
    ),
    sources: os.admin.mapping.sources.handler(({ input }) => mappingTrial.sources(input.itemCode)),
    targets: os.admin.mapping.targets.handler(() => mappingTrial.targets()),
  };
}

export function idleLockHandlers({ sessions }: { sessions: SessionService }) {
  return {
    get: os.admin.idleLock.get.handler(() => sessions.idleLock()),
    save: os.admin.idleLock.save.handler(({ input, context }) => sessions.saveIdleLock(input, actorOf(context.connection))),
  };
}

export function accountHandlers({ sessions }: { sessions: SessionService }) {
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

export function recognitionHandlers({ fieldCurves }: { fieldCurves: () => ReturnType<typeof reviewedFieldCurves> }) {
  return { fieldCurves: os.admin.recognition.fieldCurves.handler(fieldCurves) };
}

export function ocrEngineHandlers({ engineChoice }: { engineChoice: EngineChoice }) {
  return {
    get: os.admin.ocrEngine.get.handler(() => engineChoice.view()),
    choose: os.admin.ocrEngine.choose.handler(({ input, context }) => engineChoice.choose(input.name, actorOf(context.connection))),
    checkAgain: os.admin.ocrEngine.checkAgain.handler(() => engineChoice.checkAgain()),
  };
}

/** Of what waits for somebody, and of what went; a screen shows no more, and reading years of rows would hold up the host. */
const [mostWaiting, mostDelivered] = [500, 50];

type ForOutbox = { outbox: Pick<OutboxRepository, 'newest'>; submission: Pick<SubmissionService, 'retry'> };

export function outboxHandlers({ outbox, submission }: ForOutbox) {
  return {
    list: os.admin.outbox.list.handler(async () => [
      ...(await outbox.newest(['pending', 'sending', 'rejected', 'parked'], mostWaiting)),
      ...(await outbox.newest(['delivered'], mostDelivered)),
    ]),
    retry: os.admin.outbox.retry.handler(async ({ input, context }) => ({
      did: await submission.retry(input.caseId, actorOf(context.connection)),
    })),
  };
}

type ForStatus = {
  auditCheck: AuditCheck;
  clock: Pick<ClockWatch, 'doubt'>;
  recognizer: Pick<Recognizer, 'status'>;
  platform: { keyStorage: string; dataFolder: string };
};

export function statusHandlers({ auditCheck, clock, recognizer, platform }: ForStatus) {
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
