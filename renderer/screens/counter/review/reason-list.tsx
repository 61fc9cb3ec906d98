/** One choice of a reason per line that a person may let through. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

type Props<Reason extends string> = {
  rows: readonly { id: string; name: string; detail: string; reasons: { value: Reason; label: string }[] }[];
  chosen: (id: string) => Reason | undefined;
  onChoose: (id: string, reason: Reason | undefined) => void;
};

export function ReasonList<Reason extends string>({ rows, chosen, onChoose }: Props<Reason>) {
  const { t } = useTranslation();
  return (
    <div className="reason-list">
      {rows.map(({ id, name, detail, reasons }) => (
        <div key={id}>
          <span>
            {name} <span className="soft">{detail}</span>
          </span>
          <Select
            aria-label={name}
            allowClear
            value={chosen(id)}
            placeholder={t('documents.override.reason')}
            onChange={(reason: Reason | undefined) => onChoose(id, reason)}
            options={reasons}
          />
        </div>
      ))}
    </div>
  );
}
