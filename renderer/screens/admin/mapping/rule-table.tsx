/** One row per rule: target, source, transforms, required, order. */
import { AutoComplete, Button, Checkbox, Input, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { namesOfSource } from '#shared/mapping/mapping-source-texts.ts';
import type { MappingRule } from '#shared/mapping/mapping.ts';
import { useLanguage } from '../../../i18n/language.ts';
import type { Sources, Targets } from './mapping-sides.ts';
import { sourceKey } from './mapping-rows.ts';
import type { RowProblem } from './mapping-rows.ts';
import { TransformList } from './transform-list.tsx';

/** A rule while it is edited; the id follows it when it moves. */
export type RuleRowState = { id: number; rule: MappingRule };
type Common = { sources: Sources; targets: Targets };
type TableProps = Common & {
  rows: readonly RuleRowState[];
  problems: readonly (RowProblem | null)[];
  onChange: (index: number, rule: MappingRule) => void;
  onMove: (index: number, by: -1 | 1) => void;
  onRemove: (index: number) => void;
};

export function RuleTable({ rows, problems, sources, targets, onChange, onMove, onRemove }: TableProps) {
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
        {rows.map((row, index) => (
          <RuleRow
            key={row.id}
            rule={row.rule}
            problem={problems[index] ?? null}
            sources={sources}
            targets={targets}
            first={index === 0}
            last={index === rows.length - 1}
            onChange={(rule) => onChange(index, rule)}
            onMove={(by) => onMove(index, by)}
            onRemove={() => onRemove(index)}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Common & {
  rule: MappingRule;
  problem: RowProblem | null;
  first: boolean;
  last: boolean;
  onChange: (rule: MappingRule) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

function RuleRow({ rule, problem, sources, targets, first, last, onChange, onMove, onRemove }: RowProps) {
  const { t } = useTranslation();
  return (
    <tr className={problem ? 'row-bad' : ''}>
      <td>
        <TargetInput rule={rule} problem={problem} targets={targets} onChange={onChange} />
      </td>
      <td>
        <SourceInput rule={rule} sources={sources} onChange={onChange} />
      </td>
      <td>
        <TransformList transforms={rule.transforms} onChange={(transforms) => onChange({ ...rule, transforms })} />
      </td>
      <td>
        <Checkbox
          checked={rule.required}
          aria-label={t('admin.mapping.required')}
          onChange={(event) => onChange({ ...rule, required: event.target.checked })}
        />
      </td>
      <td>
        <Space size={4}>
          <Button size="small" disabled={first} onClick={() => onMove(-1)} aria-label={t('admin.mapping.up')}>
            ↑
          </Button>
          <Button size="small" disabled={last} onClick={() => onMove(1)} aria-label={t('admin.mapping.down')}>
            ↓
          </Button>
          <Button size="small" danger onClick={onRemove}>
            {t('action.remove')}
          </Button>
        </Space>
      </td>
    </tr>
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
  const language = useLanguage();
  const named = sources.map((listed) => ({ ...namesOfSource(listed, language), source: listed.source }));
  const groups = [...new Set(named.map(({ group }) => group))];
  const options = [
    ...groups.map((group) => ({
      label: group,
      options: named
        .filter((source) => source.group === group)
        .map(({ label, source }) => ({ value: sourceKey(source), label: source.kind === 'field' ? `${label}（${group}）` : label })),
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
