/** The closed list of error codes that may cross a boundary, and what an operator can do about each. */

/**
 * `retry` says who acts next:
 * `auto` = the program tries again by itself, `operator` = a person mends something and then tries again,
 * `never` = the same call can only fail again.
 * Device codes follow the error taxonomy of eSCL/SANE devices; the texts live in error-texts.ts.
 */
export const errorCodes = {
  internal: { retry: 'operator' },
  'bad-input': { retry: 'never' },
  'not-found': { retry: 'never' },
  forbidden: { retry: 'never' },
  conflict: { retry: 'operator' },
  timeout: { retry: 'operator' },
  cancelled: { retry: 'operator' },
  'too-large': { retry: 'never' },
  'connection-lost': { retry: 'auto' },

  'session.signed-out': { retry: 'operator' },
  'session.bad-credentials': { retry: 'operator' },
  'session.locked': { retry: 'operator' },
  'session.too-many-failures': { retry: 'operator' },
  'session.password-change-required': { retry: 'operator' },
  'session.weak-password': { retry: 'operator' },

  'device.offline': { retry: 'operator' },
  'device.busy': { retry: 'auto' },
  'device.warming-up': { retry: 'auto' },
  'device.feeder-empty': { retry: 'operator' },
  'device.paper-jam': { retry: 'operator' },
  'device.mispick': { retry: 'operator' },
  'device.multi-feed': { retry: 'operator' },
  'device.cover-open': { retry: 'operator' },
  'device.feeder-overload': { retry: 'operator' },
  'device.page-size': { retry: 'operator' },
  'device.settings-rejected': { retry: 'operator' },
  'device.access-denied': { retry: 'operator' },
  'device.tls-untrusted': { retry: 'operator' },
  'device.certificate-changed': { retry: 'operator' },
  'device.software-missing': { retry: 'operator' },
  'device.connection-lost': { retry: 'operator' },
  'device.timeout': { retry: 'operator' },
  'device.removed': { retry: 'operator' },
  'device.transfer-interrupted': { retry: 'operator' },
  'device.corrupt-page': { retry: 'operator' },
  'device.end-in-doubt': { retry: 'operator' },
  'device.error': { retry: 'operator' },
  'device.protocol': { retry: 'operator' },
  'device.driver-crash': { retry: 'operator' },
  'device.not-configured': { retry: 'operator' },

  'file.unreadable': { retry: 'never' },
  'file.unsupported': { retry: 'never' },
  'file.empty': { retry: 'never' },
  'file.too-large': { retry: 'never' },
  'file.encrypted': { retry: 'never' },
  'file.not-drawn': { retry: 'never' },
  'file.heic': { retry: 'never' },
  'file.too-many': { retry: 'operator' },

  'recognizer.crashed': { retry: 'auto' },
  'recognizer.timeout': { retry: 'auto' },
  'recognizer.model-missing': { retry: 'operator' },
  'recognizer.model-mismatch': { retry: 'operator' },
  'recognizer.labels-mismatch': { retry: 'operator' },

  'document-type.not-ready': { retry: 'operator' },

  'case.illegal-move': { retry: 'never' },
  'case.stale': { retry: 'operator' },
  'case.incomplete': { retry: 'operator' },
  'case.sheet-in-doubt': { retry: 'operator' },
  'case.unreviewed-fields': { retry: 'operator' },
  'case.reviewer-required': { retry: 'operator' },
  'case.closed': { retry: 'never' },

  'mapping.invalid': { retry: 'operator' },
  'mapping.missing': { retry: 'operator' },
  'mapping.payload-invalid': { retry: 'operator' },

  'push.unreachable': { retry: 'auto' },
  'push.unauthorised': { retry: 'operator' },
  'push.secret-required': { retry: 'operator' },
  'push.rejected': { retry: 'operator' },
  'push.parked': { retry: 'operator' },
  'push.not-configured': { retry: 'operator' },

  'store.key-missing': { retry: 'operator' },
  'store.key-wrong': { retry: 'operator' },
  'store.key-storage-insecure': { retry: 'operator' },
  'store.corrupt': { retry: 'operator' },
  'store.missing': { retry: 'operator' },
  'store.not-a-database': { retry: 'operator' },
  'store.behind': { retry: 'operator' },
  'store.log-damaged': { retry: 'operator' },
  'store.log-foreign': { retry: 'operator' },
  'store.anchor-missing': { retry: 'operator' },
  'store.anchor-damaged': { retry: 'operator' },
  'store.other-installation': { retry: 'operator' },
  'store.pages-missing': { retry: 'operator' },
  'store.page-damaged': { retry: 'operator' },
  'store.read-only-disk': { retry: 'operator' },
  'store.no-access': { retry: 'operator' },
  'store.disk-error': { retry: 'operator' },
  'store.vanished': { retry: 'operator' },
  'store.rescue': { retry: 'operator' },
  'store.newer-schema': { retry: 'operator' },
  'store.in-use': { retry: 'operator' },
  'store.audit-broken': { retry: 'operator' },
  'store.out-of-space': { retry: 'operator' },
} as const satisfies Record<string, { retry: 'auto' | 'operator' | 'never' }>;

export type ErrorCode = keyof typeof errorCodes;

/** Values that fill the placeholders of a code's text. Never personal data: these may be logged. */
export type ErrorDetails = Record<string, string | number | boolean | null>;

/** The only error that may cross a process, port or connector boundary. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  /** @param cause kept for the log of the process that throws; it never crosses a boundary. */
  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }

  /** What may be sent to another process or to the renderer. */
  toJSON(): SerializedError {
    return { code: this.code, details: this.details };
  }
}

export type SerializedError = { code: ErrorCode; details: ErrorDetails };

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCodes, value);
}

export function isAppError(value: unknown): value is AppError {
  return value instanceof AppError;
}

/** Rebuilds an error that came from another process; anything that is not one of ours becomes `internal`. */
export function errorFromJSON(value: unknown): AppError {
  const candidate = value as Partial<SerializedError> | null;
  if (candidate && typeof candidate === 'object' && isErrorCode(candidate.code))
    return new AppError(candidate.code, candidate.details ?? {});
  return new AppError('internal');
}

/** Every error becomes an AppError; what was unexpected becomes `internal` with the original as its cause. */
export function toAppError(error: unknown): AppError {
  return isAppError(error) ? error : new AppError('internal', {}, error);
}
