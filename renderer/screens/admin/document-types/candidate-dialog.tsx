/** Picks samples among pages of recent cases that were not recognised; a page is marked by click, space or Enter. */
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { Busy } from '../../../components/busy.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';

type Props = { saving: boolean; error: unknown; onClose: () => void; onAdd: (pageIds: string[]) => void };

export function CandidateDialog({ saving, error, onClose, onAdd }: Props) {
  const { t } = useTranslation();
  const { orpc, candidateUrl } = useBackend();
  const candidates = useQuery({ ...orpc.admin.documentTypes.candidates.queryOptions(), gcTime: 0 });
  const [picked, setPicked] = useState<readonly string[]>([]);
  const toggle = (pageId: string) =>
    setPicked((before) => (before.includes(pageId) ? before.filter((id) => id !== pageId) : [...before, pageId]));
  return (
    <Modal
      open
      width={980}
      title={t('documentTypes.pickTitle')}
      onCancel={onClose}
      onOk={() => onAdd([...picked])}
      okText={t('documentTypes.pickAdd', { count: picked.length })}
      okButtonProps={{ disabled: picked.length === 0 }}
      cancelText={t('action.cancel')}
      confirmLoading={saving}
    >
      <p className="soft">{t('documentTypes.pickHint')}</p>
      <ErrorNotice error={candidates.error ?? error} />
      {candidates.isPending && <Busy />}
      {candidates.data?.length === 0 && <p>{t('documentTypes.pickNone')}</p>}
      <div className="taught-samples taught-candidates">
        {candidates.data?.map(({ pageId, itemName, receivedAt, sheet }) => (
          <button
            key={pageId}
            type="button"
            className="taught-sample"
            aria-pressed={picked.includes(pageId)}
            onClick={() => toggle(pageId)}
          >
            <img src={candidateUrl(pageId)} alt={t('documentTypes.sheet', { sheet })} loading="lazy" />
            <span>{itemName}</span>
            <span className="soft num">
              {formatTime(receivedAt)} · {t('documentTypes.sheet', { sheet })}
            </span>
          </button>
        ))}
      </div>
    </Modal>
  );
}
