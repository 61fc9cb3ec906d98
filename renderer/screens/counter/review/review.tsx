/** The review: page image with the value's place on the left, values on the right, doubtful ones first. */
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useHotkeys } from '../../../components/hotkeys/hotkey-provider.tsx';
import { CaseBar } from '../case-bar.tsx';
import { CaseScreen } from '../case-screen.tsx';
import { confirmButtonId } from './confirm-button-id.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import './review.css';
import { nextOpen, reviewGroups } from './review-rows.ts';
import { ReviewPage } from './review-page.tsx';
import { ReviewTabs } from './review-tabs.tsx';
import type { ReviewTab } from './review-tabs.tsx';

export function Review() {
  return <CaseScreen>{(view) => <ReviewOf key={view.case.id} view={view} />}</CaseScreen>;
}

/** Puts the caret into a row's input, at once: the next key may come before the next frame, and belongs to the next row. */
function focusRow(id: string | null): void {
  if (id === null) return;
  const focus = () => {
    const input = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] input, [data-row="${CSS.escape(id)}"] textarea`);
    input?.focus();
    input?.closest('[data-row]')?.scrollIntoView({ block: 'nearest' });
    return input !== null && document.activeElement === input;
  };
  // On another tab the row has to be rendered first.
  if (!focus()) requestAnimationFrame(focus);
}

/** The first value that is still to be typed, else the first of the form. */
function focusForm(): void {
  requestAnimationFrame(() => {
    const fields = '.form-row-missing input, .form-row-missing textarea';
    (document.querySelector<HTMLElement>(fields) ?? document.querySelector<HTMLElement>('.form-values textarea'))?.focus();
  });
}

/** The tab has to be rendered first. */
function focusFirst(selector: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus()));
}

function ReviewOf({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const groups = reviewGroups(view);
  const rows = groups.flatMap((group) => group.rows);
  const [active, setActive] = useState<string | null>(() => nextOpen(rows, null) ?? rows[0]?.id ?? null);
  const [tab, setTab] = useState<ReviewTab>('fields');
  const [confirming, setConfirming] = useState(false);
  const goTo = (id: string | null) => {
    if (id === null) return;
    setTab('fields');
    setActive(id);
    focusRow(id);
  };
  const openTab = (name: ReviewTab) => {
    setTab(name);
    if (name === 'form') focusForm();
    if (name === 'cross') focusFirst('.cross-outcome');
  };
  // The keyboard starts where the work starts.
  useEffect(() => {
    focusRow(active);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const back = () => void navigate({ to: `/counter/case/${view.case.id}` });
  useHotkeys(t('counter.help.groups.review'), [
    { keys: 'Enter', label: t('counter.help.keys.confirmNext') },
    { keys: 'Tab', label: t('counter.help.keys.tab') },
    { keys: 'Escape', label: t('counter.help.keys.undo') },
    { keys: 'F6', label: t('counter.help.keys.nextOpen'), run: () => goTo(nextOpen(rows, active)) },
    { keys: 'Ctrl+Enter', label: t('counter.help.keys.confirmCase'), run: () => setConfirming(true) },
    { keys: 'F7', label: t('counter.help.keys.back'), run: back },
    ...(['fields', 'form', 'cross', 'materials'] as const).map((name, index) => ({
      keys: `Alt+${index + 1}`,
      label: t(`counter.review.tabs.${name}`),
      run: () => openTab(name),
    })),
  ]);
  const open = rows.filter((row) => row.open).length;
  return (
    <div className="review">
      <CaseBar view={view} step="review" />
      <div className="review-body">
        <ReviewPage view={view} rows={rows} active={active} onPick={goTo} />
        <ReviewTabs view={view} groups={groups} tab={tab} onTab={openTab} active={active} onActive={setActive} goTo={goTo} />
      </div>
      <ReviewFooter open={open} onBack={back} onConfirm={() => setConfirming(true)} />
      <ConfirmDialog
        view={view}
        rows={rows}
        open={confirming}
        onClose={() => setConfirming(false)}
        goTo={goTo}
        onForm={() => openTab('form')}
      />
    </div>
  );
}

function ReviewFooter({ open, onBack, onConfirm }: { open: number; onBack: () => void; onConfirm: () => void }) {
  const { t } = useTranslation();
  return (
    <footer className="case-footer">
      <Button onClick={onBack}>
        {t('counter.review.backToIntake')} <kbd>F7</kbd>
      </Button>
      <span className="case-footer-text" role="status">
        {open > 0 ? (
          <strong className="bad">{t('counter.review.openFields', { count: open })}</strong>
        ) : (
          <strong className="ok">{t('counter.review.allSeen')}</strong>
        )}
      </span>
      <Button id={confirmButtonId} type="primary" size="large" onClick={onConfirm}>
        {t('counter.review.confirmCase')} <kbd>Ctrl</kbd>
        <kbd>Enter</kbd>
      </Button>
    </footer>
  );
}
