/** One row per rule: target, source, transforms, required, order. */
import { AutoComplete, Button, Checkbox, Input, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MappingRule } from '#shared/mapping.ts';
import type { Sources, Targets } from './mapping-editor.tsx';
import { sourceKey } from './mapping-rows.ts';
import type { RowProblem } from './mapping-rows.ts';
import { TransformList } from './transform-list.tsx';

type Common = { sources: Sources; targets: Targets };
type TableProps = Common & {
  rules: readonly MappingRule[];
  problems: readonly (RowProblem | null)[];
  onChange: (index: number, rule: MappingRule) => void;
  onMove: (index: number, by: -1 | 1) => void;
  onRemove: (index: number) => void;
};

export function RuleTable({ rules, problems, sources, targets, onChange, onMove, onRemove }: TableProps) {
  const { t } = useTranslation();
  return (
    <table className="mapping-table">
      <thead>
        <tr>
          <th style={{ width: 300 }}>{t('admin.mapping.target')}</th>
          <th style={{ width: 420 }}>{t('admin.mapping.source')}</th>
          <th>{t('admin.mapping.transforms')}</th>
          <th style={{ width: 60 }}>{t('admin.mapping.required')}</th>
          <th style={{ width: 150 }}>{t('admin.mapping.order')}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule, index) => (
          <tr key={index} className={problems[index] ? 'row-bad' : ''}>
            <td>
              <TargetInput
                rule={rule}
                problem={problems[index] ?? null}
                targets={targets}
                onChange={(changed) => onChange(index, changed)}
              />
            </td>
            <td>
              <SourceInput rule={rule} sources={sources} onChange={(changed) => onChange(index, changed)} />
            </td>
            <td>
              <TransformList transforms={rule.transforms} onChange={(transforms) => onChange(index, { ...rule, transforms })} />
            </td>
            <td>
              <Checkbox
                checked={rule.required}
                aria-label={t('admin.mapping.required')}
                onChange={(event) => onChange(index, { ...rule, required: event.target.checked })}
              />
            </td>
            <td>
              <Space size={4}>
                <Button size="small" disabled={index === 0} onClick={() => onMove(index, -1)} aria-label={t('admin.mapping.up')}>
                  ↑
                </Button>
                <Button
                  size="small"
                  disabled={index === rules.length - 1}
                  onClick={() => onMove(index, 1)}
                  aria-label={t('admin.mapping.down')}
                >
                  ↓
                </Button>
                <Button size="small" danger onClick={() => onRemove(index)}>
                  {t('action.remove')}
                </Button>
              </Space>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps = { rule: MappingRule; onChange: (rule: MappingRule) => void };

function TargetInput({ rule, problem, targets, onChange }: CellProps & { problem: RowProblem | null; targets: Targets }) {
  const { t } = useTranslation();
  return (
    <>
      <AutoComplete
        style={{ width: '100%' }}
        value={rule.target}
        status={problem ? 'error' : undefined}
        placeholder={t('admin.mapping.targetHint')}
        options={targets
          .filter(({ path }) => path.toLowerCase().includes(rule.target.toLowerCase()))
          .map(({ path, title, required }) => ({ value: path, label: `${path}${required ? ' *' : ''} ${title}` }))}
        onChange={(target: string) => onChange({ ...rule, target })}
      />
      {problem && <span className="bad">{t(problem === 'bad-target' ? 'admin.mapping.badTarget' : 'admin.mapping.duplicateTarget')}</span>}
    </>
  );
}

function SourceInput({ rule, sources, onChange }: CellProps & { sources: Sources }) {
  const { t } = useTranslation();
  const groups = [...new Set(sources.map(({ group }) => group))];
  const options = [
    ...groups.map((group) => ({
      label: group,
      options: sources.filter((source) => source.group === group).map(({ label, source }) => ({ value: sourceKey(source), label })),
    })),
    { label: t('admin.mapping.constantGroup'), options: [{ value: 'constant', label: t('admin.mapping.constant') }] },
  ];
  const choose = (key: string) => {
    const found = sources.find(({ source }) => sourceKey(source) === key);
    onChange({ ...rule, source: found?.source ?? { kind: 'constant', value: '' } });
  };
  return (
    <Space.Compact style={{ width: '100%' }}>
      <Select
        style={{ width: rule.source.kind === 'constant' ? 140 : '100%' }}
        showSearch={{ optionFilterProp: 'label' }}
        value={sourceKey(rule.source)}
        options={options}
        onChange={choose}
        popupMatchSelectWidth={360}
      />
      {rule.source.kind === 'constant' && (
        <Input
          value={rule.source.value}
          onChange={(event) => onChange({ ...rule, source: { kind: 'constant', value: event.target.value } })}
        />
      )}
    </Space.Compact>
  );
}
