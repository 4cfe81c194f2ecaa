import { Icon } from '@hezhi/ui';

/** Drawing of the large door. */
export const MineIcon = () => <Icon name="search" />;
