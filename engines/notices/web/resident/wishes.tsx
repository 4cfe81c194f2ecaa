import { WishesPage } from '../shared/wishes.tsx';
import { sheet } from './sheet.ts';

export default function Page() {
  return <WishesPage sheet={sheet} />;
}
