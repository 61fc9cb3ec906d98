/** "Move to…": every material with a digit, so that a page moves with two keys. */
import { Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { SlotBadge } from '../../../components/slot-badge.tsx';
import type { PlacedPage } from './page-places.ts';

type Props = { view: CaseView; placed: PlacedPage | null; onClose: () => void; onMove: (slotId: string | null) => void };

export function MoveDialog({ view, placed, onClose, onMove }: Props) {
  const { t } = useTranslation();
  const page = placed ? t('pageNumber', { number: placed.page.index + 1 }) : '';
  return (
    <Modal
      open={placed !== null}
      onCancel={onClose}
      footer={null}
      title={t('counter.intake.moveTitle', { page })}
      destroyOnHidden
      width={640}
    >
      {placed && (
        <MoveTargets
          view={view}
          current={placed.document?.slotId ?? null}
          onPick={(slotId) => {
            onMove(slotId);
            onClose();
          }}
        />
      )}
    </Modal>
  );
}

function MoveTargets({ view, current, onPick }: { view: CaseView; current: string | null; onPick: (slotId: string | null) => void }) {
  const { t } = useTranslation();
  const slots = view.checklist.slots;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey) return;
      if (event.key === '0') return onPick(null);
      const slot = slots[Number(event.key) - 1];
      if (slot) onPick(slot.slotId);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [slots, onPick]);
  return (
    <div className="move-targets">
      {slots.map((slot, index) => (
        <button
          type="button"
          key={slot.slotId}
          autoFocus={index === 0}
          aria-current={slot.slotId === current}
          onClick={() => onPick(slot.slotId)}
        >
          {index < 9 ? <kbd>{index + 1}</kbd> : <span />}
          <span>{slot.name}</span>
          <SlotBadge state={slot.state} />
        </button>
      ))}
      <button type="button" aria-current={current === null} onClick={() => onPick(null)}>
        <kbd>0</kbd>
        <span>{t('counter.intake.moveNone')}</span>
      </button>
    </div>
  );
}
