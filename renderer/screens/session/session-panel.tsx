/** The frame of sign-in and password change. */
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function SessionPanel({ title, demo, children }: { title: string; demo: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className="session">
      <div className="session-panel">
        <header>
          <img src="/icon.svg" alt="" width={48} height={48} />
          <div>
            <h1>{t('product')}</h1>
            <p className="soft">{title}</p>
          </div>
          {demo && (
            <Tag color="gold" title={t('demoHint')}>
              {t('demo')}
            </Tag>
          )}
        </header>
        {children}
      </div>
    </main>
  );
}
