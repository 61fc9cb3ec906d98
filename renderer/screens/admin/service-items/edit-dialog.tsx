/** Changes of a service item without a file: necessity, 容缺, seal and signature per line; required and bar per form field. */
import { useMutation } from '@tanstack/react-query';
import { App, Checkbox, InputNumber, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemEdit } from '#shared/contract/item-procedures.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useCatalogueUpdate } from './use-catalogue-update.ts';

type Line = ItemEdit['materials'][number];
type Field = ItemEdit['formFields'][number];

const draftOf = (item: ServiceItem): ItemEdit => ({
  code: item.code,
  minConfidence: item.minConfidence ?? null,
  materials: item.materials.map(({ id, necessity, deferrable, needsSeal, needsSignature }) => ({
    id,
    necessity,
    deferrable,
    needsSeal,
    needsSignature: needsSignature === true,
  })),
  formFields: item.formFields.map(({ key, required, minConfidence }) => ({ key, required, minConfidence: minConfidence ?? null })),
});

export function EditDialog({ item, onClose }: { item: ServiceItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const { message } = App.useApp();
  const update = useCatalogueUpdate();
  const [draft, setDraft] = useState(() => draftOf(item));
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(item));
  const save = useMutation({
    mutationFn: () => client.admin.serviceItems.edit(draft),
    onSuccess: (list) => {
      update(list);
      const version = list.find((entry) => entry.item.code === item.code)?.item.version ?? item.version + 1;
      void message.success(t('serviceItems.saved', { version }));
      onClose();
    },
  });
  const setLine = (id: string, change: Partial<Line>) =>
    setDraft({ ...draft, materials: draft.materials.map((line) => (line.id === id ? { ...line, ...change } : line)) });
  const setField = (key: string, change: Partial<Field>) =>
    setDraft({ ...draft, formFields: draft.formFields.map((field) => (field.key === key ? { ...field, ...change } : field)) });
  return (
    <Modal
      open
      width={1040}
      title={t('serviceItems.editTitle', { name: item.name })}
      okButtonProps={{ disabled: !changed }}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => save.mutate()}
    >
      <div className="item-edit">
        <ErrorNotice error={save.error} />
        <MaterialLines item={item} lines={draft.materials} onChange={setLine} />
        <p>{t('serviceItems.barHint')}</p>
        <label>
          {t('serviceItems.itemBar')}
          <Bar
            value={draft.minConfidence}
            label={t('serviceItems.itemBar')}
            onChange={(minConfidence) => setDraft({ ...draft, minConfidence })}
          />
        </label>
        <FormFields item={item} fields={draft.formFields} onChange={setField} />
      </div>
    </Modal>
  );
}

/** Shown in percent, kept as a share. */
function Bar({ value, label, onChange }: { value: number | null; label: string; onChange: (value: number | null) => void }) {
  return (
    <InputNumber
      aria-label={label}
      min={0}
      max={100}
      precision={1}
      suffix="%"
      value={value === null ? null : Math.round(value * 1000) / 10}
      onChange={(percent) => onChange(percent === null ? null : percent / 100)}
    />
  );
}

type LineProps = { item: ServiceItem; lines: readonly Line[]; onChange: (id: string, change: Partial<Line>) => void };

function MaterialLines({ item, lines, onChange }: LineProps) {
  const { t } = useTranslation();
  const nameOf = (id: string) => item.materials.find((material) => material.id === id)?.name ?? id;
  const box = (key: 'deferrable' | 'needsSeal' | 'needsSignature') => ({
    title: t(`serviceItems.${key}`),
    align: 'center' as const,
    render: (_: unknown, line: Line) => (
      <Checkbox
        aria-label={`${nameOf(line.id)} ${t(`serviceItems.${key}`)}`}
        checked={line[key]}
        onChange={(event) => onChange(line.id, { [key]: event.target.checked })}
      />
    ),
  });
  return (
    <Table<Line>
      size="small"
      rowKey="id"
      dataSource={[...lines]}
      pagination={false}
      columns={[
        { title: t('serviceItems.materials'), render: (_, { id }) => nameOf(id) },
        {
          title: t('serviceItems.necessity'),
          render: (_, line) => (
            <Select
              aria-label={`${nameOf(line.id)} ${t('serviceItems.necessity')}`}
              value={line.necessity}
              style={{ width: 120 }}
              onChange={(necessity) => onChange(line.id, { necessity })}
              options={(['required', 'optional', 'conditional'] as const).map((value) => ({
                value,
                label: t(`counter.create.necessity.${value}`),
                disabled: value === 'conditional' && item.materials.find(({ id }) => id === line.id)?.when.length === 0,
              }))}
            />
          ),
        },
        box('deferrable'),
        box('needsSeal'),
        box('needsSignature'),
      ]}
    />
  );
}

type FieldProps = { item: ServiceItem; fields: readonly Field[]; onChange: (key: string, change: Partial<Field>) => void };

function FormFields({ item, fields, onChange }: FieldProps) {
  const { t } = useTranslation();
  const labelOf = (key: string) => item.formFields.find((field) => field.key === key)?.label ?? key;
  return (
    <Table<Field>
      size="small"
      rowKey="key"
      dataSource={[...fields]}
      pagination={false}
      columns={[
        { title: t('serviceItems.field'), render: (_, { key }) => labelOf(key) },
        {
          title: t('serviceItems.required'),
          align: 'center',
          render: (_, { key, required }) => (
            <Checkbox
              aria-label={`${labelOf(key)} ${t('serviceItems.required')}`}
              checked={required}
              onChange={(event) => onChange(key, { required: event.target.checked })}
            />
          ),
        },
        {
          title: t('serviceItems.bar'),
          render: (_, { key, minConfidence }) => (
            <Bar
              value={minConfidence}
              label={`${labelOf(key)} ${t('serviceItems.bar')}`}
              onChange={(value) => onChange(key, { minConfidence: value })}
            />
          ),
        },
      ]}
    />
  );
}
