import { editDraft } from './edit-draft.js';
import { followGuide } from './follow-guide.js';

followGuide('docs/your-own-forecast.md', {
  change: editDraft('../my-scenarios/retail/bread/scenario.yaml'),
});
