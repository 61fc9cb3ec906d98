/** Whether an answer to NextDocument holds a page, or only says so. */
import type { EsclResponse } from './exchange.ts';

/** Everything with bytes that is no text is a page, or what is left of one. */
export function holdsPage(response: EsclResponse): boolean {
  return response.status === 200 && response.body.byteLength > 0 && !saysText(response);
}

/** By its header, or by its first letter: error pages also come under the name of an image. */
export function saysText({ headers, body }: EsclResponse): boolean {
  const type = headers['content-type'] ?? '';
  return /^\s*(text\/|application\/(xml|json|xhtml))/i.test(type) || /^\s*[<{]/.test(Buffer.from(body.subarray(0, 64)).toString('latin1'));
}
