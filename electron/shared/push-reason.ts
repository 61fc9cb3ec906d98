/** Why a push has not arrived: codes with their details; the words for a person are in push-reason-texts.ts. */
import { z } from 'zod';

export const pushReasonCodes = [
  /** What the approval system said itself, unchanged: `words`. */
  'system-words',
  /** An error code in its answer, without words: `code`. */
  'system-code',
  'no-answer-in-time',
  'answer-unreadable',
  'answer-too-large',
  'no-case-number',
  'no-case-state',
  'no-attachment-id',
  'unknown-case-number',
  /** The three with the HTTP `status` that was answered. */
  'temporarily-unavailable',
  'redirected',
  'access-denied',
  'request-refused',
  'token-failed',
  'client-refused',
  'connection-refused',
  'connection-broken',
  'address-not-found',
  'name-not-resolved',
  'connect-timeout',
  'network-unreachable',
  /** Certificates: `code` of the TLS library. */
  'certificate-out-of-date',
  'certificate-untrusted',
  'network-error',
  /** As the one before, with a `code` to look up. */
  'network-error-code',
  'not-configured',
  /** Our own failures: `code`. */
  'attachments-failed',
  'internal',
  /** Submitted in the demo: never sent to the hall's own system by itself. */
  'left-from-demo',
] as const;

export const pushReasonSchema = z.object({
  code: z.enum(pushReasonCodes),
  /** Values for the text's placeholders; no personal data but in the system's own words. */
  details: z.record(z.string(), z.string()).optional(),
});
export type PushReason = z.infer<typeof pushReasonSchema>;

/** The system's own words where it said any. */
export const inWordsOf = (words: string, otherwise: PushReason): PushReason =>
  words === '' ? otherwise : { code: 'system-words', details: { words } };
