/** Document types that IT staff teach: the list on the left, the chosen one with its samples and its report on the right. */
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaughtTypeSummary } from '#shared/taught-type.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatTime } from '../../../components/format-time.ts';
import { CorrectionsSwitch } from './corrections-switch.tsx';
import { TaughtTypePanel } from './taught-type-panel.tsx';
import { useDocumentTypes } from './use-document-types.ts';
import './document-types.css';

export function DocumentTypes() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const changes = useDocumentTypes();
  const { list, create, remove } = changes;
  const [chosen, setChosen] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const shown = list.data?.find(({ id }) => id === chosen) ?? list.data?.[0] ?? null;
  const close = () => {
    setNaming(false);
    create.reset();
  };
  const askToRemove = ({ id, name }: Pick<TaughtTypeSummary, 'id' | 'name'>) =>
    void modal.confirm({
      title: t('documentTypes.removeTitle', { name }),
      content: t('documentTypes.removeText'),
      okText: t('documentTypes.remove'),
      okButtonProps: { danger: true },
      cancelText: t('action.cancel'),
      onOk: () => remove.mutateAsync(id).catch(() => undefined),
    });
  return (
    <div className="admin-stack">
      <div className="admin-title">
        <h1>{t('documentTypes.title')}</h1>
        <Button type="primary" onClick={() => setNaming(true)}>
          {t('documentTypes.add')}
        </Button>
      </div>
      <p className="soft taught-intro">{t('documentTypes.intro')}</p>
      <ErrorNotice error={list.error ?? remove.error} />
      <div className="taught">
        <nav className="taught-list" aria-label={t('documentTypes.title')}>
          {list.data?.length === 0 && <p className="soft">{t('documentTypes.empty')}</p>}
          {list.data?.map((type) => (
            <TypeButton key={type.id} type={type} current={type.id === shown?.id} onChoose={() => setChosen(type.id)} />
          ))}
        </nav>
        {shown && <TaughtTypePanel key={shown.id} id={shown.id} changes={changes} onRemove={askToRemove} />}
      </div>
      <CorrectionsSwitch />
      {naming && (
        <NameDialog
          saving={create.isPending}
          error={create.error}
          onClose={close}
          onSave={(name) =>
            create.mutate(name, {
              onSuccess: ({ id }) => {
                setChosen(id);
                close();
              },
            })
          }
        />
      )}
    </div>
  );
}

function TypeButton({ type, current, onChoose }: { type: TaughtTypeSummary; current: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="taught-item" aria-current={current} onClick={onChoose}>
      <strong>{type.name}</strong>
      <span className={`taught-state taught-state-${type.state}`}>{t(`documentTypes.state.${type.state}`)}</span>
      <span className="soft num">
        {t('documentTypes.sampleCount', { count: type.samples })}
        {type.lastSampleAt && ` · ${t('documentTypes.lastSample', { at: formatTime(type.lastSampleAt) })}`}
      </span>
    </button>
  );
}

type DialogProps = { saving: boolean; error: unknown; onClose: () => void; onSave: (name: string) => void };

function NameDialog({ saving, error, onClose, onSave }: DialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const ready = name.trim().length >= 2;
  return (
    <Modal
      open
      title={t('documentTypes.add')}
      onCancel={onClose}
      onOk={() => onSave(name)}
      okText={t('documentTypes.add')}
      okButtonProps={{ disabled: !ready }}
      cancelText={t('action.cancel')}
      confirmLoading={saving}
    >
      <label className="taught-field">
        {t('documentTypes.name')}
        <Input
          autoFocus
          maxLength={30}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => ready && onSave(name)}
        />
      </label>
      <p className="soft">{t('documentTypes.nameHint')}</p>
      <ErrorNotice error={error} />
    </Modal>
  );
}
