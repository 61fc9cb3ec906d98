/** Migration 7: the second step is stored as `read`, and a push's last error as a code with details instead of a sentence. */
import type { Migration } from './migration.ts';

export const readingByName: Migration = {
  version: 7,
  sql: `
    update steps set step = 'read' where step = 'ocr';
    update outbox set last_error = json_object('code', 'system-words', 'details', json_object('words', last_error))
      where last_error is not null;
  `,
};
