/** The dry run: per rule what was found and what would be sent, all problems, and the whole payload. */
import { Alert, Empty } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mappingProblemText } from '#shared/mapping/mapping-texts.ts';
import { useLanguage } from '../../../i18n/language.ts';
import type { Client } from '../../../backend.ts';

type Result = Awaited<ReturnType<Client['admin']['mapping']['dryRun']>>;

const show = (value: unknown): string => (value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value));

export function DryRun({ result }: { result: Result }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const section = useRef<HTMLElement>(null);
  // The button stands above a long table, the answer below it.
  useEffect(() => {
    // Not returned: newer browsers answer with a promise, which is no clean-up.
    void section.current?.scrollIntoView({ block: 'start' });
  }, [result]);
  if (result.caseId === null) return <Empty description={t('admin.mapping.noCase')} />;
  const problemOf = (target: string) => result.problems.find((problem) => problem.target === target);
  return (
    <section className="admin-panel admin-stack" ref={section}>
      <h2>{t('admin.mapping.dryRun')}</h2>
      <p className="soft">{t('admin.mapping.dryRunHint')}</p>
      {result.problems.length === 0 ? (
        <Alert type="success" title={t('admin.mapping.noProblems')} />
      ) : (
        <Alert
          type="error"
          title={t('admin.mapping.problems', { count: result.problems.length })}
          description={result.problems.map((problem, index) => (
            <div key={index}>
              <code>{problem.target}</code> {mappingProblemText(problem, language)}
            </div>
          ))}
        />
      )}
      <div className="mapping-dry-run">
        <table>
          <thead>
            <tr>
              <th>{t('admin.mapping.target')}</th>
              <th>{t('admin.mapping.sourceValue')}</th>
              <th>{t('admin.mapping.sentValue')}</th>
            </tr>
          </thead>
          <tbody>
            {result.rows.map(({ target, sourceValue, sentValue }) => (
              <tr key={target} className={problemOf(target) ? 'row-bad' : ''}>
                <td>
                  <code>{target}</code>
                </td>
                <td>{sourceValue || '—'}</td>
                <td>{show(sentValue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div>
          <h3>{t('admin.mapping.payload')}</h3>
          <pre>{JSON.stringify(result.payload, null, 2)}</pre>
        </div>
      </div>
    </section>
  );
}
