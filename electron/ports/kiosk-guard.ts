/** Holds a kiosk's browser to one page of ours: closes whatever else opens, and replaces a page that crashed, hangs or left. */
import type { BrowserEvent, BrowserPipe } from './browser-pipe.ts';
import { wipedUrl } from './kiosk-policy.ts';
import { createReloadBackOff } from './window-policy.ts';

export type KioskGuardOptions = {
  /** Origin of our pages. */
  origin: string;
  /** An address that admits the page that replaces a lost one. */
  newAddress(): string;
  report(where: string, error: unknown): void;
  /** How often the page is asked whether it still answers, and how long it may take. */
  heartbeatMs?: number;
  answerMs?: number;
};

export interface KioskGuard {
  /** Settles when the page is under guard. @throws when the browser does not let itself be guarded */
  readonly ready: Promise<void>;
  /** Ends the page, and the process that held it, and shows a new one. */
  renew(): Promise<void>;
  stop(): void;
}

type TargetInfo = { targetId: string; type: string; url: string };
type State = KioskGuardOptions & {
  pipe: BrowserPipe;
  main: { targetId: string; session: string } | null;
  ready: PromiseWithResolvers<void>;
  /** A navigation of ours is under way; the page's veto against being closed does not count. */
  leaving: boolean;
  nextPause: () => number;
  timers: Set<NodeJS.Timeout>;
  stopped: boolean;
};

/** A browser that has not shown its page to us by then never will. */
const attachMs = 60_000;
/** Kinds of targets that show something to a person. The browser's own parts (`browser_ui`) and workers are none. */
const visibleKinds = new Set(['page', 'tab', 'other', 'app', 'webview']);
const isPrinting = (url: string) => /^chrome(-untrusted)?:\/\/print\//.test(url);

/** Alt+F4 asks the page first: it says no, and `answerDialog` answers the browser's question at once. */
const vetoScript = `addEventListener('beforeunload', (event) => {
  if (document.documentElement.dataset.leaving === undefined) event.preventDefault();
});`;
const wipedPage = '<!doctype html><title>kiosk</title><body style="background:#fff">';

export function guardKiosk(pipe: BrowserPipe, options: KioskGuardOptions): KioskGuard {
  const state: State = {
    ...options,
    pipe,
    main: null,
    ready: Promise.withResolvers<void>(),
    leaving: false,
    nextPause: createReloadBackOff(() => performance.now()),
    timers: new Set(),
    stopped: false,
  };
  pipe.onEvent((event) => receive(state, event));
  const start = async () => {
    await pipe.send('Target.setDiscoverTargets', { discover: true, filter: [{}] });
    // Held at its start, a window that somebody opened shows nothing before it is closed.
    await pipe.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  };
  start().catch((error: unknown) => state.ready.reject(error as Error));
  later(state, attachMs, () => state.ready.reject(new Error('the browser does not let itself be guarded')));
  state.ready.promise.catch(() => undefined);
  void beat(state);
  return {
    ready: state.ready.promise,
    renew: () => show(state),
    stop() {
      state.stopped = true;
      for (const timer of state.timers) clearTimeout(timer);
    },
  };
}

function later(state: State, ms: number, work: () => void): void {
  const timer = setTimeout(() => {
    state.timers.delete(timer);
    if (!state.stopped) work();
  }, ms);
  state.timers.add(timer);
}

/** A target may end while we ask something of it; its end is told by an event. */
const ignore = (): undefined => undefined;

function receive(state: State, { method, params, sessionId }: BrowserEvent): void {
  if (method === 'Target.attachedToTarget') return attached(state, params['targetInfo'] as TargetInfo, params['sessionId'] as string);
  if (method === 'Target.targetCreated' || method === 'Target.targetInfoChanged') return seen(state, params['targetInfo'] as TargetInfo);
  if (method === 'Target.targetDestroyed') return destroyed(state, params['targetId'] as string);
  if (!state.main || sessionId !== state.main.session) return;
  if (method === 'Inspector.targetCrashed') return replace(state, 'page crashed');
  if (method === 'Page.javascriptDialogOpening') return answerDialog(state, params['type'] as string);
  if (method === 'Fetch.requestPaused') return decideRequest(state, params as { requestId: string; request: { url: string } });
  if (method === 'Page.frameNavigated') return navigated(state, params['frame'] as { url: string; parentId?: string });
}

function attached(state: State, target: TargetInfo, session: string): void {
  const { pipe } = state;
  if (target.type === 'page' && state.main === null) {
    state.main = { targetId: target.targetId, session };
    lock(state, session).then(() => state.ready.resolve(), state.ready.reject);
    return;
  }
  if (isForeign(state, target)) void pipe.send('Target.closeTarget', { targetId: target.targetId }).catch(ignore);
  // Also what is being closed: a held target cannot end.
  void pipe.send('Runtime.runIfWaitingForDebugger', {}, session).catch(ignore);
}

