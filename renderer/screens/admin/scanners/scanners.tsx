/** Scanners: find on the network, add by address, test, set defaults. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scanner, ScannerConfig } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { DiscoverPanel } from './discover-panel.tsx';
import { newScanner } from './new-scanner.ts';
import { ProfilePanel } from './profile-panel.tsx';
import { RecorderPanel } from './recorder-panel.tsx';
import { ScannerDialog } from './scanner-dialog.tsx';
import { ScannerTable } from './scanner-table.tsx';
import './scanners.css';
import { SelfTestDialog } from './self-test-dialog.tsx';

export function Scanners() {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const scanners = useQuery(orpc.admin.scanners.list.queryOptions());
  const drivers = useQuery(orpc.admin.scanners.drivers.queryOptions()).data ?? [];
  const [editing, setEditing] = useState<ScannerConfig | null>(null);
  const [testing, setTesting] = useState<ScannerConfig | null>(null);
  const keep = (list: Scanner[]) => queryClient.setQueryData(orpc.admin.scanners.list.queryKey(), list);
  const save = useMutation({ mutationFn: (scanner: ScannerConfig) => client.admin.scanners.save(scanner), onSuccess: keep });
  const remove = useMutation({ mutationFn: (id: string) => client.admin.scanners.remove({ id }), onSuccess: keep });
  const list = scanners.data ?? [];
  return (
    <div className="admin-stack">
      <div className="admin-title">
        <h1>{t('admin.scanners.title')}</h1>
        <Button
          type="primary"
          disabled={drivers.length === 0}
          onClick={() => setEditing(newScanner({ isDefault: list.length === 0 }, drivers))}
        >
          {t('admin.scanners.add')}
        </Button>
      </div>
      <ErrorNotice error={scanners.error ?? save.error ?? remove.error} />
      <ScannerTable
        scanners={list}
        loading={scanners.isPending}
        onEdit={setEditing}
        onTest={setTesting}
        onSave={(scanner) => save.mutate(scanner)}
        onRemove={(id) => remove.mutate(id)}
      />
      <DiscoverPanel known={list} onUse={(found) => setEditing(newScanner({ ...found, isDefault: list.length === 0 }, drivers))} />
      <ProfilePanel scanners={list} />
      <RecorderPanel />
      {testing && <SelfTestDialog key={testing.id} scanner={testing} onClose={() => setTesting(null)} />}
      {editing && (
        <ScannerDialog
          key={editing.id}
          scanner={editing}
          drivers={drivers}
          saving={save.isPending}
          onClose={() => setEditing(null)}
          onSave={(scanner) => save.mutate(scanner, { onSuccess: () => setEditing(null) })}
        />
      )}
    </div>
  );
}
