/** The calls of the approval system's API as plain values: what is sent where. */
import type { Attachment, Submission } from '../connector.ts';
import { FormData } from 'undici';
import type { Call } from './exchange.ts';
import { uploadTimeoutMs } from './limits.ts';

type BareCall = Omit<Call, 'timeoutMs'> & { timeoutMs?: number };

const json = { 'content-type': 'application/json' };
const caseUrl = (baseUrl: string, caseNumber: string) => `${baseUrl}/cases/${encodeURIComponent(caseNumber)}`;

export const registerCall = (baseUrl: string, { itemCode, idempotencyKey }: Submission): BareCall => ({
  method: 'POST',
  url: `${baseUrl}/cases`,
  headers: { ...json, 'idempotency-key': idempotencyKey },
  body: JSON.stringify({ itemCode }),
});

export const queryCall = (baseUrl: string, caseNumber: string): BareCall => ({ method: 'GET', url: caseUrl(baseUrl, caseNumber) });

export function attachmentCall(
  baseUrl: string,
  caseNumber: string,
  attachment: Attachment,
  bytes: Uint8Array,
  timeoutMs: number,
): BareCall {
  const body = new FormData();
  body.set('materialCode', attachment.materialCode);
  body.set('materialName', attachment.materialName);
  body.set('sha256', attachment.sha256);
  body.set('md5', attachment.md5);
  body.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: attachment.mimeType }), attachment.fileName);
  return { method: 'POST', url: `${caseUrl(baseUrl, caseNumber)}/attachments`, body, timeoutMs: Math.max(timeoutMs, uploadTimeoutMs) };
}

export function submissionCall(
  baseUrl: string,
  caseNumber: string,
  { payload, attachments, idempotencyKey }: Submission,
  remoteIds: ReadonlyMap<string, string>,
): BareCall {
  const references = attachments.map(({ materialCode, sha256 }) => ({ attachmentId: remoteIds.get(sha256), materialCode, sha256 }));
  return {
    method: 'POST',
    url: `${caseUrl(baseUrl, caseNumber)}/submission`,
    headers: { ...json, 'idempotency-key': idempotencyKey },
    body: JSON.stringify({ payload, attachments: references }),
  };
}
