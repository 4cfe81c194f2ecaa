import { Icon } from '@hezhi/ui';

/** Drawings of the tabs. */
export const TodayIcon = () => <Icon name="check" />;
export const MapIcon = () => <Icon name="pin" />;
export const ReportIcon = () => <Icon name="camera" />;
