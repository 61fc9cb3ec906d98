/** Hangs the fault board into the server, and the control endpoint that tests use from another process. */
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CaseRegistry } from './case-registry.ts';
import { BusinessError, businessCodes } from './envelope.ts';
import type { Fault, FaultBoard, FaultRoute } from './faults.ts';
import { faultSchema } from './faults.ts';
import type { TokenOffice } from './tokens.ts';

const routeOf = new Map<string, FaultRoute>([
  ['POST /oauth/token', 'token'],
  ['POST /cases', 'register'],
  ['POST /cases/:number/attachments', 'attachment'],
  ['POST /cases/:number/submission', 'submission'],
  ['GET /cases/:number', 'query'],
  ['GET /openapi.json', 'openapi'],
]);

/** More than any client should read into memory for an answer of this API. */
const hugeAnswerBytes = 16 * 1024 * 1024;

export function addFaultHooks(app: FastifyInstance, board: FaultBoard, tokens: TokenOffice, registry: CaseRegistry): void {
  const dropAfter = new WeakSet<FastifyRequest>();

  app.addHook('onRequest', async (request, reply) => {
    const route = routeOf.get(`${request.method} ${request.routeOptions.url ?? ''}`);
    const fault = route && board.strike(route);
    if (fault) await misbehave(fault, request, reply);
    if (fault?.kind === 'drop-after') dropAfter.add(request);
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    if (dropAfter.has(request)) request.raw.socket.destroy();
    return payload;
  });

  async function misbehave(fault: Fault, request: FastifyRequest, reply: FastifyReply) {
    await wait(fault.delayMs);
    if (fault.kind === 'drop-before') {
      request.raw.socket.destroy();
      reply.hijack();
    }
    if (fault.kind === 'expire-tokens') tokens.expireAll();
    if (fault.kind === 'error-500') await reply.code(500).send({ code: businessCodes.failure, message: '系统繁忙', data: null });
    if (fault.kind === 'busy-503') await reply.code(503).header('retry-after', String(fault.retryAfterS)).send();
    if (fault.kind === 'unauthorised') await reply.code(401).send({ code: businessCodes.unauthorised, message: '无权访问', data: null });
    if (fault.kind === 'business-error') await reply.send({ code: businessCodes.failure, message: '业务办理窗口已关闭', data: null });
    if (fault.kind === 'redirect') await reply.redirect('/openapi.json', 307);
    if (fault.kind === 'garbage') await reply.type('text/html').send('<html>网关维护中</html>');
    if (fault.kind === 'huge') await reply.type('application/json').send(Buffer.alloc(hugeAnswerBytes, 0x20));
  }

  app.post('/sandbox/faults', (request) => {
    const fault = faultSchema.safeParse(request.body);
    if (!fault.success) throw new BusinessError(businessCodes.badRequest, '故障设置不正确');
    board.set(fault.data);
    return { ok: true };
  });
  app.delete('/sandbox/faults', () => {
    board.clear();
    return { ok: true };
  });
  app.get('/sandbox/summary', () => summarize(registry));
}

export type SandboxSummary = {
  caseNumber: string;
  state: string;
  itemCode: string;
  submissions: number;
  references: number;
  attachments: { sha256: string; uploads: number; bytes: number; mimeType: string; fileName: string }[];
}[];

/** What the sandbox holds, without anybody's data. */
export function summarize(registry: CaseRegistry): SandboxSummary {
  return registry.list().map(({ caseNumber, state, itemCode, submissions, references }) => ({
    caseNumber,
    state,
    itemCode,
    submissions,
    references: references.length,
    attachments: registry
      .listAttachments(caseNumber)
      .map(({ sha256, uploads, bytes, mimeType, fileName }) => ({ sha256, uploads, bytes, mimeType, fileName })),
  }));
}
