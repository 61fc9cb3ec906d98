/** The mapping of a service item: edit, dry-run on the last case, save as a new version. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { MappingEditor } from './mapping-editor.tsx';

export function Mapping() {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const items = useQuery(orpc.items.list.queryOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  const itemCode = chosen ?? items.data?.[0]?.code ?? null;
  if (items.isPending) return <Busy />;
  return (
    <div className="admin-stack">
      <div className="admin-title">
        <h1>{t('admin.mapping.title')}</h1>
        <span className="soft">{t('admin.mapping.item')}</span>
        <Select
          style={{ minWidth: 300 }}
          value={itemCode}
          onChange={setChosen}
          options={items.data?.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </div>
      <ErrorNotice error={items.error} />
      {itemCode !== null && <LoadedMapping key={itemCode} itemCode={itemCode} />}
    </div>
  );
}

function LoadedMapping({ itemCode }: { itemCode: string }) {
  const { orpc } = useBackend();
  const mapping = useQuery(orpc.admin.mapping.get.queryOptions({ input: { itemCode } }));
  const sources = useQuery(orpc.admin.mapping.sources.queryOptions({ input: { itemCode } }));
  const targets = useQuery(orpc.admin.mapping.targets.queryOptions());
  if (mapping.isPending || sources.isPending) return <Busy />;
  if (!mapping.data || !sources.data) return <ErrorNotice error={mapping.error ?? sources.error} />;
  // The list of targets is a help; an approval system that is away must not stop the editing.
  return (
    <>
      <ErrorNotice error={targets.error} />
      <MappingEditor key={mapping.data.version} mapping={mapping.data} sources={sources.data} targets={targets.data ?? []} />
    </>
  );
}
