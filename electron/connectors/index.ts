/** The list of connectors. A new kind is one line here, beside its import. */
import type { ConnectorKind } from './connector.ts';
import { restConnector } from './rest/rest-connector.ts';

export const connectors: readonly ConnectorKind[] = [restConnector];