const isForeign = ({ main }: State, { type, url, targetId }: TargetInfo): boolean =>
  targetId !== main?.targetId && visibleKinds.has(type) && !isPrinting(url) && !(type === 'tab' && main === null);

/** Developer tools and the like come without being attached to. The page's own tab has no address of its own. */
function seen(state: State, target: TargetInfo): void {
  const own = target.type === 'tab' || target.type === 'browser' || target.url === '' || target.url.startsWith(state.origin);
  if (state.main && !own && isForeign(state, target))
    void state.pipe.send('Target.closeTarget', { targetId: target.targetId }).catch(ignore);
}

/** The page is gone and something else kept the browser: `kiosk-screen.ts` opens another one when it has ended. */
function destroyed(state: State, targetId: string): void {
  if (targetId === state.main?.targetId) void state.pipe.send('Browser.close').catch(ignore);
}

async function lock(state: State, session: string): Promise<void> {
  const send = (method: string, params: Record<string, unknown> = {}) => state.pipe.send(method, params, session);
  await Promise.all([
    send('Page.enable'),
    send('Inspector.enable'),
    send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
    send('Page.addScriptToEvaluateOnNewDocument', { source: vetoScript }),
    send('Runtime.evaluate', { expression: vetoScript }),
    send('Runtime.runIfWaitingForDebugger'),
  ]);
}

function answerDialog(state: State, type: string): void {
  const accept = type === 'beforeunload' && state.leaving;
  void state.pipe.send('Page.handleJavaScriptDialog', { accept }, state.main?.session).catch(ignore);
}

function decideRequest(state: State, { requestId, request }: { requestId: string; request: { url: string } }): void {
  const send = (method: string, params: Record<string, unknown>) =>
    void state.pipe.send(method, { requestId, ...params }, state.main?.session).catch(ignore);
  if (request.url === wipedUrl)
    return send('Fetch.fulfillRequest', {
      responseCode: 200,
      responseHeaders: [{ name: 'content-type', value: 'text/html; charset=utf-8' }],
      body: Buffer.from(wipedPage).toString('base64'),
    });
  // An aborted navigation leaves the page as it is.
  if (isOurs(state, request.url)) send('Fetch.continueRequest', {});
  else send('Fetch.failRequest', { errorReason: 'Aborted' });
}

const isOurs = ({ origin }: State, url: string): boolean => URL.canParse(url) && new URL(url).origin === origin;

function navigated(state: State, { url, parentId }: { url: string; parentId?: string }): void {
  if (parentId === undefined && url !== wipedUrl && !isOurs(state, url)) replace(state, 'page left');
}

function replace(state: State, reason: string): void {
  if (state.stopped) return;
  state.report('kiosk-window', new Error(reason));
  later(state, state.nextPause(), () => void show(state).catch((error: unknown) => state.report('kiosk-window', error)));
}

/** By way of another site: the browser ends the process of the page before, and with it whatever it remembered. */
async function show(state: State): Promise<void> {
  const session = state.main?.session;
  state.leaving = true;
  try {
    await state.pipe.send('Page.navigate', { url: wipedUrl }, session);
    await state.pipe.send('Page.navigate', { url: state.newAddress() }, session);
  } finally {
    state.leaving = false;
  }
}

/** A page that does not answer is ended, and the crash that follows brings a new one; one that something lies over comes to the front. */
async function beat(state: State): Promise<void> {
  await state.ready.promise.catch(ignore);
  if (state.stopped || !state.main) return;
  const { heartbeatMs = 2_000, answerMs = 30_000, pipe } = state;
  const { session } = state.main;
  let over = false;
  const settle = (): boolean => {
    if (over) return false;
    over = true;
    later(state, heartbeatMs, () => void beat(state));
    return true;
  };
  later(state, answerMs, () => {
    if (!settle()) return;
    state.report('kiosk-window', new Error('page hangs'));
    void pipe.send('Page.crash', {}, session).catch(ignore);
  });
  // A crashed page answers with an error, which is an answer: its replacement is under way.
  const answer = await pipe.send('Runtime.evaluate', { expression: 'document.hasFocus()' }, session).catch(ignore);
  const hasFocus = (answer?.['result'] as { value?: unknown } | undefined)?.value;
  if (hasFocus === false && !state.stopped) await pipe.send('Page.bringToFront', {}, session).catch(ignore);
  settle();
}
