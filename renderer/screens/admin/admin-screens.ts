/** The screens of the admin face, loaded together when IT staff come in. */
export { Accounts } from './accounts/accounts.tsx';
export { Connection } from './connection/connection.tsx';
export { Mapping } from './mapping/mapping.tsx';
export { Outbox } from './outbox/outbox.tsx';
export { Scanners } from './scanners/scanners.tsx';
export { Status } from './status/status.tsx';
