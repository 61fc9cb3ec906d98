/** Headers of everything that is served to a page, over loopback and over Electron's own protocol. */

/**
 * Nothing from elsewhere, no inline script, no frames. `style-src` allows inline styles because the component library
 * writes its style sheet at run time; a style cannot run code or, with these other rules, fetch anything.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const closedFeatures = 'microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()';

/**
 * The same answer with the headers it does not set itself, and not to be kept anywhere unless it says otherwise.
 * @param camera the page may ask for a camera: one is set up, or IT staff are about to
 */
export function withSecurityHeaders(response: Response, camera = false): Response {
  const headers = new Headers(response.headers);
  headers.set('permissions-policy', `camera=(${camera ? 'self' : ''}), ${closedFeatures}`);
  for (const [name, value] of Object.entries(securityHeaders)) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, headers });
}
