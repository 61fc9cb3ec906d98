/** Types of the SQLite package, whose `exports` hide its own; it is a drop-in of better-sqlite3. */
declare module 'better-sqlite3-multiple-ciphers' {
  import Database from 'better-sqlite3';
  export default Database;
}
