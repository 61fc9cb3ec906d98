/** Migration 4: the audit log. Triggers refuse every change but adding the next link of the chain. */
import type { Migration } from './migration.ts';

export const audit: Migration = {
  version: 4,
  sql: `
    create table audit (
      sequence integer primary key autoincrement,
      at text not null,
      actor text not null,
      action text not null,
      subject text not null,
      details text,
      previous_hash text not null,
      hash text not null unique
    ) strict;

    create trigger audit_refuses_update before update on audit
    begin select raise(abort, 'audit is append-only'); end;

    create trigger audit_refuses_delete before delete on audit
    begin select raise(abort, 'audit is append-only'); end;

    create trigger audit_refuses_other_links before insert on audit
    when new.sequence is not (select coalesce(max(sequence), 0) + 1 from audit)
      or new.previous_hash is not coalesce((select hash from audit order by sequence desc limit 1), '')
    begin select raise(abort, 'audit is a chain'); end;
  `,
};
