import { Injectable } from '@nestjs/common';
import type { Language } from '../core/language/language.js';
import type { GlobalImportance } from '../explanation/learnt/learnt.js';
import type { Report } from '../learning/report.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { versionFiles } from '../registry/version-files.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import { voiceIn } from './page-parts.js';
import { reportPage } from './report-page.js';

/** How a report is asked for. */
export interface ReportRequest {
  scenario: string;
  /** Absent: the champion. */
  version?: number;
  /** What moves its answers, in the language; absent: the version does not tell. */
  importance?: GlobalImportance;
  language: Language;
  /** Says in the language what was stored in English. */
  say: (text: string) => string;
}

/** Reports of versions as pages for people. No model is opened. */
@Injectable()
export class ReportPages {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
  ) {}

  /** @throws NotFoundError when there is no such version; NotReadyError before the first champion; DamagedFileError. */
  async page({ scenario, version, importance, language, say }: ReportRequest): Promise<string> {
    const { spec } = this.catalogue.get(scenario);
    const { tag, files } = await versionFiles(this.registry, spec.id, version);
    const read = (name: string) => {
      const bytes = files.get(name);
      return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
    };
    return reportPage({
      model: formatModelTag(tag),
      spec,
      report: read('report.json') as Report,
      profile: read('profile.json') as Profile | undefined,
      importance,
      ...voiceIn(language, say),
    });
  }
}
