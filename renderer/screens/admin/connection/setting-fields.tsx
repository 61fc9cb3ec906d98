/** The lines of a connection's form, drawn from what its connector says of its settings. */
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ConnectionKind, SettingField } from '#shared/connection/connection-settings.ts';

type Props = { kind: ConnectionKind; secretsStored: boolean };

export function SettingFields({ kind: { kind, fields }, secretsStored }: Props) {
  const { t } = useTranslation();
  const { wordOf } = useConnectionWords(kind);
  const rulesOf = ({ type, required, secret }: SettingField) => [
    ...(required && !(secret && secretsStored) ? [{ required: true, message: t('session.required') }] : []),
    ...(type === 'url' ? [{ type } as const] : []),
  ];
  return fields
    .filter(({ type }) => type !== 'other')
    .map((field, index) => (
      <Form.Item
        key={field.key}
        name={field.key}
        label={wordOf('fields', field.key) ?? field.key}
        extra={wordOf('hints', field.key)}
        rules={rulesOf(field)}
        {...(field.type === 'yes-no' ? { valuePropName: 'checked' } : {})}
      >
        <SettingInput field={field} autoFocus={index === 0} optionOf={(value) => wordOf('options', `${field.key}.${value}`) ?? value} />
      </Form.Item>
    ));
}

/** Words of a kind; what has none yet is called by its own name. */
export function useConnectionWords(kind: string) {
  const { t, i18n } = useTranslation();
  const word = (key: string) => (i18n.exists(key) ? t(key as 'connections.kinds.rest') : undefined);
  return {
    name: word(`connections.kinds.${kind}`) ?? kind,
    wordOf: (group: 'fields' | 'hints' | 'options', key: string) => word(`connections.${group}.${kind}.${key}`),
  };
}

type InputProps = { field: SettingField; optionOf: (value: string) => string; autoFocus: boolean };

/** What the form's line hands in, value and listener, goes through to the input. */
function SettingInput({ field: { type, secret, options, min, max, scale }, optionOf, ...handed }: InputProps) {
  const props = handed as object;
  if (secret) return <Input.Password autoComplete="new-password" {...props} />;
  switch (type) {
    case 'number':
      return <InputNumber {...(min === null ? {} : { min: min / scale })} {...(max === null ? {} : { max: max / scale })} {...props} />;
    case 'yes-no':
      return <Switch {...props} />;
    case 'choice':
      return <Select options={options.map((value) => ({ value, label: optionOf(value) }))} {...props} />;
    case 'text':
    case 'url':
    case 'other':
      return <Input autoComplete="off" {...props} />;
  }
}
