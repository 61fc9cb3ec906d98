/** The OpenAPI 3.1 document that the sandbox serves at /openapi.json. */
import { businessCodes } from './envelope.ts';
import { casePayloadSchema, caseSubmissionSchema } from './payload-schema.ts';

const envelopeOf = (data: Record<string, unknown>) => ({
  description: `业务结果。code 为 ${businessCodes.ok} 表示成功；其他值为业务错误，message 为提示。`,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['code', 'message', 'data'],
        properties: { code: { type: 'integer' }, message: { type: 'string' }, data },
      },
    },
  },
});

const object = (properties: Record<string, unknown>) => ({ type: ['object', 'null'], properties });
const string = { type: 'string' };
const secured = [{ clientCredentials: [] }];
const numberInPath = { name: 'number', in: 'path', required: true, schema: string, description: '办件编号' };
const unauthorised = { description: '令牌缺失或已失效' };

const paths = {
  '/oauth/token': {
    post: {
      summary: '获取令牌（client_credentials）',
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              required: ['grant_type', 'client_id', 'client_secret'],
              properties: { grant_type: { const: 'client_credentials' }, client_id: string, client_secret: string },
            },
          },
        },
      },
      responses: { 200: { description: '令牌' }, 401: { description: '客户端标识或密钥错误' } },
    },
  },
  '/cases': {
    post: {
      summary: '取办件编号',
      description: '请求头 Idempotency-Key 相同则返回同一办件编号。',
      security: secured,
      parameters: [{ name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', minLength: 8, maxLength: 128 } }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { type: 'object', required: ['itemCode'], properties: { itemCode: string } } } },
      },
      responses: { 200: envelopeOf(object({ caseNumber: string, queryPassword: string })), 401: unauthorised },
    },
  },
  '/cases/{number}': {
    get: {
      summary: '查询办件状态',
      security: secured,
      parameters: [numberInPath],
      responses: {
        200: envelopeOf(
          object({
            caseNumber: string,
            state: { enum: ['registered', 'received', 'accepted', 'correction_required', 'rejected', 'concluded'] },
            message: { type: ['string', 'null'] },
            at: string,
            receivedAt: { type: ['string', 'null'] },
          }),
        ),
        401: unauthorised,
      },
    },
  },
  '/cases/{number}/attachments': {
    post: {
      summary: '上传附件',
      security: secured,
      parameters: [numberInPath],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['materialCode', 'materialName', 'sha256', 'md5', 'file'],
              properties: {
                materialCode: string,
                materialName: string,
                sha256: string,
                md5: string,
                file: { type: 'string', contentMediaType: 'application/octet-stream' },
              },
            },
          },
        },
      },
      responses: { 200: envelopeOf(object({ attachmentId: string })), 401: unauthorised },
    },
  },
  '/cases/{number}/submission': {
    post: {
      summary: '提交办件',
      security: secured,
      parameters: [numberInPath],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/CaseSubmission' } } },
      },
      responses: { 200: envelopeOf(object({ caseNumber: string, receivedAt: string })), 401: unauthorised },
    },
  },
};

export const openapiDocument = {
  openapi: '3.1.0',
  info: { title: '行政审批系统（沙箱）', version: '1.0.0', description: '供收件台对接、演示与测试使用的审批系统。' },
  paths,
  components: {
    securitySchemes: {
      clientCredentials: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } } },
    },
    schemas: {
      CasePayload: casePayloadSchema,
      CaseSubmission: {
        ...caseSubmissionSchema,
        properties: { ...caseSubmissionSchema.properties, payload: { $ref: '#/components/schemas/CasePayload' } },
      },
    },
  },
} as const;
