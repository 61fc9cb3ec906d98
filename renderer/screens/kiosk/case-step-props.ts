/** What a step of the kiosk with an open case gets. */
import type { KioskStep } from './kiosk-flow.ts';
import type { CaseView } from '#shared/contract.ts';

/** What a step with an open case gets. */
export type CaseStepProps = { view: CaseView; go: (to: KioskStep) => void; onBusy: (busy: boolean) => void };
