import { Injectable } from '@nestjs/common';
import { defaultLanguage } from '../core/language/language.js';
import { parseJson } from '../core/text/json-text.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { AskEndpoint } from './ask-endpoint.js';
import type { RequestTarget, WhenLeft } from './large-request.js';
import { LargeRequests } from './large-requests.js';
import type { LightWork } from '../learning/family.js';
import { sayAnswer } from './language/say-answer.js';
import { lightWorkOf } from './light-work.js';
import { PredictRows } from './predict-rows.js';
import { answerTensors } from './tensors/answer-tensors.js';
import { rowsAnnounced } from './tensors/read-tensors.js';

/** An answer as a value, or as the JSON that another process made of it. */
export type RequestAnswer = { value: unknown } | { json: Uint8Array };

/** Answer a request as it came: light ones here, the others in a process of their own, with the same bits. */
@Injectable()
export class AnswerRequest {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly predictRows: PredictRows,
    private readonly askEndpoint: AskEndpoint,
    private readonly largeRequests: LargeRequests,
  ) {}

  /**
   * @param json the body, JSON in UTF-8.
   * @param whenLeft tells when nobody waits for the answer any more.
   * @throws UsageError for a body that is no JSON; what `PredictRows`, `AskEndpoint` and `LargeRequests` throw.
   */
  async execute(target: RequestTarget, json: Uint8Array, whenLeft?: WhenLeft): Promise<RequestAnswer> {
    const light = lightWorkOf(this.catalogue.get(target.scenario), target);
    if (json.byteLength <= light.bytes) {
      const body = parseJson(json);
      if (isLight(body, light, target)) return { value: await this.answerHere(target, body) };
    }
    return { json: await this.largeRequests.answer({ ...target, json }, whenLeft) };
  }

  /** Whatever its size. */
  async answerHere(target: RequestTarget, body: unknown): Promise<unknown> {
    const { scenario, endpoint, version, reasons, form, language = defaultLanguage } = target;
    if (form === 'tensors') {
      return answerTensors(body, this.catalogue.get(scenario).spec, (rows) =>
        this.predictRows.execute(scenario, rows, { version, reasons }),
      );
    }
    if (endpoint !== undefined) {
      return this.askEndpoint.execute(scenario, { name: endpoint, method: 'POST', body, version, language });
    }
    const answer = await this.predictRows.execute(scenario, body, { version, reasons });
    return sayAnswer(answer, this.catalogue.get(scenario), language);
  }
}

/** Whether no list of rows in it is longer than is light. */
function isLight(body: unknown, { rows }: LightWork, { form }: RequestTarget): boolean {
  if (form === 'tensors') return rowsAnnounced(body) <= rows;
  if (typeof body !== 'object' || body === null) return true;
  return Object.values(body).every((list) => !Array.isArray(list) || list.length <= rows);
}
