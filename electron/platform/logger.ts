/** The one logger: JSON lines of codes and harmless details, to a rotating file or to stderr. */
import { isAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { maskText, redact } from './redact.ts';

type LogLevel = 'info' | 'warn' | 'error';

export type Logger = {
  /** @param code a fixed dotted name such as `outbox.parked`, never text made of data */
  info(code: string, details?: ErrorDetails): void;
  warn(code: string, details?: ErrorDetails): void;
  error(code: string, details?: ErrorDetails): void;
  /** For failures nobody handled: kind, code and stack, but no message, because messages quote data. */
  report(where: string, error: unknown): void;
};

/** Takes one line without its line end. */
export type LogSink = (line: string) => void;

export function createLogger(sink: LogSink, now: () => Date = () => new Date()): Logger {
  const write = (level: LogLevel, code: string, details: ErrorDetails = {}) => {
    sink(JSON.stringify({ at: now().toISOString(), level, code: maskText(code), details }));
  };
  return {
    info: (code, details = {}) => write('info', code, redact(details)),
    warn: (code, details = {}) => write('warn', code, redact(details)),
    error: (code, details = {}) => write('error', code, redact(details)),
    report: (where, error) => write('error', 'unexpected', describe(where, error)),
  };
}

/** Longest way from an error to the causes behind it. */
const mostCauses = 4;

function describe(where: string, error: unknown): ErrorDetails {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && chain.length < mostCauses; next = next.cause) chain.push(next);
  const last = chain.at(-1);
  return {
    where: maskText(where),
    kind: maskText(chain.map((each) => `${each.name}${codeOf(each)}`).join(' < ') || typeof error),
    stack: last ? frames(last) : null,
    ...(isAppError(error) ? redact(error.details) : {}),
  };
}

function codeOf(error: Error): string {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `(${code})` : '';
}

/** Only the frames: the head of a stack repeats the message. */
function frames(error: Error): string {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return lines
    .slice(0, 8)
    .map((line) => maskText(line.trim()))
    .join(' | ');
}
