/** Checks what arrives against the published schema and answers in the applicant's language. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { Problem } from './envelope.ts';
import { caseSubmissionSchema } from './payload-schema.ts';

export type ValidateSubmission = (body: unknown) => Problem[];

/** Words for the keywords that the schema uses; the values themselves are never repeated. */
const messages: Readonly<Record<string, (error: ErrorObject) => string>> = {
  required: (error) => `缺少必填项 ${String(error.params['missingProperty'])}`,
  additionalProperties: (error) => `不认识的字段 ${String(error.params['additionalProperty'])}`,
  pattern: () => '格式不正确',
  format: () => '格式不正确',
  type: (error) => `类型应为 ${String(error.params['type'])}`,
  enum: () => '不在允许的取值范围内',
  const: () => '不在允许的取值范围内',
  minLength: () => '不能为空',
  maxLength: (error) => `长度不能超过 ${String(error.params['limit'])}`,
};

export function createSubmissionValidator(): ValidateSubmission {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
  ajvFormats.default(ajv);
  const check = ajv.compile(caseSubmissionSchema);
  return (body) => {
    if (check(body)) return [];
    return (check.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map((error) => ({ path: error.instancePath, message: messages[error.keyword]?.(error) ?? '不符合要求' }));
  };
}
