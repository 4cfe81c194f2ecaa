import { Icon } from '@hezhi/ui';

/** Drawing of the tab. */
export const TodayIcon = () => <Icon name="check" />;
