/** Taking in paper: scanner on top, the checklist filling up on the left, the selected page on the right. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { Scanner } from '#shared/device.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';
import { useCaseChange } from '../../../state/use-case.ts';
import { CaseBar } from '../case-bar.tsx';
import { CaseScreen } from '../case-screen.tsx';
import { CameraPanel } from './camera-panel.tsx';
import { IntakeFooter } from './intake-footer.tsx';
import './intake.css';
import { MoveDialog } from './move-dialog.tsx';
import { PagePanel } from './page-panel.tsx';
import { neighbour, newestOf, placesOf } from './page-places.ts';
import type { PagePlaces } from './page-places.ts';
import { ScanBar } from './scan-bar.tsx';
import { SlotBoard } from './slot-board.tsx';
import { useRemovePage } from './use-remove-page.ts';

export function Intake() {
  return <CaseScreen>{(view) => <IntakeOf key={view.case.id} view={view} />}</CaseScreen>;
}

type Keys = {
  places: PagePlaces;
  current: string | null;
  onSelect: (pageId: string | null) => void;
  startMove: () => void;
  ask: () => void;
  review: () => void;
};

function useIntakeKeys({ places, current, onSelect, startMove, ask, review }: Keys): void {
  const { t } = useTranslation();
  const step = (by: 1 | -1) => {
    const next = neighbour(places, current, by);
    onSelect(next);
    document.getElementById(`page-${next}`)?.focus();
  };
  useHotkeys(t('counter.help.groups.intake'), [
    { keys: 'ArrowLeft', label: t('counter.help.keys.pageMove'), run: () => step(-1) },
    { keys: 'ArrowRight', label: t('counter.help.keys.pageMove'), run: () => step(1) },
    { keys: 'm', label: t('counter.help.keys.moveTo'), run: startMove },
    { keys: 'Delete', label: t('counter.help.keys.remove'), run: ask },
    { keys: 'F8', label: t('counter.help.keys.review'), run: review },
  ]);
}

function IntakeOf({ view }: { view: CaseView }) {
  const { client } = useBackend();
  const navigate = useNavigate();
  const caseId = view.case.id;
  const places = placesOf(view);
  const [selected, setSelected] = useState<string | null>(null);
  const [moving, setMoving] = useState<string | null>(null);
  const [camera, setCamera] = useState<Scanner | null>(null);
  // Until somebody chooses a page, the newest one is shown as it comes in.
  const current = places.inOrder.find(({ page }) => page.id === selected) ?? newestOf(places);
  const move = useCaseChange(caseId, (input: { pageId: string; slotId: string | null }) => client.cases.movePage({ caseId, ...input }));
  const remove = useRemovePage(caseId, () => setSelected(null));
  const ask = () => {
    if (current) void remove.ask(current.page);
  };
  const startMove = () => {
    if (current) setMoving(current.page.id);
  };
  const review = () => void navigate({ to: `/counter/case/${caseId}/review` });
  useIntakeKeys({ places, current: current?.page.id ?? null, onSelect: setSelected, startMove, ask, review });
  return (
    <div className="intake">
      <CaseBar view={view} step="intake" />
      <ScanBar view={view} onCamera={setCamera} />
      <div className="intake-notices">
        <ErrorNotice error={move.error ?? remove.error} />
      </div>
      {camera ? (
        <CameraPanel caseId={caseId} scanner={camera} onClose={() => setCamera(null)} />
      ) : (
        <div className="intake-body">
          <SlotBoard
            view={view}
            places={places}
            selected={current?.page.id ?? null}
            onSelect={setSelected}
            onMove={(pageId, slotId) => move.mutate({ pageId, slotId })}
          />
          <PagePanel view={view} placed={current} onMove={startMove} onRemove={ask} />
        </div>
      )}
      <IntakeFooter view={view} onReview={review} />
      <MoveDialog
        view={view}
        placed={places.inOrder.find(({ page }) => page.id === moving) ?? null}
        onClose={() => setMoving(null)}
        onMove={(slotId) => moving && move.mutate({ pageId: moving, slotId })}
      />
    </div>
  );
}
