/** Types of the driver: its package hides its own, and its interface is that of better-sqlite3. */
declare module 'better-sqlite3-multiple-ciphers' {
  import type BetterSqlite3 from 'better-sqlite3';

  const SqliteFile: typeof BetterSqlite3;
  export default SqliteFile;
}
