/** What works on a device, check by check, as the host finds it out. */
import { Button, Checkbox, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { selfTestChecks } from '#shared/device.ts';
import type { ScannerConfig, SelfTestEvent } from '#shared/device.ts';
import { errorText } from '#shared/error-texts.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { errorOf } from '../../../state/error-of.ts';
import { useFactText } from './fact-text.ts';

function useSelfTest({ driver, address }: ScannerConfig) {
  const { client } = useBackend();
  const [run, setRun] = useState<{ number: number; testPage: boolean } | null>(null);
  const [events, setEvents] = useState<readonly SelfTestEvent[]>([]);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!run) return;
    const stop = new AbortController();
    setEvents([]);
    setError(null);
    setRunning(true);
    void (async () => {
      try {
        const stream = await client.admin.scanners.selfTest({ driver, address, testPage: run.testPage }, { signal: stop.signal });
        for await (const event of stream) setEvents((before) => [...before.filter(({ check }) => check !== event.check), event]);
      } catch (cause) {
        if (!stop.signal.aborted) setError(cause);
      }
      if (!stop.signal.aborted) setRunning(false);
    })();
    return () => stop.abort();
  }, [client, driver, address, run]);
  return {
    events,
    running,
    error,
    start: (testPage: boolean) => setRun((before) => ({ number: (before?.number ?? 0) + 1, testPage })),
    stop() {
      setRun(null);
      setRunning(false);
    },
  };
}

export function SelfTestDialog({ scanner, onClose }: { scanner: ScannerConfig; onClose: () => void }) {
  const { t } = useTranslation();
  const [testPage, setTestPage] = useState(false);
  const test = useSelfTest(scanner);
  return (
    <Modal open width={820} title={t('devices.selfTest.title', { name: scanner.name })} onCancel={onClose} footer={null}>
      <p>{t('devices.selfTest.lead')}</p>
      <div className="self-test-start">
        <Checkbox checked={testPage} disabled={test.running} onChange={(event) => setTestPage(event.target.checked)}>
          {t('devices.selfTest.testPage')}
        </Checkbox>
        {test.running ? (
          <Button danger onClick={test.stop}>
            {t('devices.selfTest.stop')}
          </Button>
        ) : (
          <Button type="primary" onClick={() => test.start(testPage)} autoFocus>
            {t('devices.selfTest.start')}
          </Button>
        )}
      </div>
      <ErrorNotice error={test.error} />
      <ol className="self-test">
        {selfTestChecks.map((check) => (
          <CheckRow key={check} check={check} event={test.events.find((event) => event.check === check)} />
        ))}
      </ol>
    </Modal>
  );
}

const signs: Record<SelfTestEvent['result'], string> = { running: '…', pass: '✓', warning: '!', fail: '✕', skipped: '–' };

function CheckRow({ check, event }: { check: SelfTestEvent['check']; event: SelfTestEvent | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const factText = useFactText();
  return (
    <li className={`self-test-row self-test-${event?.result ?? 'none'}`}>
      <b aria-hidden>{event ? signs[event.result] : '·'}</b>
      <strong>{t(`devices.selfTest.checks.${check}`)}</strong>
      <span>{event && t(`devices.selfTest.result.${event.result}`)}</span>
      <span className="soft num">{event?.durationMs ? t('devices.selfTest.time', { ms: event.durationMs }) : ''}</span>
      {event?.error && (
        <p className="bad">
          {errorText(errorOf(event.error), language).title} <span className="soft error-code">{event.error.code}</span>
        </p>
      )}
      {event && Object.keys(event.facts).length > 0 && <p className="soft">{factText(event.facts)}</p>}
    </li>
  );
}
