/** The HTTP API of the sandbox: token, number, attachments, submission, state. */
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CaseRegistry, IncomingAttachment, SubmittedAttachment } from './case-registry.ts';
import { BusinessError, businessCodes, success } from './envelope.ts';
import { openapiDocument } from './openapi.ts';
import type { TokenOffice } from './tokens.ts';
import type { ValidateSubmission } from './validate-submission.ts';

export type ApiParts = { registry: CaseRegistry; tokens: TokenOffice; validate: ValidateSubmission };

type NumberInPath = { Params: { number: string } };

/** Answers 401 unless the request carries a good bearer token. */
function requireToken(tokens: TokenOffice) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined && tokens.isGood(token)) return;
    await reply
      .code(401)
      .header('www-authenticate', 'Bearer')
      .send({ code: businessCodes.unauthorised, message: '令牌缺失或已失效', data: null });
  };
}

export function addApiRoutes(app: FastifyInstance, { registry, tokens, validate }: ApiParts): void {
  app.get('/openapi.json', () => openapiDocument);
  addTokenRoute(app, tokens);
  const onRequest = requireToken(tokens);

  app.post('/cases', { onRequest }, (request) => {
    const key = request.headers['idempotency-key'];
    const itemCode = (request.body as { itemCode?: unknown } | null)?.itemCode;
    if (typeof key !== 'string' || key.length < 8 || key.length > 128)
      throw new BusinessError(businessCodes.badRequest, '缺少 Idempotency-Key');
    if (typeof itemCode !== 'string' || itemCode === '' || itemCode.length > 64)
      throw new BusinessError(businessCodes.badRequest, '缺少事项编码');
    const { caseNumber, queryPassword } = registry.register(itemCode, key);
    return success({ caseNumber, queryPassword });
  });

  app.get<NumberInPath>('/cases/:number', { onRequest }, (request) => {
    const found = registry.find(request.params.number);
    if (!found) throw new BusinessError(businessCodes.unknownCase, '办件编号不存在');
    const { caseNumber, state, message, changedAt, receivedAt } = found;
    return success({ caseNumber, state, message, at: changedAt, receivedAt });
  });

  app.post<NumberInPath>('/cases/:number/attachments', { onRequest }, async (request) => {
    const incoming = await readAttachment(request);
    return success({ attachmentId: registry.attach(request.params.number, incoming) });
  });

  app.post<NumberInPath>('/cases/:number/submission', { onRequest }, (request) => {
    const problems = validate(request.body);
    if (problems.length > 0) throw new BusinessError(businessCodes.invalid, '数据校验不通过', { problems });
    const { payload, attachments } = request.body as { payload: Record<string, unknown>; attachments: SubmittedAttachment[] };
    const key = request.headers['idempotency-key'];
    return success(registry.submit(request.params.number, { key: typeof key === 'string' ? key : null, payload, attachments }));
  });
}

function addTokenRoute(app: FastifyInstance, tokens: TokenOffice): void {
  app.post('/oauth/token', async (request, reply) => {
    const body = (request.body ?? {}) as Record<string, unknown>;
    if (body['grant_type'] !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' });
    const issued = tokens.issue(String(body['client_id'] ?? ''), String(body['client_secret'] ?? ''));
    if (!issued) return reply.code(401).send({ error: 'invalid_client' });
    return reply.header('cache-control', 'no-store').send({
      access_token: issued.accessToken,
      token_type: 'Bearer',
      expires_in: issued.expiresInS,
    });
  });
}

async function readAttachment(request: FastifyRequest): Promise<IncomingAttachment> {
  const fields: Record<string, string> = {};
  let file: { part: MultipartFile; content: Buffer } | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') file = { part, content: await part.toBuffer() };
    else fields[part.fieldname] = String(part.value);
  }
  const { materialCode, materialName, sha256, md5 } = fields;
  if (!file || !materialCode || !materialName || !sha256 || !md5) throw new BusinessError(businessCodes.badRequest, '附件信息不完整');
  if (file.part.filename.length > 100) throw new BusinessError(businessCodes.badRequest, '文件名过长');
  return { materialCode, materialName, sha256, md5, fileName: file.part.filename, mimeType: file.part.mimetype, content: file.content };
}
