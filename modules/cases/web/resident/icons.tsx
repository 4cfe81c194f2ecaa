import { Icon } from '@hezhi/ui';

/** Drawings of the two large doors. */
export const ReportIcon = () => <Icon name="camera" />;
export const MineIcon = () => <Icon name="search" />;
