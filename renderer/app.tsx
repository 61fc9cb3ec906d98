/** Everything every screen stands on: server state, theme, language, routes, keyboard help. */
import { QueryCache, QueryClient, QueryClientProvider, MutationCache } from '@tanstack/react-query';
import { createBrowserHistory, createRouter, RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState } from 'react';
import { BackendProvider } from './backend.ts';
import type { Backend } from './backend.ts';
import { HotkeyProvider } from './components/hotkeys/hotkey-provider.tsx';
import { useLanguage } from './i18n/language.ts';
import { routeTree } from './routes.ts';
import { errorOf } from './state/error-of.ts';
import { theme } from './theme.ts';

/** An expired session shows the sign-in screen in place; the address, and with it the case, stays. */
function makeQueryClient(backend: Backend): QueryClient {
  const onError = (error: unknown) => {
    const { code } = errorOf(error);
    if (code === 'session.signed-out' || code === 'session.password-change-required')
      void client.invalidateQueries({ queryKey: backend.orpc.session.current.key() });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    // The host is on this machine: the browser's idea of being online says nothing about it.
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, networkMode: 'always', refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}

export function App({ backend, basePath }: { backend: Backend; basePath: string }) {
  const language = useLanguage();
  const [queryClient] = useState(() => makeQueryClient(backend));
  const [router] = useState(() => createRouter({ routeTree, history: createBrowserHistory(), basepath: basePath }));
  // What was fetched before the host went away may be out of date.
  useEffect(() => backend.onReconnect(() => void queryClient.invalidateQueries()), [backend, queryClient]);
  return (
    <BackendProvider value={backend}>
      <QueryClientProvider client={queryClient}>
        <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
          <AntApp className="app">
            <HotkeyProvider>
              <RouterProvider router={router} />
            </HotkeyProvider>
          </AntApp>
        </ConfigProvider>
      </QueryClientProvider>
    </BackendProvider>
  );
}
