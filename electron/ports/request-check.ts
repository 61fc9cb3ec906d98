/** Which requests may come from a page of ours: the loopback server refuses every other, whatever cookie it carries. */

export type RequestFacts = {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  secFetchSite: string | undefined;
  isUpgrade: boolean;
};

/**
 * A page of another site that makes this browser call us is told apart by `Origin` and `Sec-Fetch-Site`; a name that was
 * made to point to 127.0.0.1 (DNS rebinding) by `Host`.
 * @param authority the only right `Host`, e.g. `127.0.0.1:49152`
 * @returns why the request is refused, undefined when it is fine
 */
export function refusal(facts: RequestFacts, authority: string): 'host' | 'origin' | 'site' | undefined {
  if (facts.host !== authority) return 'host';
  const mustNameOrigin = facts.isUpgrade || (facts.method !== 'GET' && facts.method !== 'HEAD');
  if (facts.origin === undefined ? mustNameOrigin : facts.origin !== `http://${authority}`) return 'origin';
  if (facts.secFetchSite !== undefined && facts.secFetchSite !== 'same-origin' && facts.secFetchSite !== 'none') return 'site';
  return undefined;
}
