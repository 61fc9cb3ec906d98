/** Starts the page: the gallery with invented data under /gallery, the product everywhere else. */
import './i18n/index.ts';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import type { Backend } from './backend.ts';
import { lockDown } from './screens/kiosk/lock-down.ts';

const inGallery = location.pathname.startsWith('/gallery') || new URLSearchParams(location.search).get('gallery') === '1';

// Before anything is shown, and whatever becomes of it.
if (/^(\/gallery)?\/kiosk/.test(location.pathname)) lockDown();

/** Both backends are separate chunks, so invented data never loads in the product. */
async function chooseBackend(): Promise<Backend> {
  if (inGallery) return (await import('./fake/fake-backend.ts')).fakeBackend();
  return (await import('./host-backend.ts')).hostBackend();
}

async function start(): Promise<void> {
  if (inGallery && !location.pathname.startsWith('/gallery')) history.replaceState(null, '', `/gallery${location.pathname}`);
  const backend = await chooseBackend();
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App backend={backend} basePath={inGallery ? '/gallery' : '/'} />);
}

void start();
