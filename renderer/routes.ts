/** Every screen and its address. */
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CaseList } from './screens/counter/case-list/case-list.tsx';
import { CounterShell } from './screens/counter/counter-shell.tsx';
import { Intake } from './screens/counter/intake/intake.tsx';
import { NewCase } from './screens/counter/new-case/new-case.tsx';
import { ReceiptScreen } from './screens/counter/receipt/receipt-screen.tsx';
import { Review } from './screens/counter/review/review.tsx';
import { Home } from './screens/home.tsx';
import { NotFound } from './screens/not-found.tsx';
import { ScreenCrash } from './screens/screen-crash.tsx';

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: ScreenCrash });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });

const counter = createRoute({ getParentRoute: () => root, path: '/counter', component: CounterShell });
const counterScreens = [
  createRoute({ getParentRoute: () => counter, path: '/', component: CaseList }),
  createRoute({ getParentRoute: () => counter, path: '/new', component: NewCase }),
  createRoute({ getParentRoute: () => counter, path: '/case/$caseId', component: Intake }),
  createRoute({ getParentRoute: () => counter, path: '/case/$caseId/review', component: Review }),
  createRoute({ getParentRoute: () => counter, path: '/case/$caseId/receipt', component: ReceiptScreen }),
];

const kiosk = createRoute({
  getParentRoute: () => root,
  path: '/kiosk',
  component: lazyRouteComponent(() => import('./screens/kiosk/kiosk.tsx'), 'Kiosk'),
});

const adminScreen = (
  name:
    | 'Scanners'
    | 'Connection'
    | 'DataSafety'
    | 'DocumentTypes'
    | 'Mapping'
    | 'Accounts'
    | 'Outbox'
    | 'Recognition'
    | 'ServiceItems'
    | 'Status',
) => lazyRouteComponent(() => import('./screens/admin/admin-screens.ts'), name);
const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('./screens/admin/admin-shell.tsx'), 'AdminShell'),
});
const adminScreens = [
  createRoute({ getParentRoute: () => admin, path: '/', component: adminScreen('Scanners') }),
  createRoute({ getParentRoute: () => admin, path: '/connection', component: adminScreen('Connection') }),
  createRoute({ getParentRoute: () => admin, path: '/service-items', component: adminScreen('ServiceItems') }),
  createRoute({ getParentRoute: () => admin, path: '/mapping', component: adminScreen('Mapping') }),
  createRoute({ getParentRoute: () => admin, path: '/document-types', component: adminScreen('DocumentTypes') }),
  createRoute({ getParentRoute: () => admin, path: '/accounts', component: adminScreen('Accounts') }),
  createRoute({ getParentRoute: () => admin, path: '/outbox', component: adminScreen('Outbox') }),
  createRoute({ getParentRoute: () => admin, path: '/recognition', component: adminScreen('Recognition') }),
  createRoute({ getParentRoute: () => admin, path: '/safety', component: adminScreen('DataSafety') }),
  createRoute({ getParentRoute: () => admin, path: '/status', component: adminScreen('Status') }),
];

export const routeTree = root.addChildren([home, counter.addChildren(counterScreens), kiosk, admin.addChildren(adminScreens)]);
