/** The cases of this window, newest change first. */
import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';
import { ProfileStart } from '../../../components/scan/profile-start.tsx';
import { CaseTable } from './case-table.tsx';
import './case-list.css';

export function CaseList() {
  const { t } = useTranslation();
  const { orpc } = useBackend();
  const navigate = useNavigate();
  const [open, setOpen] = useState(true);
  const cases = useQuery(orpc.cases.list.queryOptions({ input: { open }, refetchInterval: 10_000 }));
  const newCase = () => void navigate({ to: '/counter/new' as string });
  useHotkeys(t('counter.help.groups.list'), [
    { keys: 'F2', label: t('counter.help.keys.newCase'), run: newCase },
    { keys: 'ArrowDown', label: t('counter.help.keys.upDown') },
    { keys: 'Enter', label: t('counter.help.keys.open') },
  ]);
  return (
    <div className="counter-page">
      <div className="counter-title">
        <h1>{t('counter.list.title')}</h1>
        <Segmented
          value={open}
          onChange={setOpen}
          options={[
            { value: true, label: t('counter.list.open') },
            { value: false, label: t('counter.list.all') },
          ]}
        />
        <Button type="primary" size="large" onClick={newCase}>
          {t('counter.list.newCase')} <kbd>F2</kbd>
        </Button>
      </div>
      <ProfileStart />
      {cases.isPending && <Busy />}
      {cases.isError && (
        <ErrorNotice error={cases.error} action={<Button onClick={() => void cases.refetch()}>{t('action.retry')}</Button>} />
      )}
      {cases.data &&
        (cases.data.length > 0 ? (
          <CaseTable cases={cases.data} />
        ) : (
          <div className="panel case-list-empty">
            <Empty
              description={
                <>
                  <p>{t('counter.list.empty')}</p>
                  <p className="soft">{t('counter.list.emptyHint')}</p>
                </>
              }
            />
          </div>
        ))}
    </div>
  );
}
