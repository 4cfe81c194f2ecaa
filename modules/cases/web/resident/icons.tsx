import { Icon } from '@hezhi/ui';

/** Drawing of the large door. */
export const ReportIcon = () => <Icon name="camera" />;
