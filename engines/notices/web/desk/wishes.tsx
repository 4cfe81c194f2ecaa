import { WishesPage } from '../shared/wishes.tsx';
import { sheet } from './sheet.tsx';

export default function Page() {
  return <WishesPage sheet={sheet} />;
}
