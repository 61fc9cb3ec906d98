/** Times and sizes of the REST connector, each with its reason. */

/** A file of 20 MB over a 2 Mbit/s line of a township hall needs 80 s; docs/architecture.md asks for 120 s. */
export const uploadTimeoutMs = 120_000;
/** A hall's network answers in milliseconds or not at all; waiting longer only hides a wrong address. */
export const connectTimeoutMs = 10_000;
/** Answers of this API are a few hundred bytes; more is a gateway's page or an attack on our memory. */
export const maxAnswerBytes = 1024 * 1024;
/** An API description with all its schemas. */
export const maxDocumentBytes = 4 * 1024 * 1024;
/** A token is renewed this long before it ends, so that it does not end on the way; short-lived ones at half their life. */
export const tokenMarginMs = 60_000;
/** When the token endpoint does not say how long a token lives. */
export const assumedTokenLifetimeMs = 10 * 60_000;
/** Beyond a day a Retry-After is a mistake, and a case must not sleep that long unseen. */
export const maxRetryAfterMs = 24 * 60 * 60_000;
/** A Retry-After that is a date hangs on a clock that may be wrong: it is believed no longer than our own longest wait. */
export const maxRetryAfterDateMs = 60 * 60_000;
