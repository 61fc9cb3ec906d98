/** What a migration is: one numbered, forward-only change of the schema. */
export type Migration = {
  /** Value of `user_version` afterwards; counts up from 1 without gaps. */
  version: number;
  /** SQL statements, run in one transaction together with the new `user_version`. */
  sql: string;
};
