/** The screens of the admin face, loaded together when IT staff come in. */
export { Accounts } from './accounts/accounts.tsx';
export { Connection } from './connection/connection.tsx';
export { DocumentTypes } from './document-types/document-types.tsx';
export { Mapping } from './mapping/mapping.tsx';
export { Outbox } from './outbox/outbox.tsx';
export { Recognition } from './recognition/recognition.tsx';
export { ServiceItems } from './service-items/service-items.tsx';
export { Scanners } from './scanners/scanners.tsx';
export { DataSafety } from './safety/data-safety.tsx';
export { Status } from './status/status.tsx';
