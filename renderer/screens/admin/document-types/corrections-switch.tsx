/** Whether corrections at the counter add samples: an opt-in, since samples are copies of applicants' papers. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';

export function CorrectionsSwitch() {
  const { t } = useTranslation();
  const { client, orpc } = useBackend();
  const queryClient = useQueryClient();
  const setting = useQuery(orpc.admin.documentTypes.corrections.queryOptions());
  const change = useMutation({
    mutationFn: (on: boolean) => client.admin.documentTypes.setCorrections({ on }),
    onSuccess: (now) => queryClient.setQueryData(orpc.admin.documentTypes.corrections.queryKey(), now),
  });
  return (
    <section className="admin-panel taught-corrections">
      <Switch
        id="taught-corrections"
        checked={setting.data?.on ?? false}
        loading={setting.isPending || change.isPending}
        onChange={(on) => change.mutate(on)}
        aria-describedby="taught-corrections-hint"
      />
      <div>
        <label htmlFor="taught-corrections">{t('documentTypes.corrections')}</label>
        <p id="taught-corrections-hint" className="soft">
          {t('documentTypes.correctionsHint')}
        </p>
      </div>
      <ErrorNotice error={setting.error ?? change.error} />
    </section>
  );
}
