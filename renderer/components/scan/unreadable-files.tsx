/** Files of a watched folder that could not be read: which, why, and where they lie now. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorText } from '#shared/error-texts.ts';
import { isErrorCode } from '#shared/errors.ts';
import { useBackend } from '../../backend.ts';
import { useLanguage } from '../../i18n/language.ts';
import { formatTime } from '../format-time.ts';

/** A watched folder fills while nobody scans. */
const lookEveryMs = 15_000;

export function UnreadableFiles() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const files = useQuery(orpc.scan.unreadableFiles.queryOptions({ refetchInterval: lookEveryMs }));
  const dismiss = useMutation({
    mutationFn: (id: string) => client.scan.dismissUnreadableFile({ id }),
    onSuccess: (left) => queryClient.setQueryData(orpc.scan.unreadableFiles.queryKey(), left),
  });
  if (!files.data || files.data.length === 0) return null;
  return (
    <details className="unreadable">
      <summary>
        <strong>{t('scan.unreadable.title', { count: files.data.length })}</strong>{' '}
        <span className="soft">{t('scan.unreadable.where')}</span>
      </summary>
      <ul>
        {files.data.map(({ id, name, code, scannerName, foundAt }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span>{errorText({ code: isErrorCode(code) ? code : 'internal', details: {} }, language).title}</span>
            <span className="soft num">
              {scannerName} · {formatTime(foundAt)}
            </span>
            <Button size="small" onClick={() => dismiss.mutate(id)}>
              {t('scan.unreadable.dismiss')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
