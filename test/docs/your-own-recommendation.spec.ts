import { editDraft } from './edit-draft.js';
import { followGuide } from './follow-guide.js';

followGuide('docs/your-own-recommendation.md', {
  change: editDraft('../my-scenarios/retail/tea/scenario.yaml'),
});
