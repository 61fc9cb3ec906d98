/** What a window of ours may do, as plain functions: where it may go, what it may ask the system for, and when it is reloaded. */

/** The one origin of our pages inside Electron. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://intake`;

/** Addresses within our own origin only; everything else stays closed, also in new windows and frames. */
export function decideNavigation(url: string): 'allow' | 'deny' {
  return isOurs(url) ? 'allow' : 'deny';
}

export type PermissionRequest = {
  permission: string;
  requestingUrl: string;
  isMainFrame: boolean;
  /** Of `media` requests; absent when Electron does not say. */
  mediaTypes?: readonly string[];
  /** A document camera is set up, or IT staff are about to. */
  cameraEnabled: boolean;
};

/** The camera, for document cameras on our own page where one is set up. Nothing else, and no microphone. */
export function decidePermission({ permission, requestingUrl, isMainFrame, mediaTypes, cameraEnabled }: PermissionRequest): boolean {
  if (!cameraEnabled || permission !== 'media' || !isMainFrame || !isOurs(requestingUrl)) return false;
  return mediaTypes !== undefined && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
}

function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === appOrigin && username === '' && password === '';
}

const firstReloadMs = 500;
const longestReloadMs = 30_000;
/** A page that lived this long had recovered; its next crash starts the count again. */
const recoveredMs = 60_000;

/** Decides how long to wait before a crashed page is loaded again: at once, then ever slower, never not at all. */
export function createReloadBackOff(now: () => number = Date.now): () => number {
  let crashes = 0;
  let lastCrash = Number.NEGATIVE_INFINITY;
  return () => {
    crashes = now() - lastCrash > recoveredMs ? 0 : crashes + 1;
    lastCrash = now();
    return Math.min(longestReloadMs, firstReloadMs * 2 ** crashes);
  };
}

/** Keys of a browser that a window of ours does not have: reload, zoom, DevTools, and at a kiosk closing and leaving full screen. */
export function isBlockedKey(
  input: { key: string; control: boolean; meta: boolean; alt: boolean; shift: boolean },
  kiosk: boolean,
): boolean {
  const key = input.key.toLowerCase();
  const command = input.control || input.meta;
  if (key === 'f12' || (command && input.shift && ['i', 'j', 'c'].includes(key))) return true;
  if (!kiosk) return false;
  return (
    key === 'f11' || key === 'f5' || (input.alt && key === 'f4') || (command && ['w', 'q', 'r', 'n', 't', 'p', '+', '-', '0'].includes(key))
  );
}
