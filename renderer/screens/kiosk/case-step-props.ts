/** What a step of the kiosk with an open case gets. */
import type { CaseView } from '#shared/contract/case-view.ts';
import type { KioskStep } from './kiosk-flow.ts';

export type CaseStepProps = { view: CaseView; go: (to: KioskStep) => void; onBusy: (busy: boolean) => void };
