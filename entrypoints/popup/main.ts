import { afterFrame } from '../../lib/ui/after-frame.ts';

// The page holds something to be seen already, and reading all scripts takes longer than drawing that.
void afterFrame().then(() => import('./show-popup.ts'));
