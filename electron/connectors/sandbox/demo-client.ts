/** The client that the demo and the tests use. Not a secret: the sandbox answers on loopback only and holds invented people. */
import type { Client } from './tokens.ts';

export const demoClient: Client = { id: 'intake-desk', secret: 'sandbox-demo-secret' };
