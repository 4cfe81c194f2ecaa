import { Icon } from '@hezhi/ui';

/** Drawings of the tabs. */
export const MapIcon = () => <Icon name="pin" />;
export const ReportIcon = () => <Icon name="camera" />;
