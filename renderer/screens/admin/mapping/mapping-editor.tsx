/** The table of rules as a draft, with its checks, dry run and saving. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping, MappingRule } from '#shared/mapping/mapping.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { DryRun } from './dry-run.tsx';
import { missingTargets, moveRow, rowProblems } from './mapping-rows.ts';
import { RuleTable } from './rule-table.tsx';
import type { RuleRowState } from './rule-table.tsx';
import type { Sources, Targets } from './mapping-sides.ts';

/** Ids are never used twice, so that a reverted row does not keep the text typed into its predecessor. */
let lastRowId = 0;

function useRuleRows(mapping: Mapping) {
  const original = () => mapping.rules.map((rule): RuleRowState => ({ id: (lastRowId += 1), rule }));
  const [rows, setRows] = useState(original);
  const rules = rows.map(({ rule }) => rule);
  return { rows, setRows, rules, revert: () => setRows(original()), dirty: JSON.stringify(rules) !== JSON.stringify(mapping.rules) };
}

/** A new row starts at a target that is still missing, if there is one. */
function emptyRow(target: string | undefined): RuleRowState {
  const rule: MappingRule = {
    target: target ?? '',
    source: { kind: 'constant', value: '' },
    transforms: [],
    required: target !== undefined,
  };
  return { id: (lastRowId += 1), rule };
}

export function MappingEditor({ mapping, sources, targets }: { mapping: Mapping; sources: Sources; targets: Targets }) {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const { rows, setRows, rules, revert, dirty } = useRuleRows(mapping);
  const draft: Mapping = { ...mapping, rules };
  const problems = rowProblems(rules);
  const missing = missingTargets(rules, targets);
  const save = useMutation({
    mutationFn: () => client.admin.mapping.save(draft),
    onSuccess: (saved) => {
      queryClient.setQueryData(orpc.admin.mapping.get.queryKey({ input: { itemCode: mapping.itemCode } }), saved);
      void message.success(t('admin.mapping.saved', { version: saved.version }));
    },
  });
  const dryRun = useMutation({ mutationFn: () => client.admin.mapping.dryRun({ mapping: draft, caseId: null }) });
  const broken = problems.some((problem) => problem !== null);
  const add = () => setRows([...rows, emptyRow(missing[0])]);
  return (
    <div className="admin-stack">
      <section className="admin-panel">
        <div className="admin-title">
          <h2>
            {t('admin.mapping.version', { version: mapping.version })} {dirty && <Tag color="gold">{t('admin.mapping.unsaved')}</Tag>}
          </h2>
          <span style={{ flex: 1 }} />
          {dirty && <Button onClick={() => revert()}>{t('admin.mapping.revert')}</Button>}
          <Button onClick={() => dryRun.mutate()} loading={dryRun.isPending} disabled={broken}>
            {t('admin.mapping.dryRun')}
          </Button>
          <Button type="primary" onClick={() => save.mutate()} loading={save.isPending} disabled={!dirty || broken}>
            {t('admin.mapping.save')}
          </Button>
        </div>
        <ErrorNotice error={save.error ?? dryRun.error} />
        {missing.length > 0 && <Alert type="warning" title={`${t('admin.mapping.missingTargets')} ${missing.join('、')}`} />}
        <RuleTable
          rows={rows}
          problems={problems}
          sources={sources}
          targets={targets}
          onChange={(index, rule) => setRows(rows.map((old, at) => (at === index ? { ...old, rule } : old)))}
          onMove={(index, by) => setRows(moveRow(rows, index, by))}
          onRemove={(index) => setRows(rows.filter((_row, at) => at !== index))}
        />
        <Space style={{ marginTop: 12 }}>
          <Button onClick={add}>＋ {t('admin.mapping.addRule')}</Button>
        </Space>
      </section>
      {dryRun.data && <DryRun result={dryRun.data} />}
    </div>
  );
}
