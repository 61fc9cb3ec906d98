/** What a taught type is told by: its name, the title words staff write, the labels its samples share. */
import { Button, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaughtTypeView } from '#shared/taught-type.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import type { DocumentTypeChanges } from './use-document-types.ts';

export function SignsPanel({ type, changes: { update } }: { type: TaughtTypeView; changes: DocumentTypeChanges }) {
  const { t } = useTranslation();
  const [name, setName] = useState(type.name);
  const [written, setWritten] = useState<string[] | null>(null);
  // Titles found in new samples show until somebody writes their own.
  const titles = written ?? type.titles;
  const changed = name.trim() !== type.name || titles.join('\n') !== type.titles.join('\n');
  const save = () => update.mutate({ id: type.id, name, titles }, { onSuccess: () => setWritten(null) });
  return (
    <section className="admin-panel taught-signs-panel">
      <h2>{t('documentTypes.signs')}</h2>
      <div className="taught-signs">
        <label className="taught-field">
          {t('documentTypes.name')}
          <Input maxLength={30} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="taught-field">
          {t('documentTypes.titles')}
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            maxCount={8}
            value={titles}
            onChange={(values: string[]) => setWritten(values)}
          />
        </label>
      </div>
      <p className="soft">{t('documentTypes.titlesHint')}</p>
      {type.suggestedTitles.length > 0 && (
        <p>
          {t('documentTypes.suggested')}
          {type.suggestedTitles.map((title) => (
            <Button key={title} size="small" type="dashed" onClick={() => setWritten([...titles, title])}>
              + {title}
            </Button>
          ))}
        </p>
      )}
      <p>
        <span className="soft">{t('documentTypes.words')}：</span>
        {type.words.length === 0 ? (
          <span className="soft">{t('documentTypes.wordsNone')}</span>
        ) : (
          type.words.map((word) => <Tag key={word}>{word}</Tag>)
        )}
      </p>
      <ErrorNotice error={update.error} />
      <Button disabled={!changed || name.trim().length < 2} loading={update.isPending} onClick={save}>
        {t('documentTypes.save')}
      </Button>
    </section>
  );
}
