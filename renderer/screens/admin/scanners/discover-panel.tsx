/** Scanners that announce themselves on the network, as they are found. */
import { Button, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscoveredScanner, ScannerConfig } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';

function useDiscovery(on: boolean) {
  const { client } = useBackend();
  const [found, setFound] = useState<DiscoveredScanner[]>([]);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!on) return;
    const stop = new AbortController();
    setFound([]);
    setError(null);
    void (async () => {
      try {
        for await (const scanner of await client.admin.scanners.discover(undefined, { signal: stop.signal }))
          setFound((before) => [...before.filter(({ key }) => key !== scanner.key), scanner]);
      } catch (cause) {
        if (!stop.signal.aborted) setError(cause);
      }
    })();
    return () => stop.abort();
  }, [on, client]);
  return { found, error };
}

export function DiscoverPanel({ known, onUse }: { known: readonly ScannerConfig[]; onUse: (scanner: DiscoveredScanner) => void }) {
  const { t } = useTranslation();
  const [on, setOn] = useState(false);
  const { found, error } = useDiscovery(on);
  return (
    <section className="admin-panel">
      <div className="admin-title">
        <h2>{t('admin.scanners.found')}</h2>
        <Button onClick={() => setOn(!on)} loading={false}>
          {t(on ? 'admin.scanners.stop' : 'admin.scanners.discover')}
        </Button>
        {on && (
          <span className="soft" role="status">
            {t('admin.scanners.discovering')}
          </span>
        )}
      </div>
      <ErrorNotice error={error} />
      {on && found.length === 0 && <p className="soft">{t('admin.scanners.foundNone')}</p>}
      {found.map((scanner) => (
        <p key={scanner.key}>
          <Space>
            <strong>{scanner.name}</strong>
            <span className="soft">{scanner.address}</span>
            {known.some(({ address }) => address === scanner.address) ? (
              <span className="ok">✓</span>
            ) : (
              <Button size="small" type="primary" onClick={() => onUse(scanner)}>
                {t('admin.scanners.use')}
              </Button>
            )}
          </Space>
        </p>
      ))}
    </section>
  );
}
