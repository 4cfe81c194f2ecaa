import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { KeptProvider } from './device.ts';
import { startElder } from './elder.ts';
import { cataloguesOf, startLanguage } from './language.ts';
import { makeQueryClient } from './query.ts';
import { kindsOf, KindsProvider, type Screens, type Words3 } from './screens.ts';
import { SessionProvider } from './session.tsx';

export const webWords: Words3 = {
  'zh-Hans': () => import('./words/zh-Hans.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('./words/zh-Hant.json', { with: { type: 'json' } }),
  en: () => import('./words/en.json', { with: { type: 'json' } }),
};

/**
 * Starts an app: elder mode and language first, then one paint with everything below in place. `base` is the app's address
 * (`/desk`); `words` are catalogues beside those of the rooms (the app's own, `ui`); `first` are loaded before the first paint.
 */
export async function startApp(app: {
  base: string;
  rooms: readonly Screens[];
  words: Readonly<Record<string, Words3>>;
  first: readonly string[];
  /** Around everything: the component library's settings. */
  frame: (inside: ReactNode) => ReactNode;
  element: ReactNode;
}): Promise<void> {
  startElder();
  await startLanguage(cataloguesOf(app.rooms, { ...app.words, web: webWords }), ['web', ...app.first]);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <BrowserRouter basename={app.base}>
          <Suspense>
            <KindsProvider kinds={kindsOf(app.rooms)}>
              <KeptProvider rooms={app.rooms}>
                <SessionProvider>{app.frame(app.element)}</SessionProvider>
              </KeptProvider>
            </KindsProvider>
          </Suspense>
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}
