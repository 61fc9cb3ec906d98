/** English texts of each kind of approval system. */
import type { Translation } from '../zh/index.ts';

export const connections: Translation['connections'] = {
  kinds: { rest: 'JSON interface' },
  fields: {
    rest: { baseUrl: 'Address of the interface', clientId: 'Client id', clientSecret: 'Secret', timeoutMs: 'Timeout (seconds)' },
  },
  hints: {
    rest: {
      clientSecret:
        'Empty keeps the stored one for the same address and client id; after a change of either, type it again. It is stored encrypted and never shown.',
    },
  },
};
