/** Reads the business result inside an answer: success is a rule about the envelope, not about the HTTP status. */

import { inWordsOf } from '#shared/push-reason.ts';
import type { PushReason } from '#shared/push-reason.ts';

export type Verdict =
  | { kind: 'ok'; data: Record<string, unknown> }
  | { kind: 'duplicate'; data: Record<string, unknown>; message: string }
  | { kind: 'unknown-case' }
  | { kind: 'unauthorised'; reason: PushReason }
  | { kind: 'refused'; problems: { path: string | null; reason: PushReason }[] };

/** Numbers or strings: vendors write both (docs/architecture.md). */
const successCodes = ['0', '200'];
const duplicateCodes = ['4091', '409'];
const unknownCaseCodes = ['4041'];
const tokenCodes = ['4010', '401'];
/**
 * Only words about the submission itself. A looser rule ("已存在") would take "同名个体工商户已存在" for success.
 */
const duplicateWords = /不允许重复提交|请勿重复提交/;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns undefined when `json` is not an envelope at all */
export function readEnvelope(json: unknown): Verdict | undefined {
  if (!isObject(json) || !('code' in json)) return undefined;
  const code = String(json['code']);
  const data = isObject(json['data']) ? json['data'] : {};
  const message = typeof json['message'] === 'string' ? json['message'] : '';
  if (successCodes.includes(code)) return { kind: 'ok', data };
  if (duplicateCodes.includes(code) || duplicateWords.test(message)) return { kind: 'duplicate', data, message };
  if (unknownCaseCodes.includes(code)) return { kind: 'unknown-case' };
  if (tokenCodes.includes(code)) return { kind: 'unauthorised', reason: inWordsOf(message, { code: 'system-code', details: { code } }) };
  return { kind: 'refused', problems: readProblems(data, message, code) };
}

function readProblems(data: Record<string, unknown>, message: string, code: string): { path: string | null; reason: PushReason }[] {
  const otherwise: PushReason = { code: 'system-code', details: { code } };
  const listed = Array.isArray(data['problems']) ? data['problems'] : [];
  const problems = listed.filter(isObject).map((problem) => ({
    path: typeof problem['path'] === 'string' ? problem['path'] : null,
    reason: inWordsOf(String(problem['message'] ?? ''), otherwise),
  }));
  return problems.length > 0 ? problems : [{ path: null, reason: inWordsOf(message, otherwise) }];
}
