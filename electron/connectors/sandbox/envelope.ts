/** The answer envelope `{code, message, data}` and the sandbox's business codes; business refusals travel inside HTTP 200. */

export const businessCodes = {
  ok: 0,
  badRequest: 4000,
  unknownCase: 4041,
  duplicate: 4091,
  wrongState: 4092,
  digestMismatch: 4101,
  unsupportedFile: 4151,
  invalid: 4220,
  unauthorised: 4010,
  failure: 5000,
} as const;
export type BusinessCode = (typeof businessCodes)[keyof typeof businessCodes];

export type Problem = { path: string | null; message: string };
export type Envelope = { code: BusinessCode; message: string; data: unknown };

export const success = (data: unknown): Envelope => ({ code: businessCodes.ok, message: '成功', data });

/** Thrown by the registry, answered as an envelope inside HTTP 200. */
export class BusinessError extends Error {
  readonly code: BusinessCode;
  readonly data: unknown;

  constructor(code: BusinessCode, message: string, data: unknown = null) {
    super(message);
    this.code = code;
    this.data = data;
  }

  toEnvelope(): Envelope {
    return { code: this.code, message: this.message, data: this.data };
  }
}
