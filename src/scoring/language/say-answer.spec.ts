import { expect, it } from '@jest/globals';
import { tinySpec } from '../../scenarios/scenario.fixture.js';
import { sayAnswer } from './say-answer.js';

it('says a value of a reason, also where two columns have other words for it', () => {
  const yes = (zh: string) => [
    { code: 'a', label: { en: 'yes', zh } },
    { code: 'b', label: { en: 'never', zh: '从不' } },
  ];
  const column = (name: string, zh: string) => {
    return { name, kind: 'categorical', meaning: { en: `The ${name}`, zh: `列${zh}` }, categories: yes(zh) };
  };
  const spec = tinySpec({ columns: [column('telephone', '有'), column('worker', '是')] as never });
  const said = (value: string) => {
    const text = `The telephone: ${value} raises the answer by 3`;
    return sayAnswer({ text }, { spec, plugin: {} }, 'zh') as { text: string };
  };
  expect(said('never').text).toBe('列有：从不，使预测值升高 3');
  expect(said('yes').text).toBe('列有：是，使预测值升高 3');
});
