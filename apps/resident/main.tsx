import { PhoneFrame } from '@hezhi/ui/phone';
import '@hezhi/ui/phone.css';
import { uiWords } from '@hezhi/ui/words';
import { startApp } from '@hezhi/web';
import { rooms } from './rooms.ts';
import { Shell } from './shell.tsx';
import { appWords } from './words.ts';

void startApp({
  base: '/',
  rooms,
  words: { app: appWords, ui: uiWords },
  first: ['app', 'ui', ...rooms.map((room) => room.room)],
  frame: (inside) => <PhoneFrame>{inside}</PhoneFrame>,
  element: <Shell />,
});
