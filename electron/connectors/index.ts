/** The list of connectors: kind in the connection settings → factory. */
import type { ConnectionSettings } from '#shared/contract.ts';
import type { Connector } from './connector.ts';
import { createRestConnector } from './rest/rest-connector.ts';

export type ConnectorFactory = (settings: ConnectionSettings) => Connector;

export const connectors: Readonly<Record<ConnectionSettings['kind'], ConnectorFactory>> = {
  rest: createRestConnector,
};
