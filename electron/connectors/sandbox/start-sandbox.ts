/** Starts the sandbox approval system on a loopback port. */
import type { AddressInfo } from 'node:net';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { addApiRoutes } from './api-routes.ts';
import { createCaseRegistry } from './case-registry.ts';
import type { SandboxState } from './case-registry.ts';
import { openDatabase } from './database.ts';
import { demoClient } from './demo-client.ts';
import { addDeskRoutes } from './desk-routes.ts';
import { BusinessError, businessCodes } from './envelope.ts';
import { addFaultHooks, summarize } from './fault-hooks.ts';
import type { SandboxSummary } from './fault-hooks.ts';
import { createFaultBoard } from './faults.ts';
import type { FaultBoard } from './faults.ts';
import { createTokenOffice } from './tokens.ts';
import type { Client } from './tokens.ts';
import { createSubmissionValidator } from './validate-submission.ts';

/** What intake systems usually take per file (docs/architecture.md). */
const maxFileBytes = 20 * 1024 * 1024;
const maxJsonBytes = 1024 * 1024;
/** Two hours, the usual life of such tokens. */
const defaultTokenLifetimeMs = 2 * 60 * 60 * 1000;

export type SandboxOptions = {
  dataFolder: string;
  /** 0 or absent = any free port. */
  port?: number;
  client?: Client;
  tokenLifetimeMs?: number;
  /** Opens the control endpoint `/sandbox/*`: faults and summary. */
  faults?: boolean;
  now?: () => Date;
};

export type Sandbox = {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  faults: FaultBoard;
  summary(): SandboxSummary;
  payloadOf(caseNumber: string): Record<string, unknown> | null;
  expireTokens(): void;
  /** What staff would do on the web page. */
  decide(caseNumber: string, to: SandboxState, message: string | null): void;
  close(): Promise<void>;
};

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const now = options.now ?? (() => new Date());
  const database = openDatabase(options.dataFolder);
  const registry = createCaseRegistry(database, now);
  const tokens = createTokenOffice([options.client ?? demoClient], options.tokenLifetimeMs ?? defaultTokenLifetimeMs, () =>
    now().getTime(),
  );
  const faults = createFaultBoard();
  const app = Fastify({ logger: false, bodyLimit: maxJsonBytes, forceCloseConnections: true });
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: maxFileBytes, files: 1, fields: 10, fieldSize: 10_000 } });
  refuseForeignPages(app);
  answerErrors(app);
  if (options.faults) addFaultHooks(app, faults, tokens, registry);
  addApiRoutes(app, { registry, tokens, validate: createSubmissionValidator() });
  addDeskRoutes(app, registry);
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    faults,
    summary: () => summarize(registry),
    payloadOf: (caseNumber) => registry.find(caseNumber)?.payload ?? null,
    expireTokens: () => tokens.expireAll(),
    decide: (caseNumber, to, message) => registry.decide(caseNumber, to, message),
    async close() {
      await app.close();
      database.close();
    },
  };
}

/** A page of another origin must neither read cases (DNS rebinding) nor post decisions. */
function refuseForeignPages(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    const { port } = app.server.address() as AddressInfo;
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    const { host, origin } = request.headers;
    const foreign = !hosts.includes(host ?? '') || (origin !== undefined && !hosts.some((own) => origin === `http://${own}`));
    if (foreign) await reply.code(403).send({ code: businessCodes.unauthorised, message: '拒绝访问', data: null });
  });
}

/** Business refusals go inside HTTP 200, as real systems do. What was unexpected is named on stderr by its class only. */
function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError | BusinessError, _request, reply) => {
    if (error instanceof BusinessError) return reply.code(200).send(error.toEnvelope());
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    if (status < 500) return reply.code(status).send({ code: businessCodes.badRequest, message: '请求格式不正确', data: null });
    process.stderr.write(`sandbox error ${error.code || error.name}\n`);
    return reply.code(500).send({ code: businessCodes.failure, message: '系统内部错误', data: null });
  });
}
