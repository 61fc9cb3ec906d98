/** One touch from the list of cases: a profile that names a service item opens the case and starts the scan. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScanProfile } from '#shared/device.ts';
import { errorText } from '#shared/error-texts.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { useBackend } from '../../backend.ts';
import { useLanguage } from '../../i18n/language.ts';
import { errorOf } from '../../state/error-of.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { useHotkeys } from '../hotkeys/hotkey-provider.tsx';
import { defaultAnswers } from '../situation/situation.ts';
import './scan.css';

/** Alt and one digit. */
const mostKeys = 9;
type Start = { profile: ScanProfile; item: ServiceItem; onScreen: boolean };

/** Profiles of an item that is offered and a scanner that is there. */
function useStarts(): Start[] {
  const { orpc } = useBackend();
  const profiles = useQuery(orpc.scan.profiles.queryOptions());
  const items = useQuery(orpc.items.list.queryOptions());
  const scanners = useQuery(orpc.scan.scanners.queryOptions());
  return (profiles.data ?? []).flatMap((profile) => {
    const item = items.data?.find(({ code }) => code === profile.itemCode);
    const scanner = scanners.data?.find(({ id }) => id === profile.scannerId);
    return item && scanner ? [{ profile, item, onScreen: scanner.traits.onScreen }] : [];
  });
}

export function ProfileStart() {
  const { t } = useTranslation();
  const { client } = useBackend();
  const navigate = useNavigate();
  const language = useLanguage();
  const { notification } = App.useApp();
  const starts = useStarts();
  const notify = (error: unknown) => {
    const { title, action } = errorText(errorOf(error), language);
    notification.error({ title, description: action, duration: 0 });
  };
  const begin = useMutation({
    // The situation stays at its usual answers; the clerk can change it in the open case.
    mutationFn: async ({ profile, item, onScreen }: Start) => {
      const view = await client.cases.create({ itemCode: item.code, answers: defaultAnswers(item) });
      const caseId = view.case.id;
      // The case is open either way, and a scan that could not start is started there. A camera is opened there by hand.
      const started = onScreen ? null : client.scan.startProfile({ caseId, profileId: profile.id });
      await started?.catch((error: unknown) => notify(error));
      return caseId;
    },
    onSuccess: (caseId) => navigate({ to: `/counter/case/${caseId}` as string }),
  });
  useHotkeys(
    t('scan.profiles'),
    starts.slice(0, mostKeys).map((start, index) => ({
      keys: `Alt+${index + 1}`,
      label: start.profile.name,
      run: () => begin.mutate(start),
    })),
  );
  if (starts.length === 0) return null;
  return (
    <>
      <div className="profile-row profile-start">
        <span className="soft">{t('scan.profiles')}</span>
        {starts.map((start, index) => (
          <Button key={start.profile.id} size="large" loading={begin.isPending} onClick={() => begin.mutate(start)}>
            {start.profile.name} {index < mostKeys && <kbd>Alt+{index + 1}</kbd>}
          </Button>
        ))}
      </div>
      <ErrorNotice error={begin.error} />
    </>
  );
}
