/** The contract of every connector to an approval system (行政审批系统). */
import type { ConnectionSettings, SettingField } from '#shared/connection/connection-settings.ts';
import type { SerializedError } from '#shared/errors.ts';
import type { PushReason } from '#shared/push-reason.ts';

export type Attachment = {
  materialCode: string;
  materialName: string;
  fileName: string;
  mimeType: 'application/pdf' | 'image/jpeg' | 'image/png';
  bytes: number;
  /** Hex digests of the file: sha256 for us, md5 because many intake APIs ask for it. */
  sha256: string;
  md5: string;
  read(): Promise<Uint8Array>;
};

export type Submission = {
  caseId: string;
  /** The same for every attempt of one submission. */
  idempotencyKey: string;
  itemCode: string;
  itemName: string;
  payload: Record<string, unknown>;
  attachments: Attachment[];
  /** Known from an earlier attempt: the number given by the system and the ids of files it already holds. */
  caseNumber: string | null;
  queryPassword: string | null;
  /** sha256 → remote id. */
  uploaded: Record<string, string>;
};

/** Called and awaited at once when the far side has taken something, so that a later attempt does not repeat it. */
export type PushMemory = {
  caseNumberGiven(caseNumber: string, queryPassword: string | null): Promise<void>;
  attachmentTaken(sha256: string, remoteId: string): Promise<void>;
};

export type PushOutcome =
  | { kind: 'accepted'; caseNumber: string; receivedAt: string }
  /** The system already holds this case: success. */
  | { kind: 'duplicate'; caseNumber: string; receivedAt: string | null }
  /** Try again, not before `afterMs`. `reason` carries no personal data. */
  | { kind: 'retry'; afterMs: number | null; reason: PushReason }
  /** The system refuses the content; its words are shown to staff unchanged. */
  | { kind: 'rejected'; problems: { path: string | null; reason: PushReason }[] }
  | { kind: 'unauthorised'; reason: PushReason };

export type ConnectionReport = {
  ok: boolean;
  systemName: string | null;
  roundTripMs: number;
  /** Far clock minus ours; signatures carry timestamps with narrow windows. */
  clockSkewMs: number | null;
  error: SerializedError | null;
};

export type ApprovalState = {
  state: 'received' | 'accepted' | 'correction_required' | 'rejected' | 'concluded';
  message: string | null;
  at: string;
};

export interface Connector {
  readonly kind: string;
  test(signal: AbortSignal): Promise<ConnectionReport>;
  /** Number first, files next, submit last. Never throws for what the far side says; throws only `cancelled`. */
  push(submission: Submission, memory: PushMemory, signal: AbortSignal): Promise<PushOutcome>;
  /** What became of a case; null when the system does not know the number. */
  query(caseNumber: string, signal: AbortSignal): Promise<ApprovalState | null>;
  /** JSON Schema of the payload when the system publishes one; null otherwise. */
  payloadSchema(signal: AbortSignal): Promise<Record<string, unknown> | null>;
}

/** A kind of connector as the list has it. */
export type ConnectorKind = {
  readonly kind: string;
  /** The settings of a connection of this kind, in the order of the form. */
  readonly fields: readonly SettingField[];
  /** Secrets may be empty: they are filled in later. @throws AppError `bad-input` with the name of the setting; unknown ones are refused */
  check(settings: ConnectionSettings): void;
  /** @param settings checked, with their secrets */
  create(settings: ConnectionSettings): Connector;
};
