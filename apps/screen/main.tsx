import { DeskFrame } from '@hezhi/ui/desk';
import '@hezhi/ui/desk.css';
import { uiWords } from '@hezhi/ui/words';
import { startApp } from '@hezhi/web';
import { rooms } from './rooms.ts';
import { Shell } from './shell.tsx';
import { appWords } from './words.ts';

void startApp({
  base: '/screen',
  rooms,
  words: { app: appWords, ui: uiWords },
  first: ['app', 'ui', ...rooms.map((room) => room.room)],
  frame: (inside) => <DeskFrame dark>{inside}</DeskFrame>,
  element: <Shell />,
});
