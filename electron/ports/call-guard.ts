/** The one place that decides who may call a procedure and what an error may say on its way out. */
import { ORPCError } from '@orpc/server';
import type { StandardRPCHandlerOptions } from '@orpc/server/standard';
import type { ProcedureMeta } from '#shared/contract/roles.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { isAsyncIterator } from '#shared/is-async-iterator.ts';
import type { Connection, Role } from '#shared/session.ts';
import type { CallContext, Refusal } from './host-port.ts';

export type ReportFailure = (where: string, error: unknown) => void;

/** Procedures that stay open while a password must be changed. */
const sessionFolder = 'session';

/**
 * Handler options that guard every procedure of a router. They hang on the handler and not in the router, so that no
 * procedure can be written without them.
 * @param report gets the errors that became `internal`, with the procedure's name
 * @param refused gets the calls that the session may not make
 */
export function guardCalls(
  report: ReportFailure,
  refused: (refusal: Refusal) => void = () => undefined,
): StandardRPCHandlerOptions<CallContext> {
  return {
    interceptors: [
      async ({ next }) => {
        let result;
        try {
          result = await next();
        } catch (error) {
          // What is not yet a wire error was thrown while the frame's body was decoded.
          throw error instanceof ORPCError ? error : toWireError(new AppError('bad-input'));
        }
        if (!result.matched) throw toWireError(new AppError('not-found'));
        return result;
      },
    ],
    clientInterceptors: [
      async ({ next, ...options }) => {
        const { context, path, procedure, signal } = options;
        const name = path.join('.');
        const { connection } = context;
        const check = () => checkCall(connection, path, procedure['~orpc'].meta as ProcedureMeta);
        try {
          try {
            check();
          } catch (error) {
            refused({ kind: connection.isLocked() ? 'locked' : 'role', account: connection.actor()?.account, what: name });
            throw error;
          }
          const stop = new AbortController();
          const output = await next({ ...options, signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal });
          if (!isAsyncIterator(output)) return output;
          const onChange = (listener: () => void) => connection.onChange(listener);
          return guardStream(output, {
            check,
            onChange,
            signal,
            stop: () => stop.abort(),
            fail: (error) => crossingError(name, error, report),
          });
        } catch (error) {
          throw crossingError(name, error, report);
        }
      },
    ],
  };
}

/** @throws AppError `session.locked`, `session.signed-out`, `forbidden`, `session.password-change-required` */
function checkCall(connection: Connection, path: readonly string[], meta: ProcedureMeta): void {
  const role = connection.role();
  if (!meta.roles?.includes(role)) throw notAllowed(connection, role);
  if (path[0] !== sessionFolder && connection.mustChangePassword()) throw new AppError('session.password-change-required');
}

/** Why a session of this role gets nothing. */
export function notAllowed(connection: Connection, role: Role): AppError {
  if (connection.isLocked()) return new AppError('session.locked');
  return new AppError(role === 'visitor' ? 'session.signed-out' : 'forbidden');
}

/** The error as it may be sent: code and details of an AppError, everything else reported and flattened to `internal`. */
function crossingError(name: string, error: unknown, report: ReportFailure): ORPCError<string, ErrorDetails> {
  if (isAppError(error)) {
    if (error.cause !== undefined || error.code === 'internal') report(name, error);
    return toWireError(error);
  }
  const issues = inputIssues(error);
  if (issues) return toWireError(new AppError('bad-input', issues));
  report(name, error);
  return toWireError(new AppError('internal'));
}

function toWireError(error: AppError): ORPCError<string, ErrorDetails> {
  const status = error.code === 'internal' ? 500 : error.code === 'forbidden' ? 403 : error.code === 'not-found' ? 404 : 422;
  return new ORPCError(error.code, { status, message: error.code, data: error.details });
}

/** Where the input is wrong: the path of the first issue, never the value. Undefined when the error is another one. */
function inputIssues(error: unknown): ErrorDetails | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return undefined;
  const issues = (error.data as { issues?: { path?: readonly (PropertyKey | { key: PropertyKey })[] }[] } | undefined)?.issues;
  if (!issues) return undefined;
  const segments = (issues[0]?.path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return { path: segments.join('.'), issues: issues.length };
}

type StreamGuard = {
  check: () => void;
  onChange: Connection['onChange'];
  signal: AbortSignal | undefined;
  /** Tells the procedure that nobody follows any more. */
  stop: () => void;
  fail: (error: unknown) => Error;
};

/**
 * Ends at once when the session may no longer follow: locked or signed out, a quiet stream would tell nothing for hours.
 * Checks again before each event.
 * Not a generator: `return()` of a generator waits for the running `next()`, and a quiet stream would never end.
 */
function guardStream(inner: AsyncIterator<unknown>, { check, onChange, signal, stop, fail }: StreamGuard): AsyncIteratorObject<unknown> {
  const aborted = Promise.withResolvers<'aborted'>();
  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => undefined);
  const onAbort = () => aborted.resolve('aborted');
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const stopListening = onChange(() => {
    try {
      check();
    } catch (error) {
      refused.reject(error);
    }
  });
  const release = () => {
    signal?.removeEventListener('abort', onAbort);
    stopListening();
  };
  const end = async (): Promise<IteratorResult<unknown>> => {
    release();
    stop();
    // A generator that waits for its next event settles this only after it has seen the signal: do not wait for it.
    Promise.resolve(inner.return?.()).catch((error: unknown) => signal?.aborted || fail(error));
    return { done: true, value: undefined };
  };
  return {
    async next() {
      try {
        const result = await Promise.race([inner.next(), aborted.promise, refused.promise]);
        if (result === 'aborted') return await end();
        if (result.done) release();
        else check();
        return result;
      } catch (error) {
        const result = await end();
        // A subscription that ends by throwing what it was aborted with is a page that left, not a failure.
        if (signal?.aborted) return result;
        throw fail(error);
      }
    },
    return: end,
    async throw(error) {
      await end();
      throw fail(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  };
}
