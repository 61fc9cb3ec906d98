/** Choose the service item, answer its situation questions, see at once which materials are needed. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceItem } from '#shared/service-item.ts';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';
import { defaultAnswers } from '../../../components/situation/situation.ts';
import type { Answers } from '../../../components/situation/situation.ts';
import { SituationForm } from '../../../components/situation/situation-form.tsx';
import { ItemPicker } from './item-picker.tsx';
import { MaterialPreview } from './material-preview.tsx';
import './new-case.css';

export function NewCase() {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const navigate = useNavigate();
  const items = useQuery(orpc.items.list.queryOptions());
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<{ item: ServiceItem; answers: Answers } | null>(null);
  const create = useMutation({
    mutationFn: (input: { itemCode: string; answers: Answers }) => client.cases.create(input),
    onSuccess: (view) => navigate({ to: `/counter/case/${view.case.id}` }),
  });
  const found = items.data?.filter(({ name, code }) => `${name} ${code}`.toLowerCase().includes(search.trim().toLowerCase())) ?? [];
  const only = chosen ?? (found[0] ? { item: found[0], answers: defaultAnswers(found[0]) } : null);
  const start = () => only && !create.isPending && create.mutate({ itemCode: only.item.code, answers: only.answers });
  useHotkeys(t('counter.create.title'), [{ keys: 'Ctrl+Enter', label: t('counter.create.start'), run: start }]);
  if (items.isPending) return <Busy />;
  if (items.isError) return <ErrorNotice error={items.error} />;
  return (
    <div className="counter-page">
      <div className="counter-title">
        <h1>{t('counter.create.title')}</h1>
        <Button type="primary" size="large" onClick={start} loading={create.isPending}>
          {t('counter.create.start')} <kbd>Ctrl</kbd>
          <kbd>Enter</kbd>
        </Button>
      </div>
      {create.isError && <ErrorNotice error={create.error} />}
      <div className="new-case">
        <section className="panel">
          <h2 className="panel-title">{t('counter.create.item')}</h2>
          <Input.Search
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={t('counter.create.search')}
            autoFocus
            allowClear
          />
          <ItemPicker
            items={found}
            chosen={only?.item.code ?? null}
            onChoose={(item) => setChosen({ item, answers: defaultAnswers(item) })}
          />
        </section>
        {only && (
          <section className="panel">
            <h2 className="panel-title">{t('counter.create.situation')}</h2>
            <SituationForm item={only.item} answers={only.answers} onChange={(answers) => setChosen({ item: only.item, answers })} />
          </section>
        )}
        {only && <MaterialPreview item={only.item} answers={only.answers} />}
      </div>
    </div>
  );
}
