/** The web pages of the sandbox: what a clerk of the approval system sees and decides. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CaseRegistry, SandboxState } from './case-registry.ts';
import { caseListPage, casePage } from './desk-page.ts';
import { deskStyle } from './desk-style.ts';
import { BusinessError, businessCodes } from './envelope.ts';

/** Nothing from elsewhere, no script at all; PDF previews need frames of our own. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; object-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

const decisions: Readonly<Record<string, { to: SandboxState; needsMessage: boolean }>> = {
  accept: { to: 'accepted', needsMessage: false },
  correction: { to: 'correction_required', needsMessage: true },
  reject: { to: 'rejected', needsMessage: true },
  conclude: { to: 'concluded', needsMessage: false },
};

const html = (reply: FastifyReply, page: string) =>
  reply
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(page);

type InCase = { Params: { number: string } };

export function addDeskRoutes(app: FastifyInstance, registry: CaseRegistry): void {
  app.get('/', (_request, reply) => html(reply, caseListPage(registry.list())));
  app.get('/desk.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(deskStyle));

  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());

  app.get<InCase>('/desk/:number', (request, reply) => {
    const found = registry.find(request.params.number);
    if (!found) throw new BusinessError(businessCodes.unknownCase, '办件编号不存在');
    const attachments = registry.listAttachments(found.caseNumber);
    return html(reply, casePage(found, attachments, registry.events(found.caseNumber), registry.allowedMoves(found.state)));
  });

  app.get<{ Params: { number: string; id: string } }>('/desk/:number/attachments/:id', (request, reply) => {
    const attachment = registry.readAttachment(request.params.number, request.params.id);
    if (!attachment) return reply.code(404).send();
    return reply
      .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(attachment.fileName)}`)
      .header('cache-control', 'no-store')
      .type(attachment.mimeType)
      .send(attachment.content);
  });

  app.post<InCase & { Params: { decision: string } }>('/desk/:number/:decision', (request, reply) => {
    const decision = decisions[request.params.decision];
    if (!decision) return reply.code(404).send();
    const words = String((request.body as { message?: unknown } | null)?.message ?? '')
      .trim()
      .slice(0, 1000);
    if (decision.needsMessage && words === '') throw new BusinessError(businessCodes.badRequest, '请填写说明');
    registry.decide(request.params.number, decision.to, words === '' ? null : words);
    return reply.redirect(`/desk/${encodeURIComponent(request.params.number)}`, 303);
  });
}
