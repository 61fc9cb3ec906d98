/** The transforms of a rule, in the order in which they run. */
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transform } from '#shared/mapping/mapping.ts';
import { newTransform, parseValueMap, printValueMap } from './mapping-rows.ts';

const names = ['date', 'value-map', 'upper', 'number', 'boolean', 'truncate'] as const satisfies readonly Transform['name'][];

export function TransformList({ transforms, onChange }: { transforms: readonly Transform[]; onChange: (transforms: Transform[]) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {transforms.map((transform, index) => (
        <div className="mapping-transform" key={`${index}-${transform.name}`}>
          <span>{t(`admin.mapping.kinds.${transform.name}`)}</span>
          <TransformFields
            transform={transform}
            onChange={(changed) => onChange(transforms.map((old, at) => (at === index ? changed : old)))}
          />
          <Button
            size="small"
            type="text"
            aria-label={t('admin.mapping.removeTransform')}
            onClick={() => onChange(transforms.filter((_old, at) => at !== index))}
          >
            ✕
          </Button>
        </div>
      ))}
      <Select
        size="small"
        style={{ width: 120 }}
        value={null}
        placeholder={`＋ ${t('admin.mapping.addTransform')}`}
        options={names.map((value) => ({ value, label: t(`admin.mapping.kinds.${value}`) }))}
        onChange={(name: Transform['name'] | null) => name && onChange([...transforms, newTransform(name)])}
      />
    </>
  );
}

function TransformFields({ transform, onChange }: { transform: Transform; onChange: (transform: Transform) => void }) {
  const { t } = useTranslation();
  switch (transform.name) {
    case 'date':
      return (
        <Input
          size="small"
          style={{ width: 170 }}
          aria-label={t('admin.mapping.pattern')}
          value={transform.pattern}
          onChange={(event) => onChange({ ...transform, pattern: event.target.value })}
        />
      );
    case 'truncate':
      return (
        <InputNumber
          size="small"
          min={1}
          aria-label={t('admin.mapping.length')}
          value={transform.length}
          onChange={(length) => length && onChange({ ...transform, length })}
        />
      );
    case 'value-map':
      return <ValueMapFields transform={transform} onChange={onChange} />;
    case 'upper':
    case 'number':
    case 'boolean':
      return null;
  }
}

type MapTransform = Extract<Transform, { name: 'value-map' }>;

/** The text is kept as typed: a line that is not finished yet must not vanish. */
function ValueMapFields({ transform, onChange }: { transform: MapTransform; onChange: (transform: Transform) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(printValueMap(transform.values));
  return (
    <div className="mapping-value-map">
      <Input.TextArea
        size="small"
        autoSize={{ minRows: 2, maxRows: 8 }}
        style={{ width: 200 }}
        aria-label={t('admin.mapping.values')}
        placeholder={t('admin.mapping.values')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange({ ...transform, values: parseValueMap(event.target.value) });
        }}
      />
      <Input
        size="small"
        style={{ width: 200 }}
        prefix={t('admin.mapping.otherwise')}
        placeholder={t('admin.mapping.otherwiseHint')}
        value={transform.otherwise ?? ''}
        onChange={(event) => onChange({ ...transform, otherwise: event.target.value === '' ? null : event.target.value })}
      />
    </div>
  );
}
